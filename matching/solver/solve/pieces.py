"""Division of an instance into pieces that can be solved anywhere, and what their results are together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.components import local_rows, shares
from matching.solver.control import Control
from matching.solver.instance import Instance
from matching.solver.result import Certificate
from matching.solver.solve.ledger import Ledger, Settled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from matching.solver.result import Result

    Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Piece:
    """Some components of an instance as an instance of its own.

    Attributes
    ----------
    instance : Instance
        With these people and pairs only, in the fixed order of ids.
    volunteer, family, row : int64[]
        The rows of its volunteers, families and pairs in the whole instance.
    """

    instance: Instance
    volunteer: Rows
    family: Rows
    row: Rows


def divide(instance: Instance, most_pairs: int) -> tuple[Piece, ...]:
    """Pieces of whole components, of at most so many pairs where a component is not larger itself.

    Solving the pieces and merging their results gives what solving the instance gives. Pairs that no
    solution can hold are in no piece. Pins have to hold as far as counting tells, see `solve.pins`.
    """
    gathered: list[list[Rows]] = []
    room = 0
    for share in shares(instance):
        if not gathered or len(share.row) > room:
            gathered.append([])
            room = most_pairs
        gathered[-1].append(share.row)
        room -= len(share.row)
    return tuple(_piece(instance, np.concatenate(rows)) for rows in gathered)


def merge(
    instance: Instance, solved: Sequence[tuple[Piece, Result]], seconds: Mapping[str, float] | None = None
) -> Result:
    """Result of the whole instance from results of all its pieces."""
    total = sum(result.components.total for _, result in solved)
    families = sum(len(piece.family) for piece, _ in solved)
    ledger = Ledger(Control(), total, families)
    for piece, result in solved:
        ledger.enter(_in_whole(piece, result))
    return ledger.result(instance, seconds or {})


def _piece(instance: Instance, rows: Rows) -> Piece:
    rows = np.sort(rows)
    volunteers, volunteer = local_rows(instance.volunteer[rows], instance.volunteer_rank)
    families, family = local_rows(instance.family[rows], instance.family_rank)
    first, counts = instance.option_start[rows], np.diff(instance.option_start)[rows]
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    options = np.arange(start[-1]) + np.repeat(first - start[:-1], counts)
    of_whole = np.full(instance.pair_count, -1)
    of_whole[rows] = np.arange(len(rows))
    part = Instance(
        settings=instance.settings,
        volunteers=tuple(instance.volunteers[row] for row in volunteers.tolist()),
        families=tuple(instance.families[row] for row in families.tolist()),
        capacity=instance.capacity[volunteers],
        need=instance.need[families],
        urgent=instance.urgent[families],
        waiting_days=instance.waiting_days[families],
        volunteer=volunteer.astype(np.int32),
        family=family.astype(np.int32),
        score=instance.score[rows],
        minutes=instance.minutes[rows],
        option_start=start,
        option=instance.option[options],
        pins=_present(of_whole[instance.pins]),
        published=_present(of_whole[instance.published]),
    )
    return Piece(part, volunteers, families, rows)


def _in_whole(piece: Piece, result: Result) -> Settled:
    certificate = result.certificate
    return Settled(
        pair=piece.row[result.pair].astype(np.int32),
        code=result.code,
        objective=result.objective,
        bound=result.bound,
        components=result.components,
        families=len(piece.family),
        certificate=None if certificate is None else _certificate_in_whole(piece, certificate),
    )


def _certificate_in_whole(piece: Piece, certificate: Certificate) -> Certificate:
    whole = {
        "family": piece.family, "volunteer": piece.volunteer, "window_volunteer": piece.volunteer,
        "pair": piece.row,
    }  # fmt: skip
    columns = {column.name: getattr(certificate, column.name) for column in fields(Certificate)}
    moved = {name: rows[columns[name]].astype(np.int32) for name, rows in whole.items()}
    return Certificate(**{**columns, **moved})


def _present(rows: Rows) -> Rows:
    return rows[rows >= 0].astype(np.int64)
