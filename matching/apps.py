"""The matching app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    """Registration with Django."""

    name = "matching"
    verbose_name = _("Matching")

    def ready(self) -> None:
        """Register what is kept here about readers; let the registers ask about rounds and reading."""
        from families.domain import course, gone  # noqa: PLC0415 - tables are there once the apps are loaded
        from families.domain import last_round as asked  # noqa: PLC0415 - as above
        from matching.domain import (  # noqa: PLC0415 - as above
            consent_gone,
            courses,
            last_round,
            reader_privacy,
        )

        reader_privacy.register()
        asked.register(last_round.last_sent)
        course.register(courses.courses_of)
        gone.register(consent_gone.end_matches)
