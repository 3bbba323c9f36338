import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.values.places import NotAPostcodeError, Point, degrees, grid_point, postcode, rounded


@pytest.mark.parametrize(
    "text", ["5211AB", "5211 AB", "5211ab", "5211 ab", " 5211  aB ", "5211\u00a0AB", "5211\tAB"]
)
def test_a_postcode_is_read_however_it_is_written(text: str) -> None:
    assert postcode(text) == "5211AB"


def test_four_digits_are_a_postcode() -> None:
    assert postcode(" 5211 ") == "5211"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0211AB",
        "521AB",
        "52111AB",
        "5211A",
        "5211ABC",
        "5211-AB",
        "AB5211",
        "5211SA",
        "5211 sd",
        "5211SS",
        "5211\u00c9A",
        "\u0665\u0662\u0661\u0661AB",
        "B-5211",
        "5211AB\n5212",
    ],
)
def test_what_is_no_postcode_is_refused(text: str) -> None:
    with pytest.raises(NotAPostcodeError):
        postcode(text)


@given(st.text())
def test_whatever_is_accepted_is_written_in_the_official_way(text: str) -> None:
    try:
        code = postcode(text)
    except NotAPostcodeError:
        return
    assert code == postcode(code)
    assert len(code) in {4, 6}
    assert code.isascii()


@pytest.mark.parametrize(
    ("latitude", "longitude", "x", "y"),
    [
        (52.15517440, 5.38720621, 155_000, 463_000),  # Amersfoort, Our Lady's tower: origin of the grid
        (52.37453253, 4.88352559, 120_700, 487_525),  # Amsterdam, Western church
        (53.21938317, 6.56820053, 233_883, 582_065),  # Groningen, St Martin's tower
        (51.68806, 5.30861, 149_590, 411_030),  # 's-Hertogenbosch, St John's cathedral
    ],
)
def test_known_towers_stand_where_the_land_registry_has_them(
    latitude: float, longitude: float, x: int, y: int
) -> None:
    found = grid_point(latitude=latitude, longitude=longitude)

    assert math.hypot(found.x - x, found.y - y) < 50


@given(st.floats(51.0, 53.3), st.floats(3.6, 7.0))
def test_a_step_north_is_as_long_on_the_grid_as_on_the_ground(latitude: float, longitude: float) -> None:
    south = grid_point(latitude=latitude, longitude=longitude)
    north = grid_point(latitude=latitude + 0.01, longitude=longitude)

    assert math.hypot(north.x - south.x, north.y - south.y) == pytest.approx(1112.6, abs=3)


@given(st.integers(0, 700_000))
def test_rounding_moves_a_point_at_most_half_a_step(metres: int) -> None:
    assert rounded(metres) % 50 == 0
    assert abs(rounded(metres) - metres) <= 25


def test_points_are_plain_values() -> None:
    assert Point(1, 2) == Point(1, 2)


@pytest.mark.parametrize("point", [Point(149_200, 411_000), Point(20_000, 370_000), Point(270_000, 600_000)])
def test_degrees_lead_back_to_the_grid(point: Point) -> None:
    latitude, longitude = degrees(point)

    there = grid_point(latitude=latitude, longitude=longitude)

    assert abs(there.x - point.x) <= 2
    assert abs(there.y - point.y) <= 2
