"""What must hold whatever the clock says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.worth import reached

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from matching.solver import Instance, Result, Vector


def ours(instance: Instance, result: Result) -> list[str]:
    """Our vector is that of our pairs, and our bound is not below it."""
    wrong = []
    told = reached(instance, result.pair.astype("int64"))
    if told != result.objective:
        wrong.append(f"our pairs reach {told}, not {result.objective}")
    if result.bound < result.objective:
        wrong.append(f"our bound {result.bound} is below our objective {result.objective}")
    return wrong


def beaten(result: Result, theirs: Vector, levels: int = 5) -> list[str]:
    """No peer's solution is better than our bound allows, on the levels that the peer looks at."""
    if theirs[:levels] > result.bound[:levels]:
        return [f"the peer reaches {theirs}, over our bound {result.bound}"]
    return []


def equal(result: Result, theirs: Vector, levels: int) -> list[str]:
    """Two proven optima are the same on these levels."""
    if result.status == "optimal" and theirs[:levels] != result.objective[:levels]:
        return [f"the peer proves {theirs[:levels]}, we {result.objective[:levels]}"]
    return []


def against(
    instance: Instance, result: Result, pairs: NDArray[np.int64], *, proven: int, levels: int
) -> tuple[Vector, list[str]]:
    """The peer's vector, and what is wrong between it and ours."""
    theirs = reached(instance, pairs)
    wrong = ours(instance, result) + beaten(result, theirs, levels)
    return theirs, wrong + (equal(result, theirs, proven) if proven else [])
