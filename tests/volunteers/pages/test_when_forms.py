from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override

from programmes.models import Region, SchoolHoliday
from programmes.values.availability import Rhythm, Strength, Window, rhythm_of
from tests.factories.programmes import RegionFactory
from volunteers.pages.when_forms import Moments

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
TUESDAY = Window(2, 15 * 60, 18 * 60)
FIVE_TO_SIX = {"weekday": "2", "start": "1020", "end": "1080", "rhythm": "weekly", "strength": "yes"}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def asked(*cells: str, lines: tuple[dict[str, str], ...] = (), **more: str) -> Moments:
    """What the page makes of these ticked boxes and lines."""
    data = QueryDict(mutable=True)
    data.setlist("when-moments", list(cells))
    data["when-lines-TOTAL_FORMS"], data["when-lines-INITIAL_FORMS"] = str(len(lines)), "0"
    for number, line in enumerate(lines):
        for name, value in line.items():
            data[f"when-lines-{number}-{name}"] = value
    for name, value in more.items():
        data[name if name == "stay" else f"when-{name}"] = value
    return Moments(data, region=region(), day=MONDAY)


def weeks_offered(when: Moments) -> dict[str, str]:
    drawn = [option.data for option in when.lines.empty_form["rhythm"].subwidgets]
    return {str(one["value"]): str(one["label"]) for one in drawn}


def region(**fields: Any) -> Region:
    made = RegionFactory(**fields)
    assert isinstance(made, Region)
    return made


def test_boxes_and_lines_become_moments() -> None:
    line = FIVE_TO_SIX | {"weekday": "4", "strength": "if_needed"}

    when = asked("2-2", lines=(line,))

    assert when.is_valid()
    assert when.windows() == (TUESDAY, Window(4, 1020, 1080, Strength.IF_NEEDED))
    assert when.number == 2


def test_nothing_chosen_is_refused_with_what_to_do() -> None:
    when = asked()

    assert not when.is_valid()
    assert when.form.errors["moments"] == ["Choose at least one moment of the week."]


def test_a_line_that_is_longer_than_its_box_makes_one_moment() -> None:
    when = asked("2-2", lines=(FIVE_TO_SIX | {"end": "1140"},))

    assert when.is_valid()
    assert when.windows() == (Window(2, 15 * 60, 19 * 60),)


@pytest.mark.parametrize("other", [{"strength": "if_needed"}, {"rhythm": "week_a"}])
def test_a_line_that_says_something_else_about_the_same_hours_is_refused_at_the_line(
    other: dict[str, str],
) -> None:
    when = asked("2-2", lines=(FIVE_TO_SIX | other,))

    assert not when.is_valid()
    assert when.lines.forms[0].errors == {
        "weekday": ["Choose other hours: these overlap a moment that you chose already."]
    }


def test_all_that_is_wrong_is_said_at_once() -> None:
    when = asked("2-2", lines=(FIVE_TO_SIX | {"rhythm": "week_a"},), available_from="2020-01-01")

    assert not when.is_valid()
    assert "weekday" in when.lines.forms[0].errors
    assert "available_from" in when.form.errors


def test_weeks_that_alternate_do_not_overlap() -> None:
    when = asked(lines=(FIVE_TO_SIX | {"rhythm": "week_a"}, FIVE_TO_SIX | {"rhythm": "week_b"}))

    assert when.is_valid()
    assert len(when.windows()) == 2


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"start": ""}, "start", "Choose from what time, for example 15:00."),
        ({"end": "960"}, "end", "Choose an end that is later than the start."),
        ({"weekday": ""}, "weekday", "Choose a day with these hours."),
    ],
)
def test_a_line_that_is_not_whole_says_what_to_do(changed: dict[str, str], field: str, sentence: str) -> None:
    when = asked("1-0", lines=(FIVE_TO_SIX | changed,))

    assert not when.is_valid()
    assert when.lines.forms[0].errors[field] == [sentence]
    assert when.number == 1


def test_every_other_week_is_asked_as_real_weeks_and_never_by_a_letter() -> None:
    assert weeks_offered(asked()) == {
        "weekly": "Every week",
        rhythm_of(MONDAY): "Every other week: this week (23 – 29 November)",  # noqa: RUF001 - as written
        rhythm_of(MONDAY + timedelta(weeks=1)): "Every other week: next week (30 November – 6 December)",  # noqa: RUF001 - as written
    }


