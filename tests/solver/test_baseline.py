from hypothesis import HealthCheck, given, settings

from matching.solver import Instance, PinError, baseline, solve
from matching.solver.generate import SIZES, generate
from tests.solver.answers import check
from tests.solver.documents import instance, pair, problem
from tests.solver.strategies import PINNED, instances


def test_who_waits_longest_goes_first_whatever_the_urgency() -> None:
    found = baseline(instance(problem(
        {"v1": 1}, {"f1": {"urgent": True}, "f2": {"waiting_days": 20}},
        [pair("v1", "f1", 9, ["w 1 16:00"]), pair("v1", "f2", 1, ["w 1 16:00"])],
    )))  # fmt: skip

    assert [match.family for match in found.matches] == ["f2"]


def test_the_nearest_volunteer_goes_before_the_better_one() -> None:
    pairs = [
        pair("v1", "f1", 900, ["w 1 16:00"]) | {"minutes": 20},
        pair("v2", "f1", 1, ["w 1 16:00"]) | {"minutes": 5},
    ]

    found = baseline(instance(problem({"v1": 1, "v2": 1}, {"f1": {}}, pairs)))

    assert [match.volunteer for match in found.matches] == ["v2"]


def test_the_best_score_stands_for_the_nearest_when_travel_is_unknown() -> None:
    pairs = [pair("v1", "f1", 1, ["w 1 16:00"]), pair("v2", "f1", 900, ["w 1 16:00"])]

    found = baseline(instance(problem({"v1": 1, "v2": 1}, {"f1": {}}, pairs)))

    assert [match.volunteer for match in found.matches] == ["v2"]


@settings(
    max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(instances(PINNED))
def test_by_hand_is_feasible_and_never_better_than_the_solver_can_be(tiny: Instance) -> None:
    try:
        found = baseline(tiny)
    except PinError:
        return
    check(tiny, found)
    assert found.objective <= solve(tiny).bound


def test_the_solver_places_more_of_a_season_than_by_hand() -> None:
    season = generate(SIZES["season"], 1)

    assert solve(season).objective[1] > 1.05 * baseline(season).objective[1]
