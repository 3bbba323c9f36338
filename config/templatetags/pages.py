"""Template tags of the page shell."""

from django.template import Library

register = Library()
