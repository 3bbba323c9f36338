"""What only a demo shows."""

from django.conf import settings
from django.template import Library
from django.urls import reverse

register = Library()


@register.simple_tag
def demo_mail_address() -> str:
    """Give the page with the mail that a demo has sent; elsewhere there is none."""
    return reverse("demo-post") if settings.DEMO_MAIL_FOLDER else ""
