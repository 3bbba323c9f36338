from django.utils.translation import override

from programmes.pages.windows import WindowFormSet, in_words, split, together
from programmes.values.availability import Rhythm, Strength, Window

TUESDAY = Window(2, 15 * 60, 18 * 60)
ODD = Window(4, 15 * 60 + 30, 17 * 60, Strength.IF_NEEDED, Rhythm.WEEK_A)


def test_whole_parts_of_days_become_cells_and_the_rest_lines() -> None:
    cells, lines = split([TUESDAY, ODD])

    assert cells == ["2-2"]
    assert lines == [{"weekday": 4, "start": 930, "end": 1020, "rhythm": "week_a", "strength": "if_needed"}]


def test_two_parts_that_touch_but_were_written_apart_stay_two_moments() -> None:
    windows = [Window(2, 9 * 60, 12 * 60), Window(2, 12 * 60, 15 * 60)]

    cells, _lines = split(windows)

    assert cells == ["2-0", "2-1"]


def test_cells_and_lines_come_back_as_the_moments_that_they_were() -> None:
    cells, lines = split([TUESDAY, ODD])
    data = {"f-TOTAL_FORMS": "2", "f-INITIAL_FORMS": "1"}
    data |= {f"f-0-{name}": str(value) for name, value in lines[0].items()}
    sent = WindowFormSet(data, prefix="f", initial=lines)

    assert sent.is_valid()
    assert together(cells, sent) == (TUESDAY, ODD)


def test_a_day_without_hours_asks_for_them() -> None:
    data = {"f-TOTAL_FORMS": "1", "f-INITIAL_FORMS": "0", "f-0-weekday": "3"}
    sent = WindowFormSet(data, prefix="f")

    assert not sent.is_valid()
    assert set(sent.forms[0].errors) == {"start", "end"}


def test_a_moment_reads_as_people_say_it() -> None:
    with override("en"):
        assert in_words(TUESDAY) == "Tuesday 15 to 18, every week"
        assert in_words(TUESDAY, within=Rhythm.WEEK_B) == "Tuesday 15 to 18, in weeks B"
        assert in_words(ODD) == "Thursday 15:30 to 17, in weeks A (if needed)"
