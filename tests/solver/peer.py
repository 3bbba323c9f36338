"""The best objective of a small instance by integer programming, level by level."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver import Instance, Slot

    Choice = tuple[int, tuple[Slot, ...]]
    Row = tuple[dict[int, float], float, float]


def best(instance: Instance) -> tuple[int, ...]:
    """Greatest vector, each level proven before the next one is asked."""
    choices = [(pair, option) for pair in range(instance.pair_count) for option in instance.options_of(pair)]
    size = len(choices) + len(instance.families)
    rows = _rows(instance, choices)
    answer = []
    for worth in _levels(instance, choices):
        held = [
            LinearConstraint(
                _dense([row[0] for row in rows], size), *zip(*((r[1], r[2]) for r in rows), strict=True)
            )
        ]
        found = milp(
            -worth,
            integrality=np.ones(size, np.int64),
            bounds=Bounds(0, 1),
            constraints=held,
            options={"mip_rel_gap": 0},
        )
        assert found.status == 0
        answer.append(round(-found.fun))
        rows.append((dict(enumerate(worth)), answer[-1], answer[-1]))
    return tuple(answer)


def _dense(rows: list[dict[int, float]], size: int) -> NDArray[np.float64]:
    matrix = np.zeros((len(rows), size))
    for number, row in enumerate(rows):
        matrix[number, list(row)] = list(row.values())
    return matrix


def _rows(instance: Instance, choices: list[Choice]) -> list[Row]:
    first = len(choices)
    pairs = range(instance.pair_count)
    rows: list[Row] = [({n: 1 for n, (p, _) in enumerate(choices) if p == pair}, 0, 1) for pair in pairs]
    for family, need in enumerate(instance.need.tolist()):
        row: dict[int, float] = {n: 1 for n, (p, _) in enumerate(choices) if instance.family[p] == family}
        rows.append((row | {first + family: -need}, 0, 0))
    for volunteer, room in enumerate(instance.capacity.tolist()):
        row = {n: 1 for n, (p, _) in enumerate(choices) if instance.volunteer[p] == volunteer}
        rows.append((row, 0, room))
    couples = combinations(enumerate(choices), 2)
    rows += [({n: 1, m: 1}, 0, 1) for (n, one), (m, other) in couples if _clash(instance, one, other)]
    return rows


def _clash(instance: Instance, one: Choice, other: Choice) -> bool:
    visit, gap = instance.settings.visit_minutes, instance.settings.gap_minutes
    if instance.volunteer[one[0]] == instance.volunteer[other[0]]:
        return one[0] != other[0] and _near(one[1], other[1], visit + gap)
    return bool(instance.family[one[0]] == instance.family[other[0]]) and _near(one[1], other[1], visit)


def _near(one: tuple[Slot, ...], other: tuple[Slot, ...], minutes: int) -> bool:
    return any(
        a.day == b.day and {a.rhythm, b.rhythm} != {"a", "b"} and abs(a.start - b.start) < minutes
        for a in one
        for b in other
    )


def _levels(instance: Instance, choices: list[Choice]) -> list[NDArray[np.float64]]:
    pair = np.array([p for p, _ in choices], np.int64)
    band = np.minimum(instance.waiting_days // instance.settings.band_days, 99)
    nothing, nobody = np.zeros(len(choices)), np.zeros(len(instance.families))
    return [
        np.concatenate([nothing, instance.urgent]),
        np.concatenate([nothing, nobody + 1]),
        np.concatenate([nothing, band]),
        np.concatenate([instance.score[pair], nobody]),
        np.concatenate([np.isin(pair, instance.published), nobody]),
    ]
