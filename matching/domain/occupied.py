"""What open matches hold: seats of volunteers, and starts that would clash with a running visit."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from matching.models import HeldSlot, Match
from matching.solver.slots import DAY_STARTS, DAYS, FIRST_START, HALF_HOUR
from matching.states import OPEN_MATCH_STATES
from programmes.models import Programme

MINUTES_PER_DAY = 24 * 60


@dataclass(frozen=True)
class Held:
    """A stretch of minutes of the week (from Monday 00:00), in weeks A (0), B (1) or both."""

    weeks: frozenset[int]
    first: int
    end: int


@dataclass(frozen=True)
class Occupied:
    """Seats taken and stretches held, by the number of the volunteer."""

    seats: Counter[int]
    stretches: dict[int, list[Held]]

    def blocked_starts(self, volunteer: int, *, week: int, minutes: int) -> int:
        """Give the starts at which a visit of `minutes` (with the gap) would clash, as bits of the week."""
        stretches = [held for held in self.stretches.get(volunteer, ()) if week in held.weeks]
        return sum(1 << bit for bit in range(DAYS * DAY_STARTS) if _clashes(bit, minutes, stretches))


NOTHING = Occupied(Counter(), {})
"""What people hold who read nowhere yet."""


def load(*, programme: Programme, volunteers: Collection[int] | None = None) -> Occupied:
    """Load what is held, in three queries: by whose match it is, or as the partner in a duo.

    Parameters
    ----------
    programme
        Whose run it is: without `volunteers`, all who take part in it count.
    volunteers
        Numbers of those who are asked about.
    """
    seats: Counter[int] = Counter()
    either = Q()
    for side in ("volunteer", "partner"):
        asked = {f"{side}__programmes": programme} if volunteers is None else {f"{side}__in": volunteers}
        matches = Match.objects.filter(state__in=OPEN_MATCH_STATES, **asked).order_by()
        seats.update(dict(matches.values_list(f"{side}_id").annotate(Count("pk"))))
        either |= Q(match__in=matches.values("pk"))
    stretches: dict[int, list[Held]] = defaultdict(list)
    slots = HeldSlot.objects.filter(either, is_open=True)
    for volunteer, weeks, minutes in slots.values_list("volunteer", "weeks", "minutes"):
        held = Held(frozenset(range(weeks.lower, weeks.upper)), minutes.lower, minutes.upper)
        stretches[volunteer.lower].append(held)
    return Occupied(seats, dict(stretches))


def _clashes(bit: int, minutes: int, stretches: Iterable[Held]) -> bool:
    first = minute_of_week(bit)
    return any(first < held.end and held.first < first + minutes for held in stretches)


def minute_of_week(bit: int) -> int:
    """Give the minute since Monday 00:00 of a numbered start."""
    day, index = divmod(bit, DAY_STARTS)
    return day * MINUTES_PER_DAY + FIRST_START + index * HALF_HOUR
