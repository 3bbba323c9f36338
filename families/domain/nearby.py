"""Families that may be near enough to somewhere: asked of the database, so that few rows are loaded."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from families.models import Consent, Family, Home
from families.states import FamilyState
from programmes.models import Programme, Region

ROUNDING = 100
"""Metres by which rounded coordinates can differ."""


def near(
    *, region: Region, programme: Programme, points: Sequence[tuple[int, int]], metres: int
) -> tuple[list[int], int]:
    """Find the families that wait, with consent in force, and have a home in a square around a point.

    Returns
    -------
    tuple of list of int and int
        Numbers of those found, in their order; and how many there are in all.
    """
    consented = Exists(Consent.objects.filter(family=OuterRef("pk"), withdrawn_on__isnull=True))
    there = Family.objects.filter(consented, region=region, programme=programme, state=FamilyState.WAITING)
    reach = metres + ROUNDING
    within = Q(pk__in=())
    for x, y in points:
        within |= Q(x__range=(x - reach, x + reach), y__range=(y - reach, y + reach))
    homes = Home.objects.filter(within, family=OuterRef("pk"))
    found = there.filter(Exists(homes)).order_by("pk").values_list("pk", flat=True)
    return list(found), there.count()
