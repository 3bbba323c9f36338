"""An instance with other pins and fewer pairs, for a solution from the beginning."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matching.solver.instance import Instance

    Rows = NDArray[np.int64]


def restricted(instance: Instance, rows: Rows, pins: Sequence[int]) -> Instance:
    """The same people with these pairs only (ascending rows), and these pins among them."""
    first, counts = instance.option_start[rows], np.diff(instance.option_start)[rows]
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    options = np.arange(start[-1]) + np.repeat(first - start[:-1], counts)
    return replace(
        instance,
        volunteer=instance.volunteer[rows],
        family=instance.family[rows],
        score=instance.score[rows],
        minutes=instance.minutes[rows],
        option_start=start,
        option=instance.option[options],
        pins=np.searchsorted(rows, np.array(sorted(pins), np.int64)),
        published=np.flatnonzero(instance.kept[rows]),
    )
