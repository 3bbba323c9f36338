"""The volunteers app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    """Registration with Django."""

    name = "volunteers"
    verbose_name = _("Volunteers")

    def ready(self) -> None:
        """Register what is kept here about people who read."""
        from outbox.domain import address_book  # noqa: PLC0415 - tables are there only once the apps are loaded
        from volunteers.domain import own_data, reaching  # noqa: PLC0415 - as above

        own_data.register()
        address_book.register(reaching.addresses)
