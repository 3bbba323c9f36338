from programmes.pages.dayparts import windows_of
from programmes.values.availability import Window


def test_neighbouring_parts_of_a_day_become_one_stretch() -> None:
    windows = windows_of(["2-2", "2-1"])

    assert windows == (Window(2, 12 * 60, 18 * 60),)


def test_parts_with_a_gap_stay_apart() -> None:
    windows = windows_of(["2-0", "2-2"])

    assert windows == (Window(2, 9 * 60, 12 * 60), Window(2, 15 * 60, 18 * 60))


def test_the_last_part_of_a_day_is_no_neighbour_of_the_next_day() -> None:
    windows = windows_of(["2-3", "3-0"])

    assert [window.weekday for window in windows] == [2, 3]
