"""What belongs to a volunteer in tables of its own: programmes, languages, windows."""

from collections.abc import Sequence

from programmes.models import Programme
from volunteers.domain.entry import SignUp
from volunteers.models import SpokenLanguage, Volunteer, VolunteerWindow


def write_parts(volunteer: Volunteer, entry: SignUp, programmes: Sequence[Programme]) -> None:
    """Make the parts what the entry says; a step of a use case that opened the transaction."""
    volunteer.programmes.set(programmes)
    _write_languages(volunteer, entry)
    _write_windows(volunteer, entry)


def _write_languages(volunteer: Volunteer, entry: SignUp) -> None:
    SpokenLanguage.objects.filter(volunteer=volunteer).delete()
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(volunteer=volunteer, code=spoken.code, level=spoken.level)
        for spoken in entry.languages
    )


def _write_windows(volunteer: Volunteer, entry: SignUp) -> None:
    VolunteerWindow.objects.filter(volunteer=volunteer).delete()
    VolunteerWindow.objects.bulk_create(
        VolunteerWindow(
            volunteer=volunteer,
            weekday=window.weekday,
            start=window.start,
            end=window.end,
            strength=window.strength.value,
            rhythm=window.rhythm.value,
        )
        for window in entry.availability
    )
