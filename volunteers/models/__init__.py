"""The register of volunteers."""

from volunteers.models.availability import VolunteerWindow
from volunteers.models.certificate import Certificate
from volunteers.models.draft import SignUpDraft
from volunteers.models.duo import Duo
from volunteers.models.volunteer import SpokenLanguage, Volunteer

__all__ = ["Certificate", "Duo", "SignUpDraft", "SpokenLanguage", "Volunteer", "VolunteerWindow"]
