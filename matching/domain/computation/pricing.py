"""What a pin, a ban or a swap would change in the outcome of a run, worked out on the run's own input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.domain.computation.pins import AMONG_PINS, pins_that_hold
from matching.domain.computation.question import Moved, Priced, Unpriced
from matching.solver import PinError
from matching.solver.explain.price import price, swap
from matching.solver.instance import NO_SLOT
from matching.solver.pairing import RULE_CODES, People, check, pairs
from matching.solver.result import Components, Result
from matching.solver.slots import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matching.domain.computation.question import Assignment, Pair, Question
    from matching.domain.computation.wire import Order
    from matching.solver import Control, Instance
    from matching.solver.explain.price import Price
    from matching.solver.pairing import Rules


class _ImpossibleError(Exception):
    """The decision cannot be, or is about nobody; carries the code."""


def price_of(content: bytes, order: Order, question: Question, control: Control) -> Priced | Unpriced:
    """Work out a price.

    Parameters
    ----------
    content
        Bytes of the `People` of a run that ended.
    question
        The decision, and what the run came to.
    control
        When it stops, the answer is what was found so far.
    """
    people = People.from_bytes(content)
    found = pairs(people, order.rules, order.weights, control)
    _, instance, _ = pins_that_hold(people, found, order.rules)
    try:
        asked = _Asked(people, instance, order.rules, question)
        told = asked.price(control)
    except _ImpossibleError as error:
        return Unpriced(str(error))
    except PinError as error:
        return Unpriced(AMONG_PINS.get(error.rule, error.rule))
    return Priced(told.change, told.exact, asked.moved(told.gained), asked.moved(told.lost))


class _Asked:
    """A question in rows of the instance."""

    def __init__(self, people: People, instance: Instance, rules: Rules, question: Question) -> None:
        self._people, self._instance, self._rules, self._question = people, instance, rules, question
        sides = people.volunteers.id, people.families.id
        self._rows = [{number: row for row, number in enumerate(ids.tolist())} for ids in sides]
        self._width = max(1, len(people.families))
        # Pairs stand in the order of volunteers and families.
        self._keys = instance.volunteer.astype(np.int64) * self._width + instance.family

    def price(self, control: Control) -> Price:
        result, question = self._result(self._question.assignment), self._question
        if question.other is not None:
            return self._swap(question.pair, question.other, result, control)
        if question.kind == "ban":
            return self._ban(question.pair, result, control)
        return price(self._instance, result, pins=[self._feasible(question.pair)], control=control)

    def _ban(self, pair: Pair, result: Result, control: Control) -> Price:
        row = self._pair(pair)
        bans = [] if row is None else [self._free(row)]
        return price(self._instance, result, bans=bans, control=control)

    def _swap(self, one: Pair, other: Pair, result: Result, control: Control) -> Price:
        if one[0] == other[0] or one[1] == other[1]:
            raise _ImpossibleError("same-pair")
        rows = [self._free(self._proposed(pair, result)) for pair in (one, other)]
        for crossed in ((one[0], other[1]), (other[0], one[1])):
            self._feasible(crossed)
        return swap(self._instance, result, *rows, control=control)

    def _feasible(self, pair: Pair) -> int:
        row = self._pair(pair)
        if row is None:
            raise _ImpossibleError(self._broken_rule(pair))
        return row

    def _proposed(self, pair: Pair, result: Result) -> int:
        row = self._pair(pair)
        if row is None or row not in result.pair:
            raise _ImpossibleError("not-proposed")
        return row

    def _free(self, row: int) -> int:
        if self._instance.pinned[row]:
            raise _ImpossibleError("pinned-already")
        return row

    def moved(self, rows: Sequence[int]) -> tuple[Moved, ...]:
        instance, people = self._instance, self._people
        return tuple(
            Moved(
                volunteer=int(people.volunteers.id[instance.volunteer[row]]),
                family=int(people.families.id[instance.family[row]]),
                score=int(instance.score[row]),
                minutes=int(instance.minutes[row]),
            )
            for row in rows
        )

    def _pair(self, pair: Pair) -> int | None:
        """Row of a pair; None when the two were there, but no feasible pair."""
        volunteer, family = self._people_rows(pair)
        key = volunteer * self._width + family
        row = int(np.searchsorted(self._keys, key))
        return row if row < len(self._keys) and self._keys[row] == key else None

    def _people_rows(self, pair: Pair) -> Pair:
        volunteer, family = (rows.get(number) for rows, number in zip(self._rows, pair, strict=True))
        if volunteer is None or family is None:
            raise _ImpossibleError("not-in-run")
        return volunteer, family

    def _broken_rule(self, pair: Pair) -> str:
        volunteer, family = (np.array([row], np.int64) for row in self._people_rows(pair))
        return RULE_CODES[int(check(self._people, volunteer, family, self._rules)[0]) - 1]

    def _result(self, assignment: Assignment) -> Result:
        instance = self._instance
        chosen = [
            (self._pair((volunteer, family)), option) for volunteer, family, option in assignment.chosen
        ]
        known = sorted((row, option) for row, option in chosen if row is not None)
        rows = np.array([row for row, _ in known], np.int64)
        order = np.lexsort(
            (instance.volunteer_rank[instance.volunteer[rows]], instance.family_rank[instance.family[rows]])
        )
        codes = np.array([_codes(option) for _, option in known], np.int16).reshape(-1, 2)
        return Result(
            instance=instance,
            status="optimal" if assignment.objective == assignment.bound else "feasible",
            objective=assignment.objective,
            bound=assignment.bound,
            pair=rows[order].astype(np.int32),
            code=codes[order],
            components=Components(0, 0),
        )


def _codes(option: Sequence[str]) -> NDArray[np.int16]:
    codes = [Slot.parse(text).code for text in option]
    return np.array([*codes, NO_SLOT][:2], np.int16)
