"""How long families usually wait for a reader: an honest range, and only where there are enough of them.

Who still waits counts as well, as far as they have got (the estimate of Kaplan and Meier, 1958,
doi:10.1080/01621459.1958.10501452): a range of those who found a reader only would be too good.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from families.models import Family, Home
from families.states import FamilyState
from programmes.models import District, Programme, Region, StateChange

FEWEST = 20
"""Fewer families who found a reader say nothing, and could be recognised."""
LOOK_BACK = timedelta(days=2 * 365)
EARLY, LATE = 0.25, 0.75
DAYS_IN_WEEK = 7
_STILL = (FamilyState.WAITING, FamilyState.PROPOSED)
_END = (FamilyState.MATCHED, FamilyState.WITHDRAWN, FamilyState.LOOK_AGAIN)
Wait = tuple[int, bool]
"""Days, and whether a reader was found then."""
Where = tuple[int, int, int | None]
"""Region, programme and district; of the whole region without one."""


@dataclass(frozen=True)
class Usual:
    """Weeks after which a quarter and three quarters of the families have a reader.

    Attributes
    ----------
    high
        ``None`` when so many have not got that far.
    district
        Of which district this is; ``None`` for the whole municipality.
    """

    low: int
    high: int | None
    district: District | None = None


def usual_waiting(families: Collection[Family], *, now: datetime) -> dict[int, Usual]:
    """Tell by number how long families like these wait: in their district, else in their municipality.

    One query, whose number of rows is that of the families who began to wait in the past two years.
    A family with too few others is left out.

    Parameters
    ----------
    families
        With homes and their districts loaded.
    """
    asking = [family for family in families if family.state in _STILL]
    waits = _waits({(one.region_id, one.programme_id) for one in asking}, now=now)
    found = {}
    for family in asking:
        where = (family.region_id, family.programme_id)
        district = _district(family)
        near = _range(waits.get((*where, district.pk), ()), district) if district else None
        usual = near or _range(waits.get((*where, None), ()))
        if usual:
            found[family.pk] = usual
    return found


def usual_in(region: Region, programme: Programme, *, now: datetime) -> Usual | None:
    """Tell how long families wait in a municipality, before there is one to ask about (one query)."""
    where = (region.pk, programme.pk)
    return _range(_waits({where}, now=now).get((*where, None), ()))


def _range(waits: Collection[Wait], district: District | None = None) -> Usual | None:
    if sum(is_found for _days, is_found in waits) < FEWEST:
        return None
    early, late = _after(waits, EARLY), _after(waits, LATE)
    if early is None:
        return None
    return Usual(early // DAYS_IN_WEEK, None if late is None else -(-late // DAYS_IN_WEEK), district)


def _after(waits: Iterable[Wait], share: float) -> int | None:
    """Give the days after which this share has a reader; ``None`` when it never came so far."""
    ends: Counter[int] = Counter()
    founds: Counter[int] = Counter()
    for days, is_found in waits:
        ends[days] += 1
        founds[days] += is_found
    left, without = ends.total(), 1.0
    for days in sorted(ends):
        without *= 1 - founds[days] / left
        # Rounded, because a product of fractions misses a quarter by a hair.
        if round(1 - without, 9) >= share:
            return days
        left -= ends[days]
    return None


def _waits(wanted: Collection[tuple[int, int]], *, now: datetime) -> dict[Where, list[Wait]]:
    """List the waits by region, programme and district; those of a district count for its region too."""
    if not wanted:
        return {}
    today = localdate(now)
    found: dict[Where, list[Wait]] = {}
    for region, programme, district, since, state, at in _rows(wanted, today):
        wait = ((localdate(at) if at else today) - since).days, state == FamilyState.MATCHED
        for place in {None, district}:
            found.setdefault((region, programme, place), []).append(wait)
    return found


def _rows(wanted: Collection[tuple[int, int]], today: date) -> "QuerySet[Any, Any]":
    places = Q()
    for region, programme in wanted:
        places |= Q(region=region, programme=programme)
    changes = StateChange.objects.filter(
        subject=Family._meta.label_lower, subject_id=OuterRef("pk"), at__date__gte=OuterRef("waiting_since")
    )
    end = changes.filter(to_state__in=_END).order_by("at", "id")
    homes = Home.objects.filter(family=OuterRef("pk")).order_by("rhythm", "id")
    rows = Family.objects.filter(places, waiting_since__gte=today - LOOK_BACK, waiting_since__lte=today)
    rows = rows.annotate(
        end_state=Subquery(end.values("to_state")[:1]),
        end_at=Subquery(end.values("at")[:1]),
        lives_in=Subquery(homes.values("district")[:1]),
    )
    rows = rows.filter(Q(end_at__isnull=False) | Q(state__in=_STILL)).order_by()
    return rows.values_list("region", "programme", "lives_in", "waiting_since", "end_state", "end_at")


def _district(family: Family) -> District | None:
    homes = family.homes.all()
    return homes[0].district if homes else None
