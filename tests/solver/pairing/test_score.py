from typing import Any

import pytest

from matching.solver import Control, InstanceError
from matching.solver.pairing import PART_NAMES, Rules, Weights, pairs
from tests.solver.pairing.couple import couple, starts

ONE, SIX = starts("1 16:00"), starts(*(f"1 1{hour}:{half}0" for hour in (4, 5, 6) for half in (0, 3)))


@pytest.mark.parametrize(
    ("part", "volunteer", "family", "points"),
    [
        ("travel", {"max_minutes": 10}, {}, 0),
        ("travel", {"max_minutes": 20}, {}, 175),
        ("travel", {}, {"x": [0, 0]}, 350),
        ("language", {"languages": 6, "languages_good": 2}, {"home_languages": 2}, 250),
        ("language", {"languages": 6, "languages_good": 2}, {"home_languages": 4}, 212),
        ("language", {}, {"home_languages": 4}, 175),
        ("language", {}, {"home_languages": 0}, 175),
        (
            "slot",
            {"free": [SIX, SIX], "free_yes": [SIX, SIX]},
            {"free": [SIX, SIX], "free_yes": [ONE, ONE]},
            200,
        ),
        ("slot", {"free": [SIX, SIX], "free_yes": [SIX, SIX]}, {"free_yes": [starts(), starts()]}, 33),
        ("slot", {"free": [ONE, ONE], "free_yes": [ONE, ONE]}, {}, 116),
        ("age", {"age_wish": [8, 9]}, {}, 100),
        ("age", {"age_wish": [9, 12]}, {}, 50),
        ("age", {"age_wish": [10, 12]}, {}, 0),
        ("age", {}, {}, 100),
        ("experience", {"experience": 1}, {"needs": 0b101}, 50),
        ("experience", {"experience": 7}, {"needs": 0b101}, 100),
        ("experience", {}, {}, 100),
    ],
)
def test_a_part_gives_its_points(
    part: str, volunteer: dict[str, Any], family: dict[str, Any], points: int
) -> None:
    found = pairs(couple(volunteer, family), Rules(), Weights(), Control())

    assert found.parts[0, PART_NAMES.index(part)] == points


@pytest.mark.parametrize("weights", [{"travel": 351}, {"travel": -1, "language": 601}])
def test_weights_that_do_not_add_up_are_refused(weights: dict[str, int]) -> None:
    with pytest.raises(InstanceError, match="add up to 1000"):
        Weights(**weights)
