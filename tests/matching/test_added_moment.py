"""A moment that is added to somebody's week."""

import pytest

from matching.domain.added_moment import with_moment
from matching.solver.slots import Slot
from programmes.values.availability import Rhythm, Window

TUESDAY_FOUR = Slot("w", 2, 16 * 60)


def test_a_whole_visit_is_added_where_nothing_was_offered() -> None:
    windows = [Window(3, 14 * 60, 16 * 60)]

    added = with_moment(windows, TUESDAY_FOUR, minutes=60, rhythm=Rhythm.WEEKLY)

    assert added == (*windows, Window(2, 16 * 60, 17 * 60))


def test_only_what_lacks_is_added() -> None:
    windows = [Window(2, 14 * 60, 16 * 60 + 30)]

    added = with_moment(windows, TUESDAY_FOUR, minutes=60, rhythm=Rhythm.WEEKLY)

    assert added == (*windows, Window(2, 16 * 60 + 30, 17 * 60))


def test_a_moment_of_one_week_is_completed_with_the_other_week() -> None:
    windows = [Window(2, 16 * 60, 17 * 60, rhythm=Rhythm.WEEK_A)]

    added = with_moment(windows, TUESDAY_FOUR, minutes=60, rhythm=Rhythm.WEEKLY)

    assert added == (*windows, Window(2, 16 * 60, 17 * 60, rhythm=Rhythm.WEEK_B))


@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_what_is_offered_already_stays_as_it_is(rhythm: Rhythm) -> None:
    windows = (Window(2, 15 * 60, 18 * 60),)

    assert with_moment(windows, TUESDAY_FOUR, minutes=90, rhythm=rhythm) == windows
