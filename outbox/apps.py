"""The outbox app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    """Registration with Django."""

    name = "outbox"
    verbose_name = _("Messages")

    def ready(self) -> None:
        """Register what is kept here about people who read."""
        from outbox.domain import of_account  # noqa: PLC0415 - tables are there only once the apps are loaded

        of_account.register()
