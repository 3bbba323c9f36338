"""Why a family fares otherwise in one run than in another: what the frozen inputs of both tell."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.domain.comparison import Compared, Difference
from matching.models import MatchingRun, Proposal, Snapshot
from matching.solver.pairing import Families, People, Volunteers

NO_MATTER = frozenset(
    {"id", "free", "free_yes", "waiting_days", "last_visit", "ready", "available", "capacity"}
)
"""Columns that others below look at, or that change by themselves."""
MOMENTS = ("free",)


class Cause(models.TextChoices):
    """The first of these that holds."""

    PINNED = "pinned", _("Pinned: a person decided it")
    BANNED = "banned", _("The earlier pair was excluded, or is together already")
    FAMILY_LEFT = "family_left", _("The family no longer takes part")
    NEW_FAMILY = "new_family", _("The family came since")
    READER_LEFT = "reader_left", _("The earlier reader is no longer available, or is full")
    NEW_READER = "new_reader", _("The reader came since, or has room since")
    MOMENTS = "moments", _("Moments changed")
    DATA = "data", _("Travel, languages, ages or other data changed")
    SETTINGS = "settings", _("The runs had other settings")
    EQUALLY_GOOD = "equally_good", _("Equally good: the points are the same")
    ELSEWHERE = "elsewhere", _("Something changed with other families or readers")
    UNKNOWN = "", _("Not known: the input of a run is no longer kept")


@dataclass(frozen=True)
class Frozen:
    """The people of a run, with the row of each, and the pairs of rows that must not be."""

    people: People
    volunteers: dict[int, int]
    families: dict[int, int]
    bans: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Case:
    """Both runs, and what is asked about all families at once."""

    now: Frozen
    before: Frozen
    pinned: frozenset[int]
    other_settings: bool
    points: dict[tuple[int, int], int]
    runs: tuple[int, int]


def causes(*, run: MatchingRun, other: MatchingRun, rows: Sequence[Compared]) -> dict[int, Cause]:
    """Give the cause for each family that fares otherwise, by its number; in three queries.

    Parameters
    ----------
    rows
        A page of what `matching.domain.comparison.compare` gave.
    """
    changed = [row for row in rows if row.difference != Difference.SAME]
    frozen = _frozen(run, other) if changed else None
    if frozen is None:
        return {row.family: Cause.UNKNOWN for row in changed}
    families = [row.family for row in changed]
    proposals = Proposal.objects.filter(run__in=(run, other), family__in=families)
    points: dict[tuple[int, int], int] = {}
    for number, family, score in proposals.order_by().values_list("run_id", "family_id", "score"):
        points[number, family] = points.get((number, family), 0) + score
    case = Case(
        *frozen,
        pinned=frozenset(proposals.filter(run=run, pinned=True).values_list("family_id", flat=True)),
        other_settings=_weighed(run) != _weighed(other),
        points=points,
        runs=(run.pk, other.pk),
    )
    return {row.family: _cause(case, row) for row in changed}


def _cause(case: Case, row: Compared) -> Cause:
    return next((cause for cause, holds in _TESTS if holds(case, row)), Cause.ELSEWHERE)


def _weighed(run: MatchingRun) -> tuple[object, object]:
    return run.settings.get("weights"), run.settings.get("rules")


def _frozen(*runs: MatchingRun) -> tuple[Frozen, Frozen] | None:
    """Read the input of both runs; nothing when one is no longer kept."""
    kept = dict(Snapshot.objects.filter(run__in=runs).values_list("run_id", "content"))
    contents = [bytes(kept.get(run.pk, b"")) for run in runs]
    if not all(contents):
        return None
    now, before = (_indexed(People.from_bytes(content)) for content in contents)
    return now, before


def _indexed(people: People) -> Frozen:
    return Frozen(
        people,
        {number: row for row, number in enumerate(people.volunteers.id.tolist())},
        {number: row for row, number in enumerate(people.families.id.tolist())},
        frozenset((volunteer, family) for volunteer, family in people.bans.tolist()),
    )


def _banned(case: Case, row: Compared) -> bool:
    now = case.now
    family = now.families.get(row.family, -1)
    return any((now.volunteers.get(number, -1), family) in now.bans for number in row.before)


def _takes_part(frozen: Frozen, family: int) -> bool:
    place = frozen.families.get(family)
    return place is not None and bool(frozen.people.families.ready[place])


def _can_read(frozen: Frozen, numbers: Collection[int]) -> bool:
    readers = frozen.people.volunteers
    places = [frozen.volunteers.get(number) for number in numbers]
    return all(
        place is not None and bool(readers.available[place]) and int(readers.capacity[place]) > 0
        for place in places
    )


def _moments_differ(case: Case, row: Compared) -> bool:
    return _differ(case, row, lambda name: name in MOMENTS)


def _data_differs(case: Case, row: Compared) -> bool:
    return _differ(case, row, lambda name: name not in NO_MATTER)


def _differ(case: Case, row: Compared, asked: Callable[[str], bool]) -> bool:
    family = _changed(
        (case.now.people.families, case.now.families.get(row.family)),
        (case.before.people.families, case.before.families.get(row.family)),
        asked,
    )
    return family or any(
        _changed(
            (case.now.people.volunteers, case.now.volunteers.get(number)),
            (case.before.people.volunteers, case.before.volunteers.get(number)),
            asked,
        )
        for number in {*row.readers, *row.before}
    )


def _changed(
    one: tuple[Volunteers | Families, int | None],
    other: tuple[Volunteers | Families, int | None],
    asked: Callable[[str], bool],
) -> bool:
    """Tell whether a column of somebody who is in both inputs differs."""
    (columns, place), (columns_before, place_before) = one, other
    if place is None or place_before is None:
        return False
    return any(
        not np.array_equal(getattr(columns, name)[place], getattr(columns_before, name)[place_before])
        for name in columns.SPEC
        if asked(name)
    )


def _is_equal(case: Case, row: Compared) -> bool:
    now, before = (case.points.get((number, row.family)) for number in case.runs)
    return row.difference == Difference.OTHER_READER and now == before


_TESTS: tuple[tuple[Cause, Callable[[Case, Compared], bool]], ...] = (
    (Cause.PINNED, lambda case, row: row.family in case.pinned),
    (Cause.FAMILY_LEFT, lambda case, row: not _takes_part(case.now, row.family)),
    (Cause.NEW_FAMILY, lambda case, row: not _takes_part(case.before, row.family)),
    (Cause.BANNED, _banned),
    (Cause.READER_LEFT, lambda case, row: not _can_read(case.now, row.before)),
    (Cause.NEW_READER, lambda case, row: not _can_read(case.before, row.readers)),
    (Cause.MOMENTS, _moments_differ),
    (Cause.DATA, _data_differs),
    (Cause.SETTINGS, lambda case, _row: case.other_settings),
    (Cause.EQUALLY_GOOD, _is_equal),
)
