"""The matching app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    """Registration with Django."""

    name = "matching"
    verbose_name = _("Matching")

    def ready(self) -> None:
        """Register what is kept here about people who read."""
        from matching.domain import reader_privacy  # noqa: PLC0415 - tables are there only once the apps are loaded

        reader_privacy.register()
