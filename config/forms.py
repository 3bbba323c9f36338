"""One renderer for every form."""

from django.forms.renderers import TemplatesSetting


class PageFormRenderer(TemplatesSetting):
    """Draws fields, field sets and errors with the templates of the page shell."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
