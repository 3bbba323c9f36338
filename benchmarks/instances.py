"""The instances that are measured: drawn people of a made-up country, the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matching.solver import Control
from matching.solver.generate import SIZES, Size, people
from matching.solver.pairing import Rules, Weights, instance_of, pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.solver import Instance
    from matching.solver.pairing import Pairs, People

SEED = 1
TIME_LIMIT = 15.0
"""Seconds that ours gets: a quarter of what the naive model gets."""

ONE_PUBLISHED_IN = 40
KNOWN = SIZES | {"plain nation": Size(5_000, 6_000, 40, plain=True)}


@dataclass(frozen=True, eq=False)
class Case:
    """People, their feasible pairs, and the instance made of them; seconds per phase."""

    people: People
    pairs: Pairs
    instance: Instance
    seconds: dict[str, float]


def drawn(name: str) -> Case:
    """The case of this name; as in `generate`, every fortieth family with pairs has a published one."""
    control, rules = Control(), Rules()
    everybody = people(KNOWN[name], SEED)
    found = pairs(everybody, rules, Weights(), control)
    with control.phase("instance"):
        instance = instance_of(everybody, found, rules)
    _, first = np.unique(found.family, return_index=True)
    published = np.sort(first[::ONE_PUBLISHED_IN]).astype(np.int64)
    return Case(everybody, found, replace(instance, published=published), control.timings)


def without(instance: Instance, lost: Sequence[int]) -> Instance:
    """The instance in which these pairs do not exist."""
    left = np.ones(instance.pair_count, np.bool_)
    left[list(lost)] = False
    place = np.cumsum(left) - 1
    counts = np.diff(instance.option_start)
    return replace(
        instance,
        volunteer=instance.volunteer[left],
        family=instance.family[left],
        score=instance.score[left],
        minutes=instance.minutes[left],
        option_start=np.concatenate([[0], np.cumsum(counts[left])]).astype(np.int64),
        option=instance.option[np.repeat(left, counts)],
        pins=place[instance.pins[left[instance.pins]]],
        published=place[instance.published[left[instance.published]]],
    )
