"""The smallest single change that would give a family a pair: how far each rule would have to give way.

Some rules do not give way. Whether somebody takes part, and is available, is their own life; a ban is a
person's decision; what somebody cannot stand at all, such as pets, is theirs. Nor is a home ever too far away
that is too near.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.explain.moment_too import WHOLE_DAY, moments_too
from matching.solver.pairing.rules import RULE_CODES, common_words, kinds, metres, squared_metres
from matching.solver.slots import Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from matching.solver.pairing import People, Rules

    Rows = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Amounts = tuple[Rows, Rows]

ORDER = (
    ("distance", 10), ("slot", WHOLE_DAY - 1), ("place", None), ("slot", None), ("distance", 30),
    ("children", None), ("language", None), ("capacity", None), ("certificate", None), ("distance", None),
)  # fmt: skip
"""Changes from small to large: a rule and up to which amount; None for any."""

_AT_ONCE = 2_048
_LONGEST = np.iinfo(np.int16).max
_BITS = 26
_MOST = (1 << _BITS) - 1


@dataclass(frozen=True)
class Relaxation:
    """One change to one rule for one volunteer and the family.

    Attributes
    ----------
    rule : str
    volunteer : int
        Row of the volunteer.
    amount : int
        ``distance``: minutes beyond the volunteer's limit. ``slot``: minutes between the moment and the
        nearest one that the asked side offers on that day, `WHOLE_DAY` when it offers none. ``place``: the
        place that is accepted too, index in `PLACES`. ``children``: children too many plus years outside the
        accepted ages. ``certificate``: days that it must be valid longer. ``capacity``: one place more.
        ``language``: one wish dropped.
    slots : tuple of Slot
        ``slot``: the moment that must suit both too; else empty.
    places : bool or None
        Whether the family would then really be placed; None when that was not worked out.
    """

    rule: str
    volunteer: int
    amount: int
    slots: tuple[Slot, ...] = ()
    places: bool | None = None


def smallest(
    people: People, rules: Rules, family_rows: Rows, bits: NDArray[np.uint16], promising: Flags
) -> dict[int, Relaxation]:
    """Per family the smallest change, among the volunteers with whom it breaks exactly one rule.

    Parameters
    ----------
    family_rows : int64[m]
    bits : uint16[m, n]
        Rules that each family breaks with each volunteer, see `matching.solver.pairing.rules.broken`.
    promising : bool[m, n]
        Whether the family would surely be placed if this volunteer were its pair.

    Returns
    -------
    dict of int to Relaxation
        Of equally small changes a promising one, then one with the shorter way, then the volunteer with the
        lower number.
    """
    search = _Search(people, rules, family_rows, promising)
    found = [search.of_rule(rule, bits == 1 << RULE_CODES.index(rule)) for rule in _ASK]
    family, volunteer, key, amount, code, asked = np.concatenate(found, axis=1)
    order = np.lexsort((people.volunteers.id[volunteer], key, family))
    _, first = np.unique(family[order], return_index=True)
    rules_asked = tuple(_ASK)
    return {
        int(family[row]): Relaxation(
            rules_asked[asked[row]],
            int(volunteer[row]),
            int(amount[row]),
            () if code[row] < 0 else (Slot.of_code(int(code[row])),),
        )
        for row in order[first]
    }


@dataclass(frozen=True, eq=False)
class _Search:
    """The least changes of one rule after the other, for some families."""

    people: People
    rules: Rules
    families: Rows
    promising: Flags

    def of_rule(self, rule: str, alone: Flags) -> Rows:
        """Columns family, volunteer, key, amount, slot code and rule of each family's least changes."""
        place, volunteer = np.nonzero(alone)
        amount, code = self._amounts(rule, volunteer, self.families[place])
        possible = amount >= 0
        place, volunteer, amount, code = (column[possible] for column in (place, volunteer, amount, code))
        family = self.families[place]
        minutes = _ways(self.people, volunteer, family).min(axis=1)
        key = _key(rule, amount, ~self.promising[place, volunteer], minutes)
        counts = np.bincount(place, minlength=len(self.families))
        counts = counts[counts > 0]
        least = np.minimum.reduceat(key, np.cumsum(counts) - counts) if len(key) else key
        keep = key == np.repeat(least, counts)
        asked = np.full(len(key), tuple(_ASK).index(rule))
        columns: Rows = np.stack([family, volunteer, key, amount, code, asked])[:, keep]
        return columns

    def _amounts(self, rule: str, volunteer: Rows, family: Rows) -> Rows:
        pieces = [np.empty((2, 0), np.int64)]
        for low in range(0, len(family), _AT_ONCE):
            part = slice(low, low + _AT_ONCE)
            pieces.append(np.stack(_ASK[rule](self.people, self.rules, volunteer[part], family[part])))
        return np.concatenate(pieces, axis=1)


