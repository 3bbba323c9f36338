"""Whether proposals still hold today: the rules of the run, on today's data."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matching.domain import snapshot
from matching.domain.presets import rules_of
from matching.models import MatchingRun, Proposal, Snapshot
from matching.solver.pairing import RULE_CODES, People, Rules, check
from matching.solver.pairing.rules import common_words, reachable
from matching.solver.slots import WORD_BITS, Slot
from volunteers.domain import queries as register

GONE = "state"
DUO = "duo"
MOMENT = "moment"
WEEKS = {"w": (0, 1), "a": (0,), "b": (1,)}
Rows = NDArray[np.int64]


def verdicts(*, run: MatchingRun, proposals: Sequence[Proposal], day: date) -> dict[int, str]:
    """Judge proposals of a run by what the registers say now, in a number of queries that never grows.

    Returns
    -------
    dict of int to str
        Per proposal's number: empty when it holds, else the code of the first rule that it breaks,
        ``moment`` when the two could meet, but no longer at the chosen moment, or ``duo`` when who goes
        along with the volunteer is another than when the run began.
    """
    rules = rules_of(run.programme)
    people = snapshot.read(
        region=run.region,
        programme=run.programme,
        rules=rules,
        day=day,
        volunteer_ids={proposal.volunteer_id for proposal in proposals},
        family_ids={proposal.family_id for proposal in proposals},
    )
    volunteer_row = {number: row for row, number in enumerate(people.volunteers.id.tolist())}
    family_row = {number: row for row, number in enumerate(people.families.id.tolist())}
    found = [p for p in proposals if p.volunteer_id in volunteer_row and p.family_id in family_row]
    volunteers = np.array([volunteer_row[p.volunteer_id] for p in found], np.int64)
    families = np.array([family_row[p.family_id] for p in found], np.int64)
    codes = _codes(people, volunteers, families, rules, [p.option for p in found])
    # Who is no longer in this region is no longer there for this run.
    judged = {p.pk: GONE for p in proposals} | {p.pk: code for p, code in zip(found, codes, strict=True)}
    changed = _in_another_duo(run, {p.volunteer_id for p in proposals})
    return judged | {p.pk: DUO for p in proposals if p.volunteer_id in changed}


def _in_another_duo(run: MatchingRun, numbers: Collection[int]) -> set[int]:
    """Give those who are alone, first or second otherwise than when the people of the run were frozen."""
    frozen_at = Snapshot.objects.filter(run=run).values_list("taken_at", flat=True).first()
    before = set(register.duos_at(frozen_at or run.requested_at, numbers))
    return set(chain.from_iterable(before ^ set(register.duos(numbers))))


def _codes(
    people: People, volunteers: Rows, families: Rows, rules: Rules, options: Sequence[Sequence[str]]
) -> list[str]:
    broken = check(people, volunteers, families, rules).tolist()
    near = reachable(people, volunteers, families, rules)
    words = common_words(people, volunteers, families, near)
    one_home = people.families.one_home[families].tolist()
    return [
        RULE_CODES[number - 1] if number else _moment(option, words[row], alone=one_home[row])
        for row, (number, option) in enumerate(zip(broken, options, strict=True))
    ]


def _moment(option: Sequence[str], words: NDArray[np.uint64], *, alone: bool) -> str:
    slots = [Slot.parse(text) for text in option]
    holds = all(_is_free(slot, words) and (alone or slot.rhythm != "w") for slot in slots)
    return "" if holds else MOMENT


def _is_free(slot: Slot, words: NDArray[np.uint64]) -> bool:
    word, bit = divmod(slot.bit, WORD_BITS)
    return all(int(words[week, word]) >> bit & 1 for week in WEEKS[slot.rhythm])
