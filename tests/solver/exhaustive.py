"""The best objective of a tiny instance by trying everything; shares no code with the solver.

Families are decided one after the other. What the later ones can still reach depends only on what their
volunteers have left: room, and starts that no visit of theirs shuts. So equal leftovers are tried once.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate, combinations, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matching.solver import Instance, Slot

    Five = tuple[int, int, int, int, int]
    Left = tuple[tuple[int, int], ...]
    Option = tuple[Slot, ...]

NOTHING: Five = (0, 0, 0, 0, 0)
_HALF_HOUR = 30
_CLOCK = range(0, 24 * 60, _HALF_HOUR)


def best(instance: Instance) -> Five | None:
    """Greatest vector over all solutions that keep the pins; None when there is none."""
    return _Search(instance).best(0, tuple((int(room), 0) for room in instance.capacity))


class _Search:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._volunteer = instance.volunteer.tolist()
        self._visit = instance.settings.visit_minutes
        self._turn = self._visit + instance.settings.gap_minutes
        families = range(len(instance.families))
        self._of_family = [
            [pair for pair in range(instance.pair_count) if instance.family[pair] == family]
            for family in families
        ]
        self._options = [
            [(option, _starts(option, _HALF_HOUR)) for option in instance.options_of(pair)]
            for pair in range(instance.pair_count)
        ]
        self._needed = [self._left_for(family) for family in families]
        self._groups = [self._groups_of(family) for family in families]
        most = [max((gain for gain, _ in groups), default=NOTHING) for groups in self._groups]
        self._ceiling = [*accumulate(reversed(most), _sum, initial=NOTHING)][::-1]
        self.best = cache(self._best)

    def _best(self, family: int, left: Left) -> Five | None:
        """Most that families from this one on can add, given what the volunteers have left."""
        if family == len(self._of_family):
            return NOTHING
        found: Five | None = None
        seen: set[Left] = set()
        for gain, taken in self._choices(family, left):
            if found is not None and found >= _sum(gain, self._ceiling[family + 1]):
                break
            after = self._tidy(family + 1, left, taken)
            rest = None if after in seen else self.best(family + 1, after)
            seen.add(after)
            if rest is not None:
                found = max(found or NOTHING, _sum(gain, rest))
        return found

    def _choices(self, family: int, left: Left) -> Iterator[tuple[Five, dict[int, Option]]]:
        """What serving the family may give, with the option of each reader: the best first, none last."""
        for gain, group in self._groups[family]:
            for options in product(*(self._open(pair, left) for pair in group)):
                if not any(_near(one, other, self._visit) for one, other in combinations(options, 2)):
                    readers = (self._volunteer[pair] for pair in group)
                    yield gain, dict(zip(readers, options, strict=True))

    def _groups_of(self, family: int) -> list[tuple[Five, tuple[int, ...]]]:
        """The pairs that may serve a family together, without moments; none at all is one too."""
        pairs = self._of_family[family]
        pinned = {pair for pair in pairs if self._instance.pinned[pair]}
        groups = [(), *combinations(pairs, int(self._instance.need[family]))]
        return sorted(((self._gain(family, g), g) for g in groups if pinned <= set(g)), reverse=True)

    def _open(self, pair: int, left: Left) -> list[Option]:
        room, shut = left[self._volunteer[pair]]
        return [option for option, starts in self._options[pair] if room and not starts & shut]

    def _tidy(self, family: int, left: Left, taken: dict[int, Option]) -> Left:
        """What is left after these visits, as far as the families from this one on can tell."""
        if family == len(self._of_family):
            return ()
        after = []
        for volunteer, (room, shut) in enumerate(left):
            visits, starts = self._needed[family][volunteer]
            if volunteer in taken:
                room, shut = room - 1, shut | _starts(taken[volunteer], self._turn)  # noqa: PLW2901 - what it was is over
            after.append((min(room, visits), shut & starts if room else 0))
        return tuple(after)

    def _left_for(self, family: int) -> list[tuple[int, int]]:
        """Per volunteer how many families from this one on can ask for them, and at which starts."""
        counts = [[0, 0] for _ in self._instance.volunteers]
        for pair in (pair for pairs in self._of_family[family:] for pair in pairs):
            count = counts[self._volunteer[pair]]
            count[0] += 1
            for _, starts in self._options[pair]:
                count[1] |= starts
        return [(visits, starts) for visits, starts in counts]

    def _gain(self, family: int, pairs: tuple[int, ...]) -> Five:
        if not pairs:
            return NOTHING
        one = self._instance
        band = min(int(one.waiting_days[family]) // one.settings.band_days, 99)
        score = sum(int(one.score[pair]) for pair in pairs)
        return int(one.urgent[family]), 1, band, score, sum(int(one.kept[pair]) for pair in pairs)


@cache
def _starts(option: Option, length: int) -> int:
    """The starts, in both weeks, less than `length` minutes from the option's, as bits."""
    bits = 0
    for slot in option:
        near = [minute for minute in _CLOCK if abs(minute - slot.start) < length]
        for week in "ab" if slot.rhythm == "w" else slot.rhythm:
            first = ("ab".index(week) * 7 + slot.day - 1) * len(_CLOCK)
            bits |= sum(1 << (first + minute // _HALF_HOUR) for minute in near)
    return bits


def _near(one: Option, other: Option, minutes: int) -> bool:
    return any(
        a.day == b.day and {a.rhythm, b.rhythm} != {"a", "b"} and abs(a.start - b.start) < minutes
        for a in one
        for b in other
    )


def _sum(one: Five, other: Five) -> Five:
    urgent, placed, bands, score, kept = (a + b for a, b in zip(one, other, strict=True))
    return urgent, placed, bands, score, kept
