"""From frozen columns to the outcome: pairs, best assignment, comparison with first come, first served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.domain.computation.explaining import Case, explain
from matching.domain.computation.figures import figures_of, passed_over, peak_bytes, seconds_of
from matching.domain.computation.pins import pins_that_hold
from matching.domain.computation.wire import Chosen, Outcome
from matching.solver import Control, baseline, solve
from matching.solver.pairing import People, pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from matching.domain.computation.wire import Order
    from matching.solver import Instance, Result
    from matching.solver.pairing import Pairs

    Solver = Callable[[Instance, Control], Result]


def compute(content: bytes, order: Order, control: Control, solve_by: Solver = solve) -> Outcome:
    """Compute a run.

    Parameters
    ----------
    content
        Bytes of `People`.
    order
        Rules, weights, and what explaining needs.
    control
        Limit, stop and progress; its timings end up in the figures.
    solve_by
        Gives the result of an instance.
    """
    everybody = People.from_bytes(content)
    found = pairs(everybody, order.rules, order.weights, control)
    people, instance, left_out = pins_that_hold(everybody, found, order.rules)
    result = solve_by(instance, control)
    began = control.clock()
    control.report("explaining", 0, 1, result.objective[1], result.bound[1])
    # A control of its own: what it finds is no progress of the run.
    by_hand = baseline(instance, Control())
    told = explain(Case(people, found, instance, result), order, control)
    figures = {
        **figures_of(people, found, result, by_hand),
        "passed_over": passed_over(told),
        "pins_left_out": left_out,
        "seconds": seconds_of(control.timings, control.clock() - began),
        "peak_bytes": peak_bytes(),
        "unexplained": list(told.unfinished),
    }
    return Outcome(_chosen(people, found, result), figures, told)


def _chosen(people: People, found: Pairs, result: Result) -> tuple[Chosen, ...]:
    volunteers, families = people.volunteers, people.families
    return tuple(
        Chosen(
            volunteer=int(volunteers.id[found.volunteer[row]]),
            family=int(families.id[found.family[row]]),
            option=tuple(str(slot) for slot in option),
            score=int(found.score[row]),
            parts=tuple(found.parts[row].tolist()),
            minutes=int(found.minutes[row]),
            common_slots=int(found.common[row]),
            waiting_days=int(families.waiting_days[found.family[row]]),
            urgent=bool(families.urgent[found.family[row]]),
        )
        for row, option in zip(result.pair.tolist(), result.option, strict=True)
    )
