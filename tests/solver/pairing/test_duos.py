"""Two who go together are one reader."""

import numpy as np
import pytest

from matching.solver.generate import SIZES, people
from matching.solver.pairing import Volunteers, together

TABLE = people(SIZES["city"], seed=5).volunteers
NOBODY = np.empty((0, 2), np.int64)


def changed(**columns: tuple[object, object]) -> Volunteers:
    """The drawn volunteers, with other values for the first two."""
    kept = {name: getattr(TABLE, name).copy() for name in Volunteers.SPEC}
    for name, (one, other) in columns.items():
        kept[name][0], kept[name][1] = one, other
    return Volunteers(**kept)


def duo(**columns: tuple[object, object]) -> Volunteers:
    return together(changed(**columns), np.array([[0, 1]]))[0]


def test_nobody_together_changes_nothing() -> None:
    after, row = together(TABLE, NOBODY)

    assert all(np.array_equal(getattr(after, name), getattr(TABLE, name)) for name in Volunteers.SPEC)
    assert row.tolist() == list(range(len(TABLE)))


def test_a_duo_stands_in_the_row_and_under_the_number_of_the_first() -> None:
    after, row = together(TABLE, np.array([[3, 1], [0, 4]]))

    assert after.id.tolist() == [number for at, number in enumerate(TABLE.id.tolist()) if at not in {1, 4}]
    assert row[:6].tolist() == [0, 2, 1, 2, 0, 3]
    assert np.array_equal(after.x[2], TABLE.x[3])


@pytest.mark.parametrize(
    ("column", "one", "other", "both"),
    [
        ("in_programme", True, False, False),
        ("available", False, True, False),
        ("valid_until", 20_000, 19_000, 19_000),
        ("metres_per_minute", 200, 70, 70),
        ("max_minutes", 15, 30, 15),
        ("languages", 0b0011, 0b0101, 0b0111),
        ("languages_good", 0b0001, 0b0100, 0b0101),
        ("places", 0b0011, 0b0101, 0b0001),
        ("age_min", 4, 6, 6),
        ("age_max", 8, 12, 8),
        ("max_children", 3, 2, 2),
        ("restrictions", 0b001, 0b010, 0b011),
        ("capacity", 2, 1, 1),
        ("experience", 0b001, 0b100, 0b101),
    ],
)
def test_a_duo_can_what_its_rule_says(column: str, one: object, other: object, both: object) -> None:
    assert getattr(duo(**{column: (one, other)}), column)[0] == both


@pytest.mark.parametrize("column", ["free", "free_yes"])
def test_a_duo_comes_when_both_can(column: str) -> None:
    one, other = TABLE.SPEC[column][1], TABLE.SPEC[column][1]
    ones, some = np.full(one, 0b1110, np.uint64), np.full(other, 0b0111, np.uint64)

    assert (getattr(duo(**{column: (ones, some)}), column)[0] == 0b0110).all()


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ((4, 8), (6, 12), [6, 8]),
        ((4, 5), (6, 12), [4, 5]),
        ((-1, -1), (6, 12), [6, 12]),
        ((4, 8), (-1, -1), [4, 8]),
        ((-1, -1), (-1, -1), [-1, -1]),
    ],
)
def test_a_duo_prefers_the_ages_that_both_prefer(
    one: tuple[int, int], other: tuple[int, int], both: list[int]
) -> None:
    assert duo(age_wish=(one, other)).age_wish[0].tolist() == both
