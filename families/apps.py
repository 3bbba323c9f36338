"""The families app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FamiliesConfig(AppConfig):
    """Registration with Django."""

    name = "families"
    verbose_name = _("Families")

    def ready(self) -> None:
        """Let the outbox ask where parents are reached."""
        from families.domain import reaching  # noqa: PLC0415 - tables are there only once the apps are loaded
        from outbox.domain import address_book  # noqa: PLC0415 - as above

        address_book.register_parents(reaching.addresses)
