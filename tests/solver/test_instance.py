from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matching.solver import Instance, InstanceError, Settings
from matching.solver.instance import id_ranks
from tests.solver.documents import document, instance


@pytest.mark.parametrize(
    ("column", "values", "path"),
    [
        ("capacity", [-1, 1], "volunteers[0].capacity"),
        ("need", [1, 3], "families[1].need"),
        ("waiting_days", [0, -1], "families[1].waiting_days"),
        ("score", [0, 1_001, 5], "pairs[1].score"),
        ("volunteer", [0, 2, 1], "pairs[1].volunteer"),
        ("family", [0, 0, 0], "pairs[2]"),
        ("option_start", [0, 0, 1, 3], "pairs[0].options"),
        ("option_start", [0, 1, 2, 2], "option_start"),
        ("pins", [3], "pins[0].pair"),
        ("pins", [0, 0], "pins[1]"),
        ("capacity", [1], "capacity"),
    ],
)
def test_a_wrong_column_is_refused_with_its_path(column: str, values: list[int], path: str) -> None:
    good = instance(document())
    wrong: Any = np.array(values, getattr(good, column).dtype)

    with pytest.raises(InstanceError) as refusal:
        replace(good, **{column: wrong})

    assert refusal.value.path == path


def test_a_column_of_another_type_is_refused() -> None:
    good = instance(document())

    with pytest.raises(InstanceError, match="score: must be int32"):
        replace(good, score=good.score.astype(np.float64))


@pytest.mark.parametrize("codes", [(-1, -1), (600, -1), (0, 1), (400, 200), (200, 210)])
def test_an_option_that_is_no_slot_or_couple_of_weeks_is_refused(codes: tuple[int, int]) -> None:
    good = instance(document())
    option = good.option.copy()
    option[2] = codes

    with pytest.raises(InstanceError, match=r"pairs\[2\]\.options\[0\]"):
        replace(good, option=option)


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(InstanceError, match=r'volunteers\[1\]\.id: "v1" stands twice'):
        replace(instance(document()), volunteers=("v1", "v1"))


def test_columns_are_frozen() -> None:
    with pytest.raises(ValueError, match="read-only"):
        instance(document()).score[0] = 3


def test_bands_are_whole_periods_of_waiting_and_at_most_99() -> None:
    good = replace(instance(document()), waiting_days=np.array([55, 900_000]))

    assert good.band.tolist() == [1, 99]


@pytest.mark.parametrize("settings", [{"visit_minutes": 0}, {"gap_minutes": -1}, {"band_days": 0}])
def test_settings_that_cannot_be_are_refused(settings: dict[str, int]) -> None:
    with pytest.raises(InstanceError, match="settings"):
        Settings(**settings)


def test_visits_of_90_minutes_with_20_between_are_four_half_hours_apart() -> None:
    settings = Settings(visit_minutes=90, gap_minutes=20)

    assert (settings.volunteer_apart, settings.family_apart) == (4, 3)


def test_ids_are_ordered_as_people_count() -> None:
    assert id_ranks(("f10", "f2", "f1")).tolist() == [2, 1, 0]


def test_an_instance_of_nobody_is_an_instance() -> None:
    empty: Instance = instance(
        {"format": "doorlees-instance/1", "volunteers": [], "families": [], "pairs": []}
    )

    assert empty.pair_count == 0
