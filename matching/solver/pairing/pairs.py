"""From the two sides to every feasible pair with its score, and how many pairs each rule took away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.solver.errors import PinError
from matching.solver.instance import Instance, Settings, slots_of
from matching.solver.pairing.near import candidates
from matching.solver.pairing.options import option_codes, words_of_pairs
from matching.solver.pairing.rules import (
    BOTH,
    ONLY_B,
    PREDICATES,
    RULE_CODES,
    Rules,
    check,
    check_rules,
    common_words,
    kinds,
    metres,
    reachable,
)
from matching.solver.pairing.score import Weights, common_starts, parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.control import Control
    from matching.solver.pairing.people import People
    from matching.solver.slots import Slot

    Rows = NDArray[np.int64]

_AFTER_SLOT = RULE_CODES[RULE_CODES.index("slot") + 1 :]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Feasible pairs, ordered by volunteer row and family row.

    Attributes
    ----------
    volunteer, family : int32[p]
        Rows of the two sides.
    kind : int8[p]
        How they meet, index in `rules.KINDS`.
    score, parts : int16[p], int16[p, 5]
        Quality 0 to 1000, and the points of which it is the sum, in the order of `PART_NAMES`.
    minutes, common : int16[p]
        Travel time one way, rounded up (to the farther of two homes when both are used); number of common
        starts (of the rhythm that has fewer when there is a slot in each).
    lost : dict of str to int
        Per rule the pairs of all volunteers and families for which it is the first one broken.
    """

    people: People = field(repr=False)
    volunteer: NDArray[np.int32]
    family: NDArray[np.int32]
    kind: NDArray[np.int8]
    score: NDArray[np.int16]
    parts: NDArray[np.int16]
    minutes: NDArray[np.int16]
    common: NDArray[np.int16]
    lost: dict[str, int]

    def __len__(self) -> int:
        return len(self.volunteer)

    def options_of(self, pair: int) -> tuple[tuple[Slot, ...], ...]:
        """Options of one pair, those that suit both well first, then by day and hour."""
        row = slice(pair, pair + 1)
        _, codes = option_codes(self.people, self.volunteer[row], self.family[row], self.kind[row])
        options = [slots_of(code) for code in codes.tolist()]
        sure = (
            self.people.volunteers.free_yes[self.volunteer[pair]]
            & self.people.families.free_yes[self.family[pair]]
        )
        strong = [sum(int(word) << (64 * k) for k, word in enumerate(week)) for week in sure]
        return tuple(sorted(options, key=lambda option: not _all_strong(option, strong)))


def pairs(people: People, rules: Rules, weights: Weights, control: Control) -> Pairs:
    """Every feasible pair of these people under these rules.

    Time grows with the pairs within travel distance, never with all volunteers times all families.
    """
    check_rules(rules)
    with control.phase("pairing"):
        lost = dict.fromkeys(RULE_CODES, 0)
        volunteer_rows, family_rows = _taking_part(people, lost)
        left = _count_certificates(people, volunteer_rows, family_rows, lost)
        chunks = []
        for near_volunteer, near_family, done in candidates(people, volunteer_rows, family_rows):
            chunk, near_enough = _filter(people, near_volunteer, near_family, rules, lost)
            left -= near_enough
            chunks.append(_scored(people, *chunk, weights))
            control.report("pairing", done, len(volunteer_rows), 0, len(family_rows))
        lost["distance"] = left
        if not chunks:
            nobody = np.empty(0, np.int64)
            chunks.append(_scored(people, nobody, nobody, np.empty(0, np.int8), weights))
        columns: list[NDArray[Any]] = [np.concatenate(column) for column in zip(*chunks, strict=True)]
    volunteer, family, kind, score, points, minutes, common = columns
    return Pairs(people, volunteer, family, kind, score, points, minutes, common, lost)


def instance_of(people: People, found: Pairs, rules: Rules) -> Instance:
    """The solver's instance; its pairs stand in the order of `found`, its ids are the numbers of the people.

    Raises
    ------
    PinError
        If a pin names two people who may not be paired, with the code of the first rule that they break.
    """
    start, option = option_codes(people, found.volunteer, found.family, found.kind)
    return Instance(
        settings=Settings(rules.visit_minutes, rules.gap_minutes, rules.band_days),
        volunteers=tuple(str(number) for number in people.volunteers.id.tolist()),
        families=tuple(str(number) for number in people.families.id.tolist()),
        capacity=people.volunteers.capacity.astype(np.int64),
        need=people.families.need.astype(np.int64),
        urgent=people.families.urgent,
        waiting_days=people.families.waiting_days.astype(np.int64),
        volunteer=found.volunteer,
        family=found.family,
        score=found.score.astype(np.int32),
        minutes=found.minutes.astype(np.int32),
        option_start=start,
        option=option,
        pins=_pins(people, found, rules),
        published=np.unique(_places(people, found, people.published)[0]),
    )


