"""One renderer for every form."""

from django.forms.renderers import TemplatesSetting


class PageFormRenderer(TemplatesSetting):
    """Draws fields, field sets and errors with the templates of the page shell."""
