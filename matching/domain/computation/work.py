"""From frozen columns to the outcome: pairs, best assignment, comparison with first come, first served."""

from __future__ import annotations

import resource
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.domain.computation.wire import Chosen, Outcome
from matching.solver import Control, baseline, solve
from matching.solver.pairing import People, instance_of, pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.domain.computation.wire import Order
    from matching.solver import Instance, Result
    from matching.solver.pairing import Pairs

NEAREST_RANK = 90


def compute(content: bytes, order: Order, control: Control) -> Outcome:
    """Compute a run.

    Parameters
    ----------
    content
        Bytes of `People`.
    order
        Rules and weights.
    control
        Limit, stop and progress; its timings end up in the figures.

    Raises
    ------
    matching.solver.PinError
        When a pinned pair cannot hold.
    """
    people = People.from_bytes(content)
    found = pairs(people, order.rules, order.weights, control)
    instance = instance_of(people, found, order.rules)
    result = solve(instance, control)
    control.report("explaining", 0, 1, result.objective[1], result.bound[1])
    # Its own control: what it finds is no progress of the run.
    aside = Control()
    by_hand = baseline(instance, aside)
    figures = {
        **_taking_part(people, found),
        **_proof(result),
        **_comparison(instance, by_hand),
        **_travel(instance.minutes[result.pair]),
        "lost": found.lost,
        "seconds": _seconds(control.timings | aside.timings),
        "peak_bytes": _peak_bytes(),
    }
    return Outcome(_chosen(people, found, result), figures)


def _taking_part(people: People, found: Pairs) -> dict[str, int]:
    waiting = people.families.in_programme & people.families.ready
    available = people.volunteers.in_programme & people.volunteers.available
    return {
        "waiting": int(waiting.sum()),
        "available": int(available.sum()),
        "pairs": len(found),
        "without_pair": int(waiting.sum()) - len(np.unique(found.family)),
    }


def _proof(result: Result) -> dict[str, Any]:
    return {
        "placed": result.objective[1],
        "status": result.status,
        "objective": list(result.objective),
        "bound": list(result.bound),
        "optimal": list(result.optimal),
        "components": result.components.total,
        "components_proven": result.components.proven,
    }


def _comparison(instance: Instance, by_hand: Result) -> dict[str, Any]:
    return {
        "baseline_placed": by_hand.objective[1],
        "baseline_objective": list(by_hand.objective),
        "baseline_travel_mean": _mean(instance.minutes[by_hand.pair]),
    }


def _travel(minutes: NDArray[np.int32]) -> dict[str, Any]:
    ordered = np.sort(minutes)
    rank = -(-len(ordered) * NEAREST_RANK // 100) - 1
    return {
        "travel_mean": _mean(minutes),
        "travel_p90": int(ordered[rank]) if len(ordered) else 0,
        "travel_longest": int(ordered[-1]) if len(ordered) else 0,
    }


def _mean(minutes: NDArray[np.int32]) -> float:
    return round(float(minutes.mean()), 1) if len(minutes) else 0.0


def _seconds(timings: dict[str, float]) -> dict[str, float]:
    phases = {"pairing": "pairing", "solving": "solve", "explaining": "baseline"}
    return {phase: round(timings.get(name, 0.0), 3) for phase, name in phases.items()}


def _peak_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in units of 1024 bytes, macOS in bytes.
    return peak if sys.platform == "darwin" else peak * 1024


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