def _all_strong(option: tuple[Slot, ...], strong: list[int]) -> bool:
    weeks = {"w": (0, 1), "a": (0,), "b": (1,)}
    return all(strong[week] >> slot.bit & 1 for slot in option for week in weeks[slot.rhythm])


def _taking_part(people: People, lost: dict[str, int]) -> tuple[Rows, Rows]:
    readers, families = people.volunteers, people.families
    in_programme = int(readers.in_programme.sum()), int(families.in_programme.sum())
    volunteer_rows = np.flatnonzero(readers.in_programme & readers.available)
    family_rows = np.flatnonzero(families.in_programme & families.ready)
    lost["programme"] = len(readers) * len(families) - in_programme[0] * in_programme[1]
    lost["state"] = in_programme[0] * in_programme[1] - len(volunteer_rows) * len(family_rows)
    return volunteer_rows, family_rows


def _count_certificates(people: People, volunteer_rows: Rows, family_rows: Rows, lost: dict[str, int]) -> int:
    """Pairs whose certificates are valid long enough; counted from two sorted columns."""
    last = np.sort(people.families.last_visit[family_rows])
    held = int(np.searchsorted(last, people.volunteers.valid_until[volunteer_rows], side="right").sum())
    lost["certificate"] = len(volunteer_rows) * len(family_rows) - held
    return held


def _filter(
    people: People, volunteer: Rows, family: Rows, rules: Rules, lost: dict[str, int]
) -> tuple[tuple[Rows, Rows, NDArray[np.int8]], int]:
    """The candidates that hold every rule, in rule order so that `lost` counts first failures only."""
    held = PREDICATES["certificate"](people, volunteer, family, rules)
    volunteer, family = volunteer[held], family[held]
    near = reachable(people, volunteer, family, rules)
    held = np.any(near, axis=1)
    volunteer, family, near = volunteer[held], family[held], near[held]
    near_enough = len(volunteer)
    held = PREDICATES["language"](people, volunteer, family, rules)
    lost["language"] += int((~held).sum())
    volunteer, family, near = volunteer[held], family[held], near[held]
    kind = kinds(people.families, family, common_words(people, volunteer, family, near))
    held = kind >= 0
    lost["slot"] += int((~held).sum())
    volunteer, family, kind = volunteer[held], family[held], kind[held]
    for code in _AFTER_SLOT:
        held = PREDICATES[code](people, volunteer, family, rules)
        lost[code] += int((~held).sum())
        volunteer, family, kind = volunteer[held], family[held], kind[held]
    order = np.lexsort((family, volunteer))
    return (volunteer[order], family[order], kind[order]), near_enough


def _scored(
    people: People, volunteer: Rows, family: Rows, kind: NDArray[np.int8], weights: Weights
) -> tuple[NDArray[Any], ...]:  # the columns of `Pairs` from `volunteer` to `common`
    words = words_of_pairs(people, volunteer, family, kind)
    minutes = _minutes(people, volunteer, family, kind)
    points = parts(people, volunteer, family, minutes=minutes, words=words, weights=weights)
    return (
        volunteer.astype(np.int32), family.astype(np.int32), kind, points.sum(axis=1, dtype=np.int16), points,
        minutes.astype(np.int16), common_starts(words).astype(np.int16),
    )  # fmt: skip


def _minutes(people: People, volunteer: Rows, family: Rows, kind: NDArray[np.int8]) -> Rows:
    first, second = (metres(people, volunteer, family, home) for home in (0, 1))
    one_home = people.families.one_home[family]
    way = np.select(
        [kind == ONLY_B, (kind == BOTH) & ~one_home], [second, np.maximum(first, second)], default=first
    )
    return -(-way // people.volunteers.metres_per_minute[volunteer].astype(np.int64))


def _places(people: People, found: Pairs, wanted: NDArray[np.int32]) -> tuple[Rows, NDArray[np.bool_]]:
    """Places in `found` of (volunteer, family) rows, and which of the rows are there."""
    width = max(1, len(people.families))
    keys = found.volunteer.astype(np.int64) * width + found.family
    asked = wanted[:, 0].astype(np.int64) * width + wanted[:, 1]
    places = np.searchsorted(keys, asked)
    here = (places < len(keys)) & (np.append(keys, -1)[np.minimum(places, len(keys))] == asked)
    return places[here].astype(np.int64), here


def _pins(people: People, found: Pairs, rules: Rules) -> Rows:
    places, here = _places(people, found, people.pins)
    if not here.all():
        row = int(np.argmin(here))
        volunteer, family = people.pins[row : row + 1, 0], people.pins[row : row + 1, 1]
        rule = RULE_CODES[int(check(people, volunteer, family, rules)[0]) - 1]
        raise PinError(f"pins[{row}]", f"these two may not be paired: rule {rule}", rule)
    return places
