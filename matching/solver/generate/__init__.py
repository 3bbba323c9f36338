"""Realistic instances from a seed: people are drawn and paired by the real rules; a few are published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.control import Control
from matching.solver.generate.town import SIZES, Size, people
from matching.solver.pairing import Rules, Weights, instance_of, pairs

if TYPE_CHECKING:
    from matching.solver.instance import Instance

__all__ = ["SIZES", "Size", "generate", "people"]

_ONE_PUBLISHED_IN = 40


def generate(size: Size, seed: int, control: Control | None = None) -> Instance:
    """Instance of drawn people; every fortieth family with pairs has a published one."""
    everybody, rules = people(size, seed), Rules()
    found = pairs(everybody, rules, Weights(), Control() if control is None else control)
    instance = instance_of(everybody, found, rules)
    _, first = np.unique(found.family, return_index=True)
    return replace(instance, published=np.sort(first[::_ONE_PUBLISHED_IN]).astype(np.int64))
