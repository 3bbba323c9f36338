"""The objective counted anew, and whether what the result says of it and of its bound agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matching.solver.verify.refusal import require

if TYPE_CHECKING:
    from collections.abc import Iterable

    Document = dict[str, Any]  # Any: a JSON document, whose fields are checked as they are used
    Ends = tuple[str, str]

LEVELS = ("urgent", "placed", "bands", "score", "kept")
_TOP_BAND = 99


def band(instance: Document, family: Document) -> int:
    """Waiting band of a family: days waited // width, at most 99."""
    days: int = family.get("waiting_days", 0) // instance.get("settings", {}).get("band_days", 28)
    return min(days, _TOP_BAND)


def published(instance: Document) -> set[Ends]:
    """Ids of the pairs that would best stay."""
    return {(volunteer, family) for volunteer, family in instance.get("published", [])}


def objective(instance: Document, matches: dict[Ends, Document]) -> list[int]:
    """The five levels of these matches."""
    placed = {family for _, family in matches}
    families = [family for family in instance["families"] if family["id"] in placed]
    return [
        sum(bool(family.get("urgent", False)) for family in families),
        len(families),
        sum(band(instance, family) for family in families),
        sum(match["score"] for match in matches.values()),
        len(published(instance) & matches.keys()),
    ]


def check_vectors(truth: list[int], result: Document) -> None:
    """Require that objective, bound and status agree with the truth and with each other."""
    stated, bound = result["objective"], result["bound"]
    _check_whole(stated, "the objective")
    _check_whole(bound, "the bound")
    for level, said, true in zip(LEVELS, stated, truth, strict=True):
        require(said == true, f"the objective's level {level} is {true}, not {said}")
    require(bound >= stated, "the bound is below the objective")
    status = "optimal" if bound == stated else "feasible"
    require(result["status"] == status, f"the status should be {status}")


def _check_whole(values: Iterable[object], name: str) -> None:
    levels = list(values)
    require(len(levels) == len(LEVELS), f"{name} has another number of levels")
    require(all(type(value) is int for value in levels), f"{name} holds something else than whole numbers")
