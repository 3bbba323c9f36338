"""The strategy: split, solve parts as flows, search only where visits clash or families need two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.clashes import Moments, objective
from matching.solver.components import split
from matching.solver.control import Control
from matching.solver.flow import BlockFlow
from matching.solver.instance import slots_of
from matching.solver.result import NOTHING, Components, Match, Result, shown
from matching.solver.solve.bounds import half_served
from matching.solver.solve.ledger import Ledger, Outcome
from matching.solver.solve.pins import check_pins
from matching.solver.solve.search import first_come, search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from matching.solver.components import Part
    from matching.solver.instance import Instance

    Option = tuple[int, int]

__all__ = ["result_of", "solve"]


def solve(instance: Instance, control: Control | None = None) -> Result:
    """Choose pairs and options for the lexicographically greatest objective vector.

    Equal objectives are settled by the fixed order of ids (by length, then character): it is the order in
    which arcs reach the flow solver, whose answer is a function of them, and moments are the earliest that go
    together, families in that order. So the same instance, in whatever order it is written, gives the same
    result to the byte, as long as no time limit strikes.

    Parameters
    ----------
    instance : Instance
    control : Control, optional
        Time limit, stop and progress. When stopped, what is left gets a quick solution and a bound without
        solving.

    Raises
    ------
    PinError
        If a pin cannot hold, with its rule.
    CostRangeError
        If a single level's costs do not fit the flow solver: far beyond a million families in one component.
    """
    control = Control() if control is None else control
    with control.phase("solve"):
        check_pins(instance)
        parts = split(instance)
        ledger = Ledger(control, parts)
        for part in parts:
            for rows, outcome in _settled(part, control):
                ledger.enter(rows, outcome)
    return result_of(instance, ledger.solution, ledger.components, control.timings)


def result_of(
    instance: Instance,
    solution: Outcome,
    components: Components,
    seconds: Mapping[str, float],
) -> Result:
    """Result of a solution (whose pairs are instance rows), in the order of family and volunteer."""
    rows = np.fromiter(solution.options, np.int64, len(solution.options))
    ranks = instance.volunteer_rank[instance.volunteer[rows]], instance.family_rank[instance.family[rows]]
    rows = rows[np.lexsort(ranks)]
    return Result(
        status="optimal" if solution.objective == solution.bound else "feasible",
        objective=solution.objective,
        bound=shown(solution.bound, solution.objective),
        pair=rows.astype(np.int32),
        matches=tuple(_match(instance, row, solution.options[row]) for row in rows.tolist()),
        components=components,
        seconds=dict(seconds),
    )


def _settled(part: Part, control: Control) -> Iterator[tuple[NDArray[np.int64], Outcome]]:
    """Solutions of the part's components with the instance rows that their pairs' numbers stand for."""
    if control.should_stop:
        for number in range(part.components):
            single = part.of_component(number)
            yield single.row, first_come(single)
        return
    easy, hard = _flow_alone(part)
    yield part.row, easy
    for number in hard:
        single = part.of_component(number)
        yield single.row, search(single, control)


def _flow_alone(part: Part) -> tuple[Outcome, list[int]]:
    """What the flow settles with proof, and the components that it does not settle."""
    choice = BlockFlow(part).solve()
    if not (choice.whole and choice.proven):
        return Outcome({}, NOTHING, NOTHING, 0, 0), list(range(part.components))
    halves = half_served(part, choice.chosen)[part.family]
    timetable = Moments(part).timetable(np.flatnonzero(choice.chosen & ~halves).tolist())
    troubled = [pair for group in (*timetable.clashes, *timetable.unsettled) for pair in group]
    hard = np.unique(part.component[[*troubled, *np.flatnonzero(choice.chosen & halves).tolist()]])
    in_hard = np.isin(part.component, hard)
    options = {pair: option for pair, option in timetable.options.items() if not in_hard[pair]}
    reached = objective(part, options)
    families = len(np.unique(part.family[~in_hard]))
    return Outcome(options, reached, reached, part.components - len(hard), families), hard.tolist()


def _match(instance: Instance, row: int, option: Option) -> Match:
    return Match(
        volunteer=instance.volunteers[int(instance.volunteer[row])],
        family=instance.families[int(instance.family[row])],
        option=slots_of(list(option)),
        score=int(instance.score[row]),
    )
