"""What a computation tells beside its pairs: within its time, without invention, whole over the wire."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from matching.domain.computation.told import Explanations, LeftOut
from matching.domain.computation.wire import Order, Outcome, read
from matching.domain.computation.work import compute
from matching.solver import Control, Progress
from matching.solver.generate import SIZES, people
from matching.solver.pairing import RULE_CODES, People, Rules, Weights


@pytest.fixture(scope="module")
def city() -> People:
    return people(SIZES["city"], seed=5)


def order(city: People, seconds: float = 60) -> Order:
    families = city.families
    centres = tuple((number, int(families.x[number, 0]), int(families.y[number, 0])) for number in range(5))
    return Order(0, Rules(), Weights(), 60, 2**31, explain_seconds=seconds, centres=centres)


@pytest.fixture(scope="module")
def outcome(city: People) -> Outcome:
    return compute(city.to_bytes(), order(city), Control())


def test_every_family_is_placed_or_explained(city: People, outcome: Outcome) -> None:
    waiting = city.families.id[city.families.in_programme & city.families.ready]
    placed = {pair.family for pair in outcome.chosen}
    left_out = {family.family for family in outcome.told.left_out}

    assert placed | left_out == set(waiting.tolist())
    assert not placed & left_out
    assert sum(outcome.figures["passed_over"].values()) == len(left_out)


def test_families_left_out_stand_in_the_order_of_priority(outcome: Outcome) -> None:
    ranks = [(not family.urgent, -family.waiting_days) for family in outcome.told.left_out]

    assert ranks == sorted(ranks)


def test_each_family_left_out_has_one_kind_of_reason(outcome: Outcome) -> None:
    for family in outcome.told.left_out:
        assert (family.kind == "no_pair") == (family.lost is not None) == (family.sharing is None)
        assert (family.kind == "no_pair") == (family.blocker in RULE_CODES)


def test_alternatives_are_three_others_the_best_first(outcome: Outcome) -> None:
    chosen = {(pair.volunteer, pair.family) for pair in outcome.chosen}
    by_family: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    for one in outcome.told.alternatives:
        assert (one.volunteer, one.family) not in chosen
        assert sum(one.parts) == one.score
        by_family.setdefault(one.family, []).append((one.rank, one.change))

    for ranked in by_family.values():
        assert [rank for rank, _ in ranked] == list(range(1, len(ranked) + 1))
        assert len(ranked) <= 3
        assert [change for _, change in ranked] == sorted((change for _, change in ranked), reverse=True)
        assert max(change for _, change in ranked) <= (0, 0, 0, 0, 0)


def test_advice_names_districts_that_were_given(outcome: Outcome) -> None:
    assert outcome.told.advice
    for recruit in outcome.told.advice:
        assert recruit.district in range(5)
        assert (1 <= recruit.day <= 7, 0 <= recruit.part <= 2) == (True, True)
        assert recruit.gain > (0, 0, 0, 0, 0)


def test_without_districts_there_is_no_advice(city: People) -> None:
    told = compute(city.to_bytes(), Order(0, Rules(), Weights(), 60, 2**31), Control()).told

    assert told.advice == ()


def test_without_time_reasons_stay_and_the_rest_is_named_as_missing(city: People) -> None:
    told = compute(city.to_bytes(), order(city, seconds=0), Control()).told

    assert told.unfinished == ("competition", "why_not", "advice", "alternatives")
    assert told.advice == ()
    assert all(family.sharing is None for family in told.left_out)
    assert all(family.lost for family in told.left_out if family.kind == "no_pair")
    assert all(family.smallest.places is None for family in told.left_out if family.smallest)


def test_without_readers_nobody_is_the_reason(city: People) -> None:
    volunteers = city.volunteers
    nobody = replace(volunteers, **{name: getattr(volunteers, name)[:0] for name in volunteers.SPEC})
    alone = replace(city, volunteers=nobody, bans=city.bans[:0], pins=city.pins[:0], published=city.bans[:0])

    outcome = compute(alone.to_bytes(), order(city), Control())

    assert outcome.figures["passed_over"] == {"nobody": outcome.figures["waiting"]}
    assert {family.smallest for family in outcome.told.left_out} == {None}


def test_progress_never_goes_back(city: People) -> None:
    steps: list[Progress] = []

    compute(city.to_bytes(), order(city), Control(on_progress=steps.append))

    done = [step.done for step in steps if step.phase == "explaining"]
    assert done == sorted(done)
    assert steps[-1].done == steps[-1].total


def test_figures_measure_both_outcomes_alike(outcome: Outcome) -> None:
    figures = outcome.figures
    measures, by_hand = figures["measures"], figures["baseline_measures"]

    assert measures.keys() == by_hand.keys() == {"travel", "waited", "common_slots"}
    assert measures["travel"]["longest"] == figures["travel_longest"]
    assert by_hand["travel"]["mean"] == figures["baseline_travel_mean"]
    minutes = [pair.common_slots for pair in outcome.chosen]
    assert measures["common_slots"] == round(float(np.mean(minutes)), 1)


def test_all_of_it_crosses_the_wire(outcome: Outcome) -> None:
    assert read(outcome.to_line()) == outcome


def test_an_order_crosses_the_wire(city: People) -> None:
    asked = order(city)

    assert Order.of_line(asked.to_line()) == asked


def test_nothing_to_explain_is_an_empty_explanation() -> None:
    assert Explanations.of_told(asdict(Explanations())) == Explanations()


@pytest.mark.parametrize(
    ("lost", "blocker"),
    [({"distance": 3, "slot": 2}, "slot"), ({"distance": 3, "slot": 0}, "distance"), ({}, ""), (None, "")],
)
def test_the_blocker_is_the_last_rule_that_took_a_reader(lost: dict[str, int] | None, blocker: str) -> None:
    assert LeftOut(1, "no_pair", 10, urgent=False, lost=lost).blocker == blocker
