"""What a run advises about readers to look for, and about small changes of readers who are there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from matching.domain import queries
from matching.models import Advice, MatchingRun, Unplaced
from matching.states import RunState
from programmes.domain.access import Actor
from programmes.models import District

PLACED = 1
MINUTES = 5


@dataclass(frozen=True)
class Spot:
    """One part of the day in one district, where one more reader would help.

    Attributes
    ----------
    days, languages
        On which days, and with which language (empty: Dutch is enough), the gain is this much.
    gain
        Change of the objective, of which `placed` is the families that get a reader more.
    families
        Without a reader now, who fit.
    exact
        False where the gain is an estimate.
    """

    district: District
    part: str
    days: tuple[int, ...]
    languages: tuple[str, ...]
    gain: tuple[int, ...]
    families: int
    exact: bool

    @property
    def placed(self) -> int:
        """Families that get a reader more."""
        return self.gain[PLACED]


@dataclass(frozen=True)
class SmallChange:
    """A change of a limit of readers who are there.

    Attributes
    ----------
    rule
        Which limit, a code of the hard rules.
    at_most
        How much more the farthest needs: minutes of travel, in steps of five.
    volunteers, families
        How many readers it takes, how many families get a reader, each change taken alone.
    """

    rule: str
    at_most: int
    volunteers: int
    families: int


def last_run(actor: Actor) -> MatchingRun | None:
    """Give the run whose advice counts now: the last one that succeeded and repeats no other."""
    runs = queries.runs_visible_to(actor).filter(state=RunState.SUCCEEDED, repeats__isnull=True)
    return runs.order_by("-pk").first()


def spots(run: MatchingRun) -> list[Spot]:
    """List where one reader would help, the greatest gain first; once per district and part of the day."""
    rows: dict[tuple[int, str], list[Advice]] = defaultdict(list)
    for advice in run.advice.select_related("district").order_by("rank"):
        rows[advice.district_id, advice.part].append(advice)
    return [_spot(same) for same in rows.values()]


def small_changes(run: MatchingRun) -> list[SmallChange]:
    """List changes of one limit that would place a family each, what helps most first (one query)."""
    rows = Unplaced.objects.filter(run=run, relaxed_places=True).order_by()
    counted = rows.values_list("relaxed_rule", "relaxed_amount").annotate(
        volunteers=Count("relaxed_volunteer", distinct=True), families=Count("pk")
    )
    sums: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for rule, amount, volunteers, families in counted:
        total = sums[rule, _step(rule, amount or 0)]
        total[0] += volunteers
        total[1] += families
    found = [SmallChange(*key, *total) for key, total in sums.items()]
    return sorted(found, key=lambda change: (-change.families, change.rule, change.at_most))


def gain_by_district(found: Iterable[Spot]) -> dict[int, int]:
    """Give for each district the most families that one reader there would help."""
    gains: dict[int, int] = {}
    for spot in found:
        gains[spot.district.pk] = max(gains.get(spot.district.pk, 0), spot.placed)
    return gains


def _spot(rows: Sequence[Advice]) -> Spot:
    best = rows[0]
    same = [row for row in rows if row.gain[: PLACED + 1] == best.gain[: PLACED + 1]]
    return Spot(
        best.district,
        best.part,
        tuple(sorted({row.day for row in same})),
        tuple(dict.fromkeys(row.language for row in same)),
        tuple(best.gain),
        max(row.families for row in same),
        best.exact,
    )


def _step(rule: str, amount: int) -> int:
    return -(-amount // MINUTES) * MINUTES if rule == "distance" else 0
