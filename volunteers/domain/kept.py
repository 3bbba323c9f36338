"""What is kept of a reader."""

from programmes.domain.kept import Kept, kept_of
from volunteers.models import Certificate, SpokenLanguage, Volunteer, VolunteerWindow


def kept_of_volunteers() -> list[Kept]:
    """List what the register of readers keeps, by kind."""
    return kept_of((Volunteer, SpokenLanguage, VolunteerWindow, Certificate))
