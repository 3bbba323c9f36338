"""The families app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FamiliesConfig(AppConfig):
    """Registration with Django."""

    name = "families"
    verbose_name = _("Families")
