"""Instances in which some pairs must be and others are gone, for solving from the beginning."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from matching.solver import PinError, solve
from matching.solver.generate import SIZES, generate
from tests.solver.tiny import tiny

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from matching.solver import Instance, Result
    from matching.solver.result import Vector


@cache
def city(seed: int) -> tuple[Instance, Result]:
    """A city with its result."""
    instance = generate(SIZES["city"], seed)
    return instance, solve(instance)


def solvable(seeds: Iterable[int]) -> list[tuple[Instance, Result]]:
    """The tiny instances among these whose pins can hold, with their results."""
    found = []
    for seed in seeds:
        instance = tiny(seed)
        try:
            found.append((instance, solve(instance)))
        except PinError:
            continue
    return found


def drawn(seed: int, values: Sequence[int], count: int = 1) -> list[int]:
    """Different ones of these values."""
    chosen: list[int] = np.random.default_rng(seed).choice(values, count, replace=False).tolist()
    return chosen


def forced(instance: Instance, pins: Sequence[int] = (), bans: Sequence[int] = ()) -> Instance:
    """The instance without some pairs, whose pins are no longer, and with other pins besides."""
    left = np.setdiff1d(np.arange(instance.pair_count), bans)
    options = [instance.option[instance.option_start[p] : instance.option_start[p + 1]] for p in left]
    must = sorted({*instance.pins.tolist(), *pins} - {*bans})
    return replace(
        instance,
        volunteer=instance.volunteer[left],
        family=instance.family[left],
        score=instance.score[left],
        minutes=instance.minutes[left],
        option_start=np.cumsum([0, *map(len, options)]),
        option=np.concatenate([instance.option[:0], *options]),
        pins=np.searchsorted(left, must).astype(np.int64),
        published=np.searchsorted(left, np.setdiff1d(instance.published, bans)).astype(np.int64),
    )


def anew(instance: Instance) -> Vector | None:
    """What solving reaches, proven; None when a pin cannot hold."""
    try:
        result = solve(instance)
    except PinError:
        return None
    assert result.status == "optimal"
    return result.objective


def difference(new: Vector | None, old: Vector) -> tuple[int, ...] | None:
    return None if new is None else tuple(a - b for a, b in zip(new, old, strict=True))


def refused(work: Callable[[], Vector]) -> Vector | None:
    """What some work answers, None if a pin cannot hold."""
    try:
        return work()
    except PinError:
        return None
