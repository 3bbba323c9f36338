"""Volunteers who may be near enough to some homes: asked of the database, so that few rows are loaded."""

from collections.abc import Sequence

from django.db.models import F, Q

from programmes.models import Programme, Region
from programmes.values.travel import SPEEDS_KM_PER_HOUR, metres_per_minute
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

ROUNDING = 100
"""Metres by which rounded coordinates can differ."""


def near(*, region: Region, programme: Programme, points: Sequence[tuple[int, int]]) -> tuple[list[int], int]:
    """Find the available volunteers of a programme from whom a point can be within reach.

    The boundary is a square around each start, so that a few who live too far away are found too: the
    rule about distance judges them.

    Returns
    -------
    tuple of list of int and int
        Numbers of those found, in their order; and how many there are in all.
    """
    there = Volunteer.objects.filter(region=region, state=VolunteerState.AVAILABLE, programmes=programme)
    within = Q(pk__in=())
    for means, speed in (SPEEDS_KM_PER_HOUR | region.speeds_km_per_hour).items():
        metres = max(1, metres_per_minute(speed, detour_percent=region.detour_percent))
        for point in points:
            within |= Q(means=means) & (_around("", point, metres) | _around("second_", point, metres))
    found = there.filter(within).order_by("pk").values_list("pk", flat=True)
    return list(found), there.count()


def _around(start: str, point: tuple[int, int], metres_per_minute: int) -> Q:
    reach = F("max_minutes") * metres_per_minute + ROUNDING
    within = Q()
    for axis, value in zip(("x", "y"), point, strict=True):
        within &= Q(**{f"{start}{axis}__gte": value - reach, f"{start}{axis}__lte": value + reach})
    return within
