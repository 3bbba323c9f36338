"""The programmes app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """Registration with Django."""

    name = "programmes"
    verbose_name = _("Programmes and people")
