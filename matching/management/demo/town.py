"""What all drawn people of one demo share."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from matching.management.demo.areas import Area
from matching.management.demo.languages import LanguageMix
from programmes.models import District, Organisation, Programme, Region, User


@dataclass(frozen=True)
class Staff:
    """Those who work with the register; two coordinators, for what needs a second person."""

    coordinator: User
    colleague: User
    social_worker: User
    administrator: User


@dataclass(frozen=True)
class Town:
    """A region with its areas, programmes, languages, referrers and staff, on one day."""

    region: Region
    programme: Programme
    younger: Programme
    areas: list[Area]
    mix: LanguageMix
    organisations: list[Organisation]
    staff: Staff
    now: datetime

    @cached_property
    def family_shares(self) -> dict[District, float]:
        """How often each district is a family's."""
        return {area.district: area.families for area in self.areas}

    @cached_property
    def volunteer_shares(self) -> dict[District, float]:
        """How often each district is a volunteer's."""
        return {area.district: area.volunteers for area in self.areas}
