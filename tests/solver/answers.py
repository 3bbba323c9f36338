"""What tests do with instances and answers: verify, shuffle, compare."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matching.solver import Instance, PinError, solve
from matching.solver.files import document as read
from matching.solver.files import instance_from, instance_text, result_text
from matching.solver.verify import Verified, verify

if TYPE_CHECKING:
    from random import Random

    from numpy.typing import NDArray

    from matching.solver import Result
    from tests.solver.documents import Document


def written(text: str) -> Document:
    """A document that was just written."""
    document = read(text)
    assert isinstance(document, dict)
    return document


def answer_to(document: Document) -> Document:
    """The solver's own answer, as it is written."""
    return written(result_text(solve(instance_from(document))))


def check(given_instance: Instance, result: Result) -> Verified:
    """The independent verifier agrees, and tells what is proven."""
    return verify(written(instance_text(given_instance)), written(result_text(result)))


def outcome(tiny: Instance) -> str:
    """All that an answer says, to the byte, but for the seconds."""
    try:
        result = solve(tiny)
    except PinError as error:
        return error.rule
    return result_text(replace(result, seconds={}))


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


def without(tiny: Instance, dropped: NDArray[np.bool_]) -> Instance:
    """The same instance without some pairs."""
    kept = np.flatnonzero(~dropped)
    place = np.cumsum(~dropped) - 1
    options = [tiny.option[tiny.option_start[p] : tiny.option_start[p + 1]] for p in kept.tolist()]
    return replace(
        tiny,
        volunteer=tiny.volunteer[kept],
        family=tiny.family[kept],
        score=tiny.score[kept],
        minutes=tiny.minutes[kept],
        option_start=np.cumsum([0, *map(len, options)]),
        option=np.concatenate([tiny.option[:0], *options]),
        pins=place[tiny.pins[~dropped[tiny.pins]]],
        published=place[tiny.published[~dropped[tiny.published]]],
    )
