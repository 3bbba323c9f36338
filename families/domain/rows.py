"""Families as plain rows for a run: a fixed number of queries, however many there are."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from families.models import Child, Consent, Family, Home, HomeWindow
from families.states import FamilyState
from programmes.models import Programme, Region
from programmes.values.availability import Rhythm, Strength, Window

_STILL_NEEDS_A_SECOND = frozenset({FamilyState.PROPOSED, FamilyState.MATCHED, FamilyState.ACTIVE})


@dataclass(frozen=True)
class HomeRow:
    """Where the children are, in which weeks, and when a reader is welcome there.

    A window's own rhythm narrows the home's: a weekly window of a home of A-weeks is there in A-weeks.
    """

    rhythm: Rhythm
    x: int
    y: int
    district_id: int | None
    district: str
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class FamilyRow:
    """Everything about one family that decides about pairs, and no name.

    Attributes
    ----------
    in_programme
        Takes part in the programme of the run and a child's age fits it.
    ready
        Waiting, with consent in force. A family that needs two readers is ready for the second while
        the first is under way.
    homes
        One, or two with the rhythms of weeks A and B, in that order.
    required_language
        What the reader must speak; empty for nothing.
    ages, needs
        Of the children: ages in years on the day, youngest first; need codes of all together.
    urgent
        Raised urgency that a second person confirmed.
    waiting_since
        ``None`` only for a family that never waited.
    """

    id: int
    state: str
    in_programme: bool
    ready: bool
    homes: tuple[HomeRow, ...]
    required_language: str
    home_languages: tuple[str, ...]
    places: tuple[str, ...]
    ages: tuple[int, ...]
    restrictions: tuple[str, ...]
    urgent: bool
    waiting_since: date | None
    readers_needed: int
    needs: tuple[str, ...]


@dataclass(frozen=True)
class _Around:
    """What is loaded beside the families themselves, by their number."""

    day: date
    programme: Programme
    consented: frozenset[int]
    children: dict[int, list[Child]]
    homes: dict[int, list[HomeRow]]


def rows_for_run(
    *, region: Region, programme: Programme, day: date, ids: Collection[int] | None = None
) -> list[FamilyRow]:
    """Load the families of a run, in the order of their numbers.

    Parameters
    ----------
    region, programme
        Where and for what.
    day
        The day on which ages are counted.
    ids
        Without it: those of the programme that wait with consent in force. With it: these families of
        the region, whatever their state is now, for the check at publishing.
    """
    wanted = Family.objects.filter(region=region)
    if ids is None:
        wanted = wanted.filter(has_consent(), state=FamilyState.WAITING, programme=programme)
    else:
        wanted = wanted.filter(pk__in=ids)
    around = _Around(
        day=day,
        programme=programme,
        consented=frozenset(wanted.filter(has_consent()).values_list("pk", flat=True)),
        children=_children(wanted),
        homes=_homes(wanted),
    )
    return [_row(family, around) for family in wanted.order_by("pk")]


def has_consent() -> Exists:
    """Tell, in a query of families, whether the parents' consent is in force."""
    return Exists(Consent.objects.filter(family=OuterRef("pk"), withdrawn_on__isnull=True))


def _children(wanted: QuerySet[Family]) -> dict[int, list[Child]]:
    children: dict[int, list[Child]] = defaultdict(list)
    rows = Child.objects.filter(family__in=wanted.values("pk")).order_by("-birth_month", "pk")
    for child in rows.only("family_id", "birth_month", "needs"):
        children[child.family_id].append(child)
    return children


def _homes(wanted: QuerySet[Family]) -> dict[int, list[HomeRow]]:
    windows = _windows(wanted)
    homes: dict[int, list[HomeRow]] = defaultdict(list)
    rows = Home.objects.filter(family__in=wanted.values("pk")).order_by("rhythm", "pk")
    fields = ("pk", "family_id", "rhythm", "x", "y", "district_id", "district__name")
    for pk, family, rhythm, x, y, district, name in rows.values_list(*fields):
        homes[family].append(HomeRow(Rhythm(rhythm), x, y, district, name or "", tuple(windows[pk])))
    return homes


def _windows(wanted: QuerySet[Family]) -> dict[int, list[Window]]:
    windows: dict[int, list[Window]] = defaultdict(list)
    rows = HomeWindow.objects.filter(home__family__in=wanted.values("pk")).order_by("weekday", "start", "pk")
    fields = ("home_id", "weekday", "start", "end", "strength", "rhythm")
    for home, weekday, start, end, strength, rhythm in rows.values_list(*fields):
        windows[home].append(Window(weekday, start, end, Strength(strength), Rhythm(rhythm)))
    return windows


def _row(family: Family, around: _Around) -> FamilyRow:
    children = around.children[family.pk]
    ages = tuple(child.age_on(around.day) for child in children)
    return FamilyRow(
        id=family.pk,
        state=family.state,
        in_programme=family.programme_id == around.programme.pk and _fits(ages, around.programme),
        ready=family.pk in around.consented and _looks_for_a_reader(family),
        homes=tuple(around.homes[family.pk]),
        required_language=family.required_language,
        home_languages=tuple(family.home_languages),
        places=tuple(family.places),
        ages=ages,
        restrictions=tuple(family.restrictions),
        urgent=family.is_urgent,
        waiting_since=family.waiting_since,
        readers_needed=family.readers_needed,
        needs=tuple(sorted({need for child in children for need in child.needs})),
    )


def _fits(ages: tuple[int, ...], programme: Programme) -> bool:
    return any(programme.age_from <= age <= programme.age_to for age in ages)


def _looks_for_a_reader(family: Family) -> bool:
    waits_for_second = family.readers_needed > 1 and family.state in _STILL_NEEDS_A_SECOND
    return family.state == FamilyState.WAITING or waits_for_second
