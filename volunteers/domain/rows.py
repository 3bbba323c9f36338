"""Volunteers as plain rows for a run: a fixed number of queries, however many there are."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from programmes.models import Programme, Region
from programmes.values.availability import Rhythm, Strength, Window
from programmes.values.languages import is_good
from programmes.values.travel import SPEEDS_KM_PER_HOUR, metres_per_minute
from volunteers.domain.certificates import blocked_reason, valid_until
from volunteers.models import SpokenLanguage, Volunteer, VolunteerWindow
from volunteers.states import VolunteerState


@dataclass(frozen=True)
class VolunteerRow:
    """Everything about one volunteer that decides about pairs, and no name.

    Attributes
    ----------
    in_programme, available
        Takes part in the programme of the run; is available, not blocked, and the day lies within the
        dates they gave.
    valid_until
        Last day on which certificate and training are both valid; long past without a certificate,
        far away without an end.
    x, y, second
        Metres on the national grid of the start address and, if there is one, of the second.
    metres_per_minute
        Straight metres that a minute covers by their means in this region, at least 1.
    languages
        Code, and whether it is spoken at B1 or better.
    age_wish
        Preferred ages, or ``None`` without a wish.
    capacity
        Families at a time; running matches are not taken off.
    """

    id: int
    state: str
    in_programme: bool
    available: bool
    valid_until: date
    x: int
    y: int
    second: tuple[int, int] | None
    metres_per_minute: int
    max_minutes: int
    languages: tuple[tuple[str, bool], ...]
    places: tuple[str, ...]
    age_from: int
    age_to: int
    age_wish: tuple[int, int] | None
    max_children: int
    restrictions: tuple[str, ...]
    capacity: int
    windows: tuple[Window, ...]
    experience: tuple[str, ...]


@dataclass(frozen=True)
class _Around:
    """What is loaded beside the volunteers themselves, by their number."""

    day: date
    months: int
    speeds: dict[str, int]
    members: frozenset[int]
    languages: dict[int, list[tuple[str, bool]]]
    windows: dict[int, list[Window]]


def rows_for_run(
    *, region: Region, programme: Programme, day: date, ids: Collection[int] | None = None
) -> list[VolunteerRow]:
    """Load the volunteers of a run, in the order of their numbers.

    Parameters
    ----------
    region, programme
        Where and for what.
    day
        The day on which availability and certificates are judged.
    ids
        Without it: those who take part in the programme and are available. With it: these volunteers
        of the region, whatever their state is now, for the check at publishing.
    """
    wanted = Volunteer.objects.filter(region=region)
    if ids is None:
        wanted = wanted.filter(state=VolunteerState.AVAILABLE, programmes=programme)
    else:
        wanted = wanted.filter(pk__in=ids)
    around = _Around(
        day=day,
        months=programme.certificate_months,
        speeds=speeds_of(region),
        members=_members(wanted, programme),
        languages=_languages(wanted),
        windows=_windows(wanted),
    )
    people = wanted.select_related("certificate").order_by("pk")
    return [_row(volunteer, around) for volunteer in people]


def speeds_of(region: Region) -> dict[str, int]:
    """Give the straight metres that a minute covers in a region, by means of travel."""
    speeds = SPEEDS_KM_PER_HOUR | region.speeds_km_per_hour
    return {
        means: max(1, metres_per_minute(speed, detour_percent=region.detour_percent))
        for means, speed in speeds.items()
    }


def _members(wanted: QuerySet[Volunteer], programme: Programme) -> frozenset[int]:
    taking_part = Volunteer.programmes.through.objects.filter(
        programme_id=programme.pk, volunteer_id__in=wanted.values("pk")
    )
    return frozenset(taking_part.values_list("volunteer_id", flat=True))


def _languages(wanted: QuerySet[Volunteer]) -> dict[int, list[tuple[str, bool]]]:
    spoken: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    rows = SpokenLanguage.objects.filter(volunteer__in=wanted.values("pk")).order_by("pk")
    for volunteer, code, level in rows.values_list("volunteer_id", "code", "level"):
        spoken[volunteer].append((code, is_good(level)))
    return spoken


def _windows(wanted: QuerySet[Volunteer]) -> dict[int, list[Window]]:
    windows: dict[int, list[Window]] = defaultdict(list)
    rows = VolunteerWindow.objects.filter(volunteer__in=wanted.values("pk")).order_by(
        "weekday", "start", "pk"
    )
    fields = ("volunteer_id", "weekday", "start", "end", "strength", "rhythm")
    for volunteer, weekday, start, end, strength, rhythm in rows.values_list(*fields):
        windows[volunteer].append(Window(weekday, start, end, Strength(strength), Rhythm(rhythm)))
    return windows


def _row(volunteer: Volunteer, around: _Around) -> VolunteerRow:
    return VolunteerRow(
        id=volunteer.pk,
        state=volunteer.state,
        in_programme=volunteer.pk in around.members,
        available=_is_available(volunteer, around),
        valid_until=valid_until(volunteer, months=around.months),
        x=volunteer.x,
        y=volunteer.y,
        second=_pair(volunteer.second_x, volunteer.second_y),
        metres_per_minute=around.speeds[volunteer.means],
        max_minutes=volunteer.max_minutes,
        languages=tuple(around.languages[volunteer.pk]),
        places=tuple(volunteer.places),
        age_from=volunteer.age_from,
        age_to=volunteer.age_to,
        age_wish=_pair(volunteer.age_wish_from, volunteer.age_wish_to),
        max_children=volunteer.max_children,
        restrictions=tuple(volunteer.restrictions),
        capacity=volunteer.capacity,
        windows=tuple(around.windows[volunteer.pk]),
        experience=tuple(volunteer.experience),
    )


def _is_available(volunteer: Volunteer, around: _Around) -> bool:
    begins = volunteer.available_from or around.day
    ends = volunteer.available_until or around.day
    return (
        volunteer.state == VolunteerState.AVAILABLE
        and begins <= around.day <= ends
        and blocked_reason(volunteer, on=around.day, months=around.months) is None
    )


def _pair(one: int | None, other: int | None) -> tuple[int, int] | None:
    return None if one is None or other is None else (one, other)
