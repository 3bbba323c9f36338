"""The best objective of a tiny instance by trying everything; shares no code with the solver."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matching.solver import Instance, Slot

    Visit = tuple[int, int, tuple[Slot, ...], int]
    Five = tuple[int, int, int, int, int]


def best(instance: Instance) -> Five | None:
    """Greatest vector over all solutions that keep the pins; None when there is none."""
    pins = {(int(instance.volunteer[p]), int(instance.family[p])) for p in instance.pins}
    published = {(int(instance.volunteer[p]), int(instance.family[p])) for p in instance.published}
    choices = [list(_of_family(instance, family)) for family in range(len(instance.families))]
    found: list[Five] = []

    def extend(family: int, visits: list[Visit]) -> None:
        if family == len(choices):
            if pins <= {(visit[0], visit[1]) for visit in visits}:
                found.append(_value(instance, visits, published))
            return
        for choice in choices[family]:
            if all(_possible(instance, visits, visit) for visit in choice):
                extend(family + 1, [*visits, *choice])

    extend(0, [])
    return max(found, default=None)


def _of_family(instance: Instance, family: int) -> Iterator[tuple[Visit, ...]]:
    yield ()
    pairs = [pair for pair in range(instance.pair_count) if instance.family[pair] == family]
    for group in combinations(pairs, int(instance.need[family])):
        for options in product(*(instance.options_of(pair) for pair in group)):
            visits = tuple(
                (int(instance.volunteer[pair]), family, option, pair)
                for pair, option in zip(group, options, strict=True)
            )
            length = instance.settings.visit_minutes
            if not any(_near(one[2], other[2], length) for one, other in combinations(visits, 2)):
                yield visits


def _possible(instance: Instance, visits: list[Visit], new: Visit) -> bool:
    own = [visit for visit in visits if visit[0] == new[0]]
    length = instance.settings.visit_minutes + instance.settings.gap_minutes
    return len(own) < instance.capacity[new[0]] and not any(_near(visit[2], new[2], length) for visit in own)


def _near(one: tuple[Slot, ...], other: tuple[Slot, ...], minutes: int) -> bool:
    return any(
        a.day == b.day and {a.rhythm, b.rhythm} != {"a", "b"} and abs(a.start - b.start) < minutes
        for a in one
        for b in other
    )


def _value(instance: Instance, visits: list[Visit], published: set[tuple[int, int]]) -> Five:
    families = {visit[1] for visit in visits}
    days = instance.settings.band_days
    return (
        sum(bool(instance.urgent[family]) for family in families),
        len(families),
        sum(min(int(instance.waiting_days[family]) // days, 99) for family in families),
        sum(int(instance.score[visit[3]]) for visit in visits),
        len(published & {(visit[0], visit[1]) for visit in visits}),
    )
