"""Answers to small questions whose answer is plain, pins, stopping and progress."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matching.solver import Control, PinError, Progress, solve
from matching.solver.generate import Size, generate
from tests.solver.answers import check
from tests.solver.documents import Document, instance, pair, problem

TIGHT = Size(120, 40, 1)


def test_an_urgent_family_goes_before_two_who_waited_long() -> None:
    found = solve(instance(problem(
        {"v1": 1}, {"f1": {"urgent": True}, "f2": {"waiting_days": 2_000}},
        [pair("v1", "f1", 0, ["w 1 16:00"]), pair("v1", "f2", 1_000, ["w 1 16:00"])],
    )))  # fmt: skip

    assert [match.family for match in found.matches] == ["f1"]


def test_waiting_decides_before_quality() -> None:
    found = solve(instance(problem(
        {"v1": 1}, {"f1": {"waiting_days": 28}, "f2": {"waiting_days": 27}},
        [pair("v1", "f1", 0, ["w 1 16:00"]), pair("v1", "f2", 1_000, ["w 1 16:00"])],
    )))  # fmt: skip

    assert [match.family for match in found.matches] == ["f1"]


def test_a_published_pair_is_kept_when_all_else_is_equal() -> None:
    pairs = [pair(v, f, 500, ["w 1 16:00"]) for v in ("v1", "v2") for f in ("f1", "f2")]
    found = solve(
        instance(problem({"v1": 1, "v2": 1}, {"f1": {}, "f2": {}}, pairs, published=[["v1", "f2"]]))
    )

    assert found.objective == (0, 2, 0, 1_000, 1)


def test_the_earliest_moments_that_go_together_are_chosen() -> None:
    options = [["w 1 17:00"], ["w 1 16:00"], ["w 1 17:30"]]
    found = solve(instance(problem(
        {"v1": 2}, {"f1": {}, "f2": {}}, [pair("v1", "f1", 1, *options), pair("v1", "f2", 1, *options)],
    )))  # fmt: skip

    assert [tuple(map(str, match.option)) for match in found.matches] == [("w 1 16:00",), ("w 1 17:30",)]


def test_a_family_of_two_readers_gets_both_or_none() -> None:
    pairs = [
        pair("v1", "f1", 900, ["w 1 16:00"]),
        pair("v2", "f1", 900, ["w 1 16:30"]),
        pair("v1", "f2", 1, ["w 1 16:00"]),
    ]
    found = solve(instance(problem({"v1": 1, "v2": 1}, {"f1": {"need": 2}, "f2": {}}, pairs)))

    assert [match.family for match in found.matches] == ["f2"]


def test_two_readers_may_follow_each_other_without_a_gap() -> None:
    pairs = [pair("v1", "f1", 900, ["w 1 16:00"]), pair("v2", "f1", 900, ["w 1 17:00"])]
    found = solve(instance(problem({"v1": 1, "v2": 1}, {"f1": {"need": 2}}, pairs)))

    assert found.objective == (0, 1, 0, 1_800, 0)


HOUR, NEXT_DAY = ["w 1 16:00"], ["w 2 16:00"]
PINS: list[tuple[dict[str, int], dict[str, Document], list[Document], str]] = [
    ({"v1": 1}, {"f1": {}, "f2": {}}, [pair("v1", "f1", 1, HOUR), pair("v1", "f2", 1, NEXT_DAY)], "capacity"),
    ({"v1": 1, "v2": 1}, {"f1": {}}, [pair("v1", "f1", 1, HOUR), pair("v2", "f1", 1, NEXT_DAY)], "need"),
    (
        {"v1": 2},
        {"f1": {}, "f2": {}},
        [pair("v1", "f1", 1, HOUR), pair("v1", "f2", 1, ["a 1 17:00"])],
        "slot",
    ),
]


@pytest.mark.parametrize(("capacity", "families", "pairs", "rule"), PINS)
def test_the_second_of_two_pins_that_cannot_both_hold_is_refused_with_its_rule(
    capacity: dict[str, int], families: dict[str, Document], pairs: list[Document], rule: str
) -> None:
    pins = [[one["volunteer"], one["family"]] for one in pairs]

    with pytest.raises(PinError) as refusal:
        solve(instance(problem(capacity, families, pairs, pins=pins)))

    assert (refusal.value.path, refusal.value.rule) == ("pins[1]", rule)


@pytest.mark.parametrize("others", [[], [pair("v2", "f1", 1, ["w 1 16:30"])]])
def test_a_pin_without_a_possible_second_reader_is_refused(others: list[Document]) -> None:
    pairs = [pair("v1", "f1", 1, HOUR), *others]

    with pytest.raises(PinError, match=r"pins\[0\]: breaks rule need"):
        solve(instance(problem({"v1": 1, "v2": 1}, {"f1": {"need": 2}}, pairs, pins=[["v1", "f1"]])))


def test_nobody_to_pair_is_solved_by_pairing_nobody() -> None:
    found = solve(instance(problem({}, {}, [])))

    assert (found.status, found.objective, found.components.total) == ("optimal", (0, 0, 0, 0, 0), 0)


def test_progress_rises_to_all_components_and_never_promises_less_than_found() -> None:
    told: list[Progress] = []

    found = solve(generate(Size(300, 200, 6), 3), Control(on_progress=told.append))

    assert [step.done for step in told] == sorted(step.done for step in told)
    assert told[-1].done == told[-1].total == found.components.total
    assert all(step.found <= step.at_most for step in told)
    assert told[-1].found == found.objective[1]


def test_a_hard_instance_ends_with_a_feasible_answer_and_a_gap_that_is_told() -> None:
    hard = generate(TIGHT, 1)
    hard = replace(hard, capacity=np.full(len(hard.volunteers), 4))

    found = solve(hard)

    check(hard, found)
    assert found.bound >= found.objective
    assert found.optimal[0] is (found.objective[0] == found.bound[0])
    assert all(most >= got for most, got in zip(found.bound, found.objective, strict=True))


def test_stopped_before_the_start_a_large_instance_gets_a_quick_answer() -> None:
    large = generate(Size(300, 200, 6), 3)

    found = solve(large, Control(time_limit=0))

    check(large, found)
    assert found.status == "feasible"
    assert found.objective[1] > 0
