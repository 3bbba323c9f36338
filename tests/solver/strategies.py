"""Drawn instances that exhaustive search can check, with and without clashes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from matching.solver import Instance, Settings, Slot
from matching.solver.instance import NO_SLOT


@dataclass(frozen=True)
class Recipe:
    """What a tiny instance may contain."""

    capacities: tuple[int, ...] = (0, 1, 1, 2)
    needs: tuple[int, ...] = (1,)
    rhythms: str = "w"
    far_apart: bool = True
    pins: bool = False
    scores: tuple[int, ...] = (0, 1, 500, 500, 501, 999, 1_000)
    most_volunteers: int = 4
    most_families: int = 5


CLASH_FREE = Recipe()
CLASHING = Recipe(capacities=(1, 2, 3), rhythms="wwabc", far_apart=False)
TWO_READERS = Recipe(capacities=(1, 1, 2), needs=(1, 1, 2), rhythms="wwabc", far_apart=False)
PINNED = Recipe(capacities=(1, 2, 2), needs=(1, 1, 2), rhythms="wwab", far_apart=False, pins=True)
ALL = Recipe(capacities=(0, 1, 2, 3), needs=(1, 1, 2), rhythms="wwabc", far_apart=False, pins=True)
# Scores that leave room for 500 more.
SHIFTED = replace(ALL, scores=(0, 1, 250, 250, 251, 499, 500))
SINGLE_READERS = replace(SHIFTED, needs=(1,))

_BANDS = (0, 27, 28, 56, 90, 200, 5_000)


@st.composite
def instances(draw: st.DrawFn, recipe: Recipe = CLASH_FREE) -> Instance:
    """A tiny instance; `far_apart` gives every family a day of its own, so that nobody's visits can clash."""
    volunteers = draw(st.integers(1, recipe.most_volunteers))
    families = draw(st.integers(1, recipe.most_families))
    wanted = draw(st.lists(st.booleans(), min_size=volunteers * families, max_size=volunteers * families))
    pairs = [divmod(place, families) for place, here in enumerate(wanted) if here]
    options = [draw(_options(recipe, family)) for _, family in pairs]
    rows = [row for choice in options for row in choice]
    numbers = st.lists(st.sampled_from(range(len(pairs))), unique=True, max_size=3) if pairs else st.just([])
    return Instance(
        settings=Settings(),
        volunteers=tuple(f"v{n}" for n in range(volunteers)),
        families=tuple(f"f{n}" for n in range(families)),
        capacity=np.array(draw(_many(recipe.capacities, volunteers)), np.int64),
        need=np.array(draw(_many(recipe.needs, families)), np.int64),
        urgent=np.array(draw(_many((False, False, True), families)), np.bool_),
        waiting_days=np.array(draw(_many(_BANDS, families)), np.int64),
        volunteer=np.array([volunteer for volunteer, _ in pairs], np.int32),
        family=np.array([family for _, family in pairs], np.int32),
        score=np.array(draw(_many(recipe.scores, len(pairs))), np.int32),
        minutes=np.full(len(pairs), -1, np.int32),
        option_start=np.cumsum([0, *map(len, options)]),
        option=np.array(rows, np.int16).reshape(-1, 2),
        pins=np.array(draw(numbers)[:2] if recipe.pins else [], np.int64),
        published=np.array(sorted(draw(numbers)), np.int64),
    )


def _many(values: tuple[int, ...], length: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.sampled_from(values), min_size=length, max_size=length)


@st.composite
def _options(draw: st.DrawFn, recipe: Recipe, family: int) -> list[tuple[int, int]]:
    chosen = {draw(_option(recipe, family)) for _ in range(draw(st.integers(1, 2)))}
    return sorted(chosen)


@st.composite
def _option(draw: st.DrawFn, recipe: Recipe, family: int) -> tuple[int, int]:
    rhythm = draw(st.sampled_from(recipe.rhythms))
    day = 1 + family if recipe.far_apart else draw(st.integers(1, 2))
    starts = (960, 990, 1020, 1050, 1080)
    start = draw(st.sampled_from(starts))
    if rhythm != "c":
        return Slot(rhythm, day, start).code, NO_SLOT
    return Slot("a", day, start).code, Slot("b", day, draw(st.sampled_from(starts))).code
