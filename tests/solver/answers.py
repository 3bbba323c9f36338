"""What tests do with instances and answers: verify, shuffle, compare."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matching.solver import Instance, PinError, Settings, Slot, solve
from matching.solver.files import document as read
from matching.solver.files import instance_text, result_text
from matching.solver.verify import verify

if TYPE_CHECKING:
    from random import Random

    from numpy.typing import NDArray

    from matching.solver import Result


def check(given_instance: Instance, result: Result) -> None:
    """The independent verifier agrees."""
    one, other = read(instance_text(given_instance)), read(result_text(result))
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    verify(one, other)


def outcome(tiny: Instance) -> object:
    """All that an answer says, but for the seconds."""
    try:
        result = solve(tiny)
    except PinError as error:
        return error.rule
    return result.matches, result.objective, result.bound, result.components


def shuffle(tiny: Instance, random: Random) -> Instance:
    """The same instance with all that it lists in another order."""
    order = {name: random.sample(range(size), size) for name, size in (
        ("v", len(tiny.volunteers)), ("f", len(tiny.families)), ("p", tiny.pair_count))}  # fmt: skip
    place = {name: np.argsort(np.array(rows, np.int64)) for name, rows in order.items()}
    options = [tiny.option[tiny.option_start[p] : tiny.option_start[p + 1]][::-1] for p in order["p"]]
    return replace(
        tiny,
        volunteers=tuple(tiny.volunteers[row] for row in order["v"]),
        families=tuple(tiny.families[row] for row in order["f"]),
        capacity=tiny.capacity[order["v"]],
        need=tiny.need[order["f"]],
        urgent=tiny.urgent[order["f"]],
        waiting_days=tiny.waiting_days[order["f"]],
        volunteer=place["v"][tiny.volunteer[order["p"]]].astype(np.int32),
        family=place["f"][tiny.family[order["p"]]].astype(np.int32),
        score=tiny.score[order["p"]],
        minutes=tiny.minutes[order["p"]],
        option_start=np.cumsum([0, *map(len, options)]),
        option=np.concatenate([tiny.option[:0], *options]),
        pins=place["p"][tiny.pins[::-1]],
        published=place["p"][tiny.published[::-1]],
    )


def matrix(
    score: NDArray[np.int64],
    here: NDArray[np.bool_],
) -> Instance:
    """Everybody can take one, all at the same moment; only the score counts."""
    volunteer, family = np.nonzero(here)
    return Instance(
        settings=Settings(),
        volunteers=tuple(f"v{row}" for row in range(len(score))),
        families=tuple(f"f{row}" for row in range(score.shape[1])),
        capacity=np.ones(len(score), np.int64),
        need=np.ones(score.shape[1], np.int64),
        urgent=np.zeros(score.shape[1], np.bool_),
        waiting_days=np.zeros(score.shape[1], np.int64),
        volunteer=volunteer.astype(np.int32),
        family=family.astype(np.int32),
        score=score[here].astype(np.int32),
        minutes=np.full(len(volunteer), -1, np.int32),
        option_start=np.arange(len(volunteer) + 1),
        option=np.tile(np.array([[Slot("w", 1, 960).code, -1]], np.int16), (len(volunteer), 1)),
        pins=np.empty(0, np.int64),
        published=np.empty(0, np.int64),
    )