def _key(rule: str, amount: Rows, unsure: Flags, minutes: Rows) -> Rows:
    size = np.full(len(amount), len(ORDER))
    for step in reversed(range(len(ORDER))):
        other, most = ORDER[step]
        if other == rule:
            size[amount <= (_MOST if most is None else most)] = step
    large = (size << _BITS) | np.minimum(amount, _MOST)
    return (2 * large + unsure << _BITS) | np.minimum(minutes, _MOST)


def _ways(people: People, volunteer: Rows, family: Rows) -> Rows:
    """Minutes to each home, ``[pair, home]``."""
    far = np.stack([metres(people, volunteer, family, home) for home in (0, 1)], axis=1)
    minutes: Rows = -(-far // people.volunteers.metres_per_minute[volunteer].astype(np.int64)[:, None])
    return minutes


def _distance(people: People, rules: Rules, volunteer: Rows, family: Rows) -> Amounts:
    """Minutes to the nearest home that is only too far and where, with those nearer, a moment is found."""
    ways = _ways(people, volunteer, family)
    far = np.stack([squared_metres(people, volunteer, family, home) for home in (0, 1)], axis=1)
    ways[far < rules.min_metres**2] = _MOST
    nearest = ways == ways.min(axis=1, keepdims=True)
    common = common_words(people, volunteer, family, nearest & (ways < _MOST))
    enough = np.where(kinds(people.families, family, common) >= 0, ways.min(axis=1), ways.max(axis=1))
    extra = enough - people.volunteers.max_minutes[volunteer]
    return np.where(enough <= _LONGEST, extra, -1), _no_slot(family)


def _place(people: People, _: Rules, volunteer: Rows, family: Rows) -> Amounts:
    """The first place that the family offers, or else the first of the volunteer."""
    offered, wanted = people.families.places[family], people.volunteers.places[volunteer]
    open_to = np.where(offered != 0, offered, wanted).astype(np.int64)
    lowest = np.bitwise_count((open_to & -open_to) - 1).astype(np.int64)
    return np.where(open_to != 0, lowest, -1), _no_slot(family)


def _children(people: People, _: Rules, volunteer: Rows, family: Rows) -> Amounts:
    readers, families = people.volunteers, people.families
    beyond = (
        families.children[family].astype(np.int64) - readers.max_children[volunteer],
        readers.age_min[volunteer].astype(np.int64) - families.age_min[family],
        families.age_max[family].astype(np.int64) - readers.age_max[volunteer],
    )
    total: Rows = np.maximum(np.stack(beyond), 0).sum(axis=0)
    return total, _no_slot(family)


def _certificate(people: People, _: Rules, volunteer: Rows, family: Rows) -> Amounts:
    short = people.families.last_visit[family].astype(np.int64) - people.volunteers.valid_until[volunteer]
    return short, _no_slot(family)


def _one(_: People, __: Rules, volunteer: Rows, family: Rows) -> Amounts:
    return np.ones(len(volunteer), np.int64), _no_slot(family)


def _slot(people: People, rules: Rules, volunteer: Rows, family: Rows) -> Amounts:
    return moments_too(people, volunteer, family, rules)


def _no_slot(family: Rows) -> Rows:
    return np.full(len(family), -1)


_ASK: dict[str, Callable[[People, Rules, Rows, Rows], Amounts]] = {
    "distance": _distance, "slot": _slot, "place": _place, "children": _children, "language": _one,
    "capacity": _one, "certificate": _certificate,
}  # fmt: skip
