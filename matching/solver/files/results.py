"""From a ``doorlees-result/1`` document to a `Result` of its instance; the first wrong value is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import InstanceError
from matching.solver.files.certificates import certificate_from
from matching.solver.files.fields import SHOWN, integer_at, list_at, object_at, vector_at
from matching.solver.files.names import Names
from matching.solver.files.options import option_at
from matching.solver.instance import MOST
from matching.solver.result import Components, Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matching.solver.instance import Instance
    from matching.solver.result import Status

RESULT_FORMAT = "doorlees-result/1"

_FIELDS = ("format", "status", "objective", "bound", "components", "matches")
_STATUSES: Mapping[object, Status] = {"optimal": "optimal", "feasible": "feasible"}


def result_from(value: object, instance: Instance) -> Result:
    """Result of a document that is read already.

    Its pairs and options are looked up in the instance; whether they are a solution, `verify` knows.

    Raises
    ------
    InstanceError
        With the path of the first wrong value.
    """
    root = object_at(value, "", _FIELDS, ("certificate", "seconds"))
    if root["format"] != RESULT_FORMAT:
        raise InstanceError("format", f'must be "{RESULT_FORMAT}"')
    names = Names.of(instance)
    chosen = _chosen(root, instance, names)
    rows = _ordered(instance, list(chosen))
    given = root.get("certificate")
    return Result(
        instance=instance,
        status=_status(root["status"]),
        objective=vector_at(root["objective"], "objective"),
        bound=vector_at(root["bound"], "bound"),
        pair=np.array(rows, np.int32),
        code=np.array([chosen[row] for row in rows], np.int16).reshape(-1, 2),
        components=_components(root["components"]),
        certificate=None if given is None else certificate_from(given, "certificate", names),
        seconds=_seconds(root.get("seconds", {})),
    )


def _chosen(root: Mapping[str, object], instance: Instance, names: Names) -> dict[int, tuple[int, int]]:
    """Slot codes of each matched pair."""
    chosen: dict[int, tuple[int, int]] = {}
    for number, value in enumerate(list_at(root, "matches")):
        path = f"matches[{number}]"
        item = object_at(value, path, ("volunteer", "family", "option", "score"))
        ends = (
            names.volunteer_at(item["volunteer"], f"{path}.volunteer"),
            names.family_at(item["family"], f"{path}.family"),
        )
        pair = names.pair_of(ends, path)
        if pair in chosen:
            raise InstanceError(path, "this volunteer and family stand twice")
        score = int(instance.score[pair])
        integer_at(item["score"], f"{path}.score", score, score)
        chosen[pair] = option_at(item["option"], f"{path}.option")
    return chosen


def _ordered(instance: Instance, rows: list[int]) -> list[int]:
    """Pairs in the order of `Result.pair`."""
    pairs = np.array(rows, np.int64)
    ranks = instance.volunteer_rank[instance.volunteer[pairs]], instance.family_rank[instance.family[pairs]]
    ordered: list[int] = pairs[np.lexsort(ranks)].tolist()
    return ordered


def _status(value: object) -> Status:
    if not isinstance(value, str) or value not in _STATUSES:
        raise InstanceError("status", f"must be one of {', '.join(map(str, _STATUSES))}")
    return _STATUSES[value]


def _components(value: object) -> Components:
    item = object_at(value, "components", ("total", "proven"))
    return Components(
        *(integer_at(item[name], f"components.{name}", 0, MOST) for name in ("total", "proven"))
    )


def _seconds(value: object) -> dict[str, float]:
    if not isinstance(value, dict):
        raise InstanceError("seconds", "must be an object")
    for phase, seconds in value.items():
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= MOST:
            raise InstanceError(f"seconds.{phase[:SHOWN]}", f"must be a number from 0 to {MOST}")
    return {phase: float(seconds) for phase, seconds in value.items()}