def test_this_week_and_next_change_places_a_week_later() -> None:
    now, later = (
        list(weeks_offered(Moments(None, region=None, day=day)))
        for day in (MONDAY, MONDAY + timedelta(weeks=1))
    )

    assert now[1:] == later[:0:-1]
    assert set(now[1:]) == {Rhythm.WEEK_A, Rhythm.WEEK_B}


def test_more_lines_can_be_asked_for_without_anything_being_judged_or_lost() -> None:
    half = FIVE_TO_SIX | {"end": ""}

    when = asked(
        "2-2", lines=(half, FIVE_TO_SIX | {"weekday": "5"}), stay="lines", available_from="2026-12-7"
    )

    assert (when.number, len(when.lines.forms)) == (2, 4)
    assert when.lines.forms[0]["start"].value() == "1020"
    assert when.form["available_from"].value() == "2026-12-7"
    assert not when.form.errors
    assert when.is_open


def test_what_is_kept_is_shown_in_boxes_and_lines() -> None:
    odd = Window(4, 15 * 60 + 30, 17 * 60, Strength.IF_NEEDED, Rhythm.WEEK_A)

    when = Moments(None, region=region(), day=MONDAY, windows=(TUESDAY, odd))

    assert when.form["moments"].value() == ["2-2"]
    assert when.chosen() == (TUESDAY, odd)
    assert (when.number, when.is_open) == (2, True)


def test_a_line_that_stays_as_it_was_stays_a_moment() -> None:
    kept = Window(2, 1020, 1080)
    data = QueryDict(mutable=True)
    data["when-lines-TOTAL_FORMS"], data["when-lines-INITIAL_FORMS"] = "1", "0"
    data.update({f"when-lines-0-{name}": value for name, value in FIVE_TO_SIX.items()})

    when = Moments(data, region=region(), day=MONDAY, windows=(kept,))

    assert when.is_valid()
    assert when.windows() == (kept,)


@pytest.mark.parametrize(
    ("day", "is_right"), [("2026-11-23", True), ("2026-11-22", False), ("2027-12-1", False)]
)
def test_from_when_is_today_or_later_and_at_most_a_year_ahead(day: str, is_right: bool) -> None:
    assert asked("2-2", available_from=day).is_valid() is is_right


def test_a_day_that_has_been_may_stay_where_it_stood() -> None:
    data = QueryDict(
        "when-moments=2-2&when-available_from=2026-01-05&when-lines-TOTAL_FORMS=0&when-lines-INITIAL_FORMS=0"
    )

    when = Moments(data, region=region(), day=MONDAY, available_from=date(2026, 1, 5))

    assert when.is_valid()
    assert when.available_from() == date(2026, 1, 5)


def test_a_region_has_its_own_parts_of_the_day() -> None:
    parts = [{"name": "Lunch", "start": 720, "end": 810}, {"name": "evening", "start": 1080, "end": 1260}]
    data = QueryDict("when-moments=2-1&when-lines-TOTAL_FORMS=0&when-lines-INITIAL_FORMS=0")

    when = Moments(data, region=region(slug="elsewhere", day_parts=parts), day=MONDAY)

    assert when.is_valid()
    assert when.windows() == (Window(2, 1080, 1260),)
    assert "Tuesday, Lunch, 12 to 13:30" in str(when.form["moments"])


def test_the_strip_tells_school_holidays() -> None:
    SchoolHoliday.objects.create(
        kind=SchoolHoliday.Kind.SCHOOL,
        zone="Zuid",
        name="Christmas",
        start=date(2026, 12, 19),
        end=date(2027, 1, 3),
        status="fixed",
        source="test",
    )

    weeks = Moments(None, region=region(), day=MONDAY).weeks

    assert [week.number for week in weeks] == [48, 49, 50, 51, 52, 53, 1, 2]
    assert [bool(week.holiday) for week in weeks] == [False] * 4 + [True] * 2 + [False] * 2
    assert weeks[0].rhythm == weeks[6].rhythm != weeks[7].rhythm


def test_a_refusal_of_the_register_stands_at_its_field_with_what_was_kept() -> None:
    when = Moments(None, region=region(), day=MONDAY, windows=(TUESDAY,))

    when.refuse("availability", ["Make at least one moment longer."])

    assert when.form.errors["moments"] == ["Make at least one moment longer."]
    assert when.form["moments"].value() == ["2-2"]
