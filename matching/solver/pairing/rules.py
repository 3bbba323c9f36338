"""The hard rules, one predicate each, for the run, the re-check at publishing and the line at sign-up.

Every predicate takes rows of both sides (arrays of equal length, or such as broadcast together: a row of
volunteers and a column of families) and answers an array of truths. All arithmetic is on integers, so an
answer does not depend on the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import InstanceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from matching.solver.pairing.people import Families, People

    Rows = NDArray[np.integer]
    Truths = NDArray[np.bool_]
    Words = NDArray[np.uint64]

RULE_CODES = (
    "programme", "state", "certificate", "distance", "language", "slot", "place", "children", "restriction",
    "ban", "capacity",
)  # fmt: skip
MOST_METRES = 10_000_000
KINDS = ("w", "a", "b", "ab")
"""How a pair meets: every week, in A-weeks only, in B-weeks only, or in a slot of each."""

WEEKLY, ONLY_A, ONLY_B, BOTH = range(4)


@dataclass(frozen=True)
class Rules:
    """Settings of the programme that decide about pairs and clashes."""

    visit_minutes: int = 60
    gap_minutes: int = 30
    band_days: int = 28
    min_metres: int = 0


def metres(people: People, volunteer_rows: Rows, family_rows: Rows, home: int) -> NDArray[np.int64]:
    """Straight metres, rounded up, from the nearer start address to a home (0 of A-weeks, 1 of B-weeks)."""
    squared = squared_metres(people, volunteer_rows, family_rows, home)
    root = np.sqrt(squared.astype(np.float64)).astype(
        np.int64
    )  # a first guess only: the next line makes it exact
    root -= root * root > squared
    return root + (root * root < squared)


def squared_metres(people: People, volunteer_rows: Rows, family_rows: Rows, home: int) -> NDArray[np.int64]:
    """Square of the straight metres from the nearer start address to a home."""
    readers, families = people.volunteers, people.families
    x = families.x[family_rows, home].astype(np.int64)
    y = families.y[family_rows, home].astype(np.int64)
    across = readers.x[volunteer_rows] - x[..., None]
    along = readers.y[volunteer_rows] - y[..., None]
    nearer: NDArray[np.int64] = (across * across + along * along).min(axis=-1)
    return nearer


def reachable(people: People, volunteer_rows: Rows, family_rows: Rows, rules: Rules) -> Truths:
    """Whether each home (column 0 of A-weeks, 1 of B-weeks) is within the travel limit and not too near."""
    readers = people.volunteers
    limit = readers.max_minutes[volunteer_rows].astype(np.int64) * readers.metres_per_minute[volunteer_rows]
    columns = []
    for home in (0, 1):
        squared = squared_metres(people, volunteer_rows, family_rows, home)
        columns.append((squared <= limit * limit) & (squared >= rules.min_metres**2))
    return np.stack(columns, axis=-1)


def in_question(people: People, volunteer_rows: Rows, family_rows: Rows, rules: Rules) -> Truths:
    """The homes within reach; where there is none, those that are only too far; else both."""
    near = reachable(people, volunteer_rows, family_rows, rules)
    nowhere = ~np.any(near, axis=-1)
    if rules.min_metres:
        ways = [squared_metres(people, volunteer_rows, family_rows, home) for home in (0, 1)]
        far = np.stack(ways, axis=-1) >= rules.min_metres**2
        far |= ~np.any(far, axis=-1, keepdims=True)
        near |= nowhere[..., None] & far
    else:
        near |= nowhere[..., None]
    return near


def common_words(people: People, volunteer_rows: Rows, family_rows: Rows, near: Truths) -> Words:
    """Common starts ``[pair, week, word]``; none in the weeks of a home that is out of reach."""
    both: Words = people.volunteers.free[volunteer_rows] & people.families.free[family_rows]
    both[~near] = 0
    return both


def kinds(families: Families, family_rows: Rows, common: Words) -> NDArray[np.int8]:
    """How each pair can meet (index in `KINDS`), or -1 when no slot suits both.

    One home: every week at the same moment; if no moment suits both weeks, one slot in each; when the family
    can only receive in the weeks of one rhythm, in those. Two homes: a slot in each rhythm, else only the
    weeks of one home.
    """
    week_a, week_b = np.any(common[..., 0, :], axis=-1), np.any(common[..., 1, :], axis=-1)
    weekly = np.any(common[..., 0, :] & common[..., 1, :], axis=-1)
    receives = np.any(families.free[family_rows], axis=-1)
    one_home = families.one_home[family_rows]
    whole = np.all(receives, axis=-1) & one_home
    answers = np.full(week_a.shape, -1, np.int8)
    answers[week_b & ~whole] = ONLY_B
    answers[week_a & ~whole] = ONLY_A
    answers[week_a & week_b] = BOTH
    answers[weekly & one_home] = WEEKLY
    return answers


def check(people: People, volunteer_rows: Rows, family_rows: Rows, rules: Rules) -> NDArray[np.int8]:
    """First rule that each pair breaks.

    Returns
    -------
    int8 array
        0 when the pair is feasible, else 1 + the index of the first failing rule in `RULE_CODES`.
    """
    answer = np.zeros(len(volunteer_rows), np.int8)
    open_rows = np.arange(len(volunteer_rows))
    for number, code in enumerate(RULE_CODES, start=1):
        held = PREDICATES[code](people, volunteer_rows[open_rows], family_rows[open_rows], rules)
        answer[open_rows[~held]] = number
        open_rows = open_rows[held]
    return answer


def broken(people: People, volunteer_rows: Rows, family_rows: Rows, rules: Rules) -> NDArray[np.uint16]:
    """All rules that each pair breaks, bit n for rule n of `RULE_CODES`; rows may broadcast.

    Where every home is out of reach, a common moment is looked for as if those that are too far were not, so
    that distance can be the only rule broken.
    """
    bits = np.zeros(np.broadcast_shapes(volunteer_rows.shape, family_rows.shape), np.uint16)
    for number, code in enumerate(RULE_CODES):
        predicate = _slot_if_near if code == "slot" else PREDICATES[code]
        bits |= ~predicate(people, volunteer_rows, family_rows, rules) * np.uint16(1 << number)
    return bits


def check_rules(rules: Rules) -> None:
    """Refuse settings that cannot be meant."""
    if not 0 <= rules.min_metres <= MOST_METRES:
        raise InstanceError("rules.min_metres", f"must be 0 to {MOST_METRES}")


def _programme(people: People, volunteer_rows: Rows, family_rows: Rows, _: Rules) -> Truths:
    return people.volunteers.in_programme[volunteer_rows] & people.families.in_programme[family_rows]


def _state(people: People, volunteer_rows: Rows, family_rows: Rows, _: Rules) -> Truths:
    return people.volunteers.available[volunteer_rows] & people.families.ready[family_rows]


def _certificate(people: People, volunteer_rows: Rows, family_rows: Rows, _: Rules) -> Truths:
    return people.volunteers.valid_until[volunteer_rows] >= people.families.last_visit[family_rows]


def _distance(people: People, volunteer_rows: Rows, family_rows: Rows, rules: Rules) -> Truths:
    near: Truths = np.any(reachable(people, volunteer_rows, family_rows, rules), axis=-1)
    return near


def _language(people: People, volunteer_rows: Rows, family_rows: Rows, _: Rules) -> Truths:
    wanted = people.families.required_language[family_rows]
    bit = np.uint64(1) << np.maximum(wanted, 0).astype(np.uint64)
    spoken: Truths = (wanted < 0) | ((people.volunteers.languages[volunteer_rows] & bit) != 0)
    return spoken


def _slot(people: People, volunteer_rows: Rows, family_rows: Rows, rules: Rules) -> Truths:
    near = reachable(people, volunteer_rows, family_rows, rules)
    common = common_words(people, volunteer_rows, family_rows, near)
    return kinds(people.families, family_rows, common) >= 0


def _slot_if_near(people: People, volunteer_rows: Rows, family_rows: Rows, rules: Rules) -> Truths:
    near = in_question(people, volunteer_rows, family_rows, rules)
    common = common_words(people, volunteer_rows, family_rows, near)
    return kinds(people.families, family_rows, common) >= 0


def _place(people: People, volunteer_rows: Rows, family_rows: Rows, _: Rules) -> Truths:
    common: Truths = (people.volunteers.places[volunteer_rows] & people.families.places[family_rows]) != 0
    return common


def _children(people: People, volunteer_rows: Rows, family_rows: Rows, _: Rules) -> Truths:
    readers, families = people.volunteers, people.families
    return (
        (families.children[family_rows] <= readers.max_children[volunteer_rows])
        & (families.age_min[family_rows] >= readers.age_min[volunteer_rows])
        & (families.age_max[family_rows] <= readers.age_max[volunteer_rows])
    )


def _restriction(people: People, volunteer_rows: Rows, family_rows: Rows, _: Rules) -> Truths:
    met = people.volunteers.restrictions[volunteer_rows] & people.families.restrictions[family_rows]
    free: Truths = met == 0
    return free


def _ban(people: People, volunteer_rows: Rows, family_rows: Rows, _: Rules) -> Truths:
    width = len(people.families)
    banned = people.bans[:, 0].astype(np.int64) * width + people.bans[:, 1]
    return ~np.isin(volunteer_rows.astype(np.int64) * width + family_rows, banned)


def _capacity(people: People, volunteer_rows: Rows, _: Rows, __: Rules) -> Truths:
    return people.volunteers.capacity[volunteer_rows] > 0


PREDICATES: dict[str, Callable[[People, Rows, Rows, Rules], Truths]] = {
    "programme": _programme, "state": _state, "certificate": _certificate, "distance": _distance,
    "language": _language, "slot": _slot, "place": _place, "children": _children, "restriction": _restriction,
    "ban": _ban, "capacity": _capacity,
}  # fmt: skip
