"""What an outcome came to in numbers: under the names of the fields of `matching.models.RunFigures`."""

from __future__ import annotations

import resource
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.domain.computation.told import Explanations, LeftOut
    from matching.solver import Result
    from matching.solver.pairing import Pairs, People

    Numbers = NDArray[np.integer]

NEAREST_RANK = 90
NOBODY, UNKNOWN = "nobody", "unknown"


def figures_of(people: People, found: Pairs, result: Result, by_hand: Result) -> dict[str, Any]:
    """Count who took part, what is proven, and how the run compares with first come, first served."""
    measures, baseline = (_measures(people, found, outcome) for outcome in (result, by_hand))
    return {
        **_taking_part(people, found),
        **_proof(result),
        "baseline_placed": by_hand.objective[1],
        "baseline_objective": list(by_hand.objective),
        "baseline_travel_mean": baseline["travel"]["mean"],
        "baseline_measures": baseline,
        **{f"travel_{name}": value for name, value in measures["travel"].items()},
        "measures": measures,
        "lost": found.lost,
    }


def passed_over(told: Explanations) -> dict[str, int]:
    """Families without a reader, per reason: competition, or the rule that took away the last reader."""
    reasons = [_reason(family) for family in told.left_out]
    return {reason: reasons.count(reason) for reason in sorted(set(reasons))}


def _reason(family: LeftOut) -> str:
    if family.kind == "competition":
        return family.kind
    return UNKNOWN if family.lost is None else family.blocker or NOBODY


def seconds_of(timings: dict[str, float], explaining: float) -> dict[str, float]:
    """Seconds per phase of the run."""
    phases = {"pairing": timings.get("pairing", 0.0), "solving": timings.get("solve", 0.0)}
    return {phase: round(spent, 3) for phase, spent in {**phases, "explaining": explaining}.items()}


def peak_bytes() -> int:
    """Most memory that this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in units of 1024 bytes, macOS in bytes.
    return peak if sys.platform == "darwin" else peak * 1024


def taking_part(people: People) -> NDArray[np.bool_]:
    """Which families wait for a reader in this run."""
    waiting: NDArray[np.bool_] = people.families.in_programme & people.families.ready
    return waiting


def _taking_part(people: People, found: Pairs) -> dict[str, int]:
    waiting = int(taking_part(people).sum())
    available = people.volunteers.in_programme & people.volunteers.available
    return {
        "waiting": waiting,
        "available": int(available.sum()),
        "pairs": len(found),
        "without_pair": waiting - len(np.unique(found.family)),
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


def _measures(people: People, found: Pairs, result: Result) -> dict[str, Any]:
    """Minutes of travel, days waited by families with and without a reader, moments in common."""
    waiting = taking_part(people)
    placed = np.zeros(len(waiting), np.bool_)
    placed[found.family[result.pair]] = True
    days = people.families.waiting_days
    return {
        "travel": _travel(found.minutes[result.pair]),
        "waited": {"placed": _waited(days[placed]), "unplaced": _waited(days[waiting & ~placed])},
        "common_slots": _mean(found.common[result.pair]),
    }


def _travel(minutes: Numbers) -> dict[str, float]:
    ordered = np.sort(minutes)
    rank = -(-len(ordered) * NEAREST_RANK // 100) - 1
    return {
        "mean": _mean(minutes),
        "p90": int(ordered[rank]) if len(ordered) else 0,
        "longest": int(ordered[-1]) if len(ordered) else 0,
    }


def _waited(days: Numbers) -> dict[str, float]:
    median = round(float(np.median(days)), 1) if len(days) else 0.0
    return {"mean": _mean(days), "median": median, "longest": int(days.max(initial=0))}


def _mean(values: Numbers) -> float:
    return round(float(values.mean()), 1) if len(values) else 0.0
