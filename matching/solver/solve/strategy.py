"""What is done with a part: the flow alone, and search where visits clash or families need two readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.clashes import Moments, objective
from matching.solver.flow import BlockFlow, certificate_of
from matching.solver.result import NOTHING
from matching.solver.solve.bounds import half_served
from matching.solver.solve.exact import exact
from matching.solver.solve.ledger import Outcome, Settled
from matching.solver.solve.search import first_come, search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matching.solver.components import Part
    from matching.solver.control import Control


def settle(part: Part, control: Control) -> Iterator[Settled]:
    """Solutions of the part's components: together where the flow settles them, else one by one."""
    if control.should_stop:
        for number in range(part.components):
            single = part.of_component(number)
            yield Settled.of(single, first_come(single))
        return
    easy, hard = flow_alone(part)
    yield Settled.of(part, easy)
    for number in hard:
        single = part.of_component(number)
        yield Settled.of(single, _search(single, control))


def _search(part: Part, control: Control) -> Outcome:
    found = search(part, control)
    if found.objective == found.bound or control.should_stop:
        return found
    return exact(part, found, control)


def flow_alone(part: Part) -> tuple[Outcome, list[int]]:
    """What the flow settles with proof, and the components that it does not settle."""
    choice = BlockFlow(part).solve()
    if choice.prices is None or not choice.whole:
        return Outcome({}, NOTHING, NOTHING, 0, 0), list(range(part.components))
    halves = half_served(part, choice.chosen)[part.family]
    timetable = Moments(part).timetable(np.flatnonzero(choice.chosen & ~halves).tolist())
    troubled = [pair for group in (*timetable.clashes, *timetable.unsettled) for pair in group]
    hard = np.unique(part.component[[*troubled, *np.flatnonzero(choice.chosen & halves).tolist()]])
    in_hard = np.isin(part.component, hard)
    options = {pair: option for pair, option in timetable.options.items() if not in_hard[pair]}
    reached = objective(part, options)
    outcome = Outcome(
        options=options,
        objective=reached,
        bound=reached,
        components=part.components - len(hard),
        families=len(np.unique(part.family[~in_hard])),
        certificate=certificate_of(part, choice.prices, ~in_hard),
    )
    return outcome, hard.tolist()
