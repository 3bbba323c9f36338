from typing import cast

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from programmes.pages.dayparts import DayPartsField, DayPartsWidget, offer, shared_parts, windows_of
from programmes.values.availability import DAY_PARTS, DayPart, Window
from tests.factories.programmes import RegionFactory

LUNCH = {"name": "Lunch", "start": 720, "end": 810}


class Asked(forms.Form):
    moments = DayPartsField()


def field_of(form: Asked) -> DayPartsField:
    return cast("DayPartsField", form.fields["moments"])


def test_neighbouring_parts_of_a_day_become_one_stretch() -> None:
    windows = windows_of(["2-2", "2-1"])

    assert windows == (Window(2, 12 * 60, 18 * 60),)


def test_parts_with_a_gap_stay_apart() -> None:
    windows = windows_of(["2-0", "2-2"])

    assert windows == (Window(2, 9 * 60, 12 * 60), Window(2, 15 * 60, 18 * 60))


def test_the_last_part_of_a_day_is_no_neighbour_of_the_next_day() -> None:
    windows = windows_of(["2-3", "3-0"])

    assert [window.weekday for window in windows] == [2, 3]


def test_parts_of_a_region_have_their_own_names_and_hours() -> None:
    asked = Asked({"moments": ["1-0"]})
    field = field_of(asked)
    field.offer((DayPart("Lunch", 720, 810), DayPart("evening", 1080, 1260)))

    with override("en"):
        table = str(asked["moments"])

    assert 'value="1-0" aria-label="Monday, Lunch, 12 to 13:30" checked' in table
    assert "Evening<small>18 – 21</small>" in table  # noqa: RUF001 - an en dash stands between hours
    assert field.clean(["7-1"]) == ["7-1"]
    with pytest.raises(ValidationError):
        field.clean(["1-2"])


def test_wanted_cells_are_marked_and_named_so() -> None:
    asked = Asked()
    cast("DayPartsWidget", field_of(asked).widget).wanted = {(2, 2)}

    with override("en"):
        table = str(asked["moments"])

    assert table.count('class="cell ask"') == 1
    assert "Tuesday, After school, 15 to 18, much asked for" in table
    assert "Many families wait for this" in table


def test_the_fields_of_two_forms_do_not_share_their_parts() -> None:
    one, other = Asked(), Asked()

    offer(one, "moments", (DayPart("Lunch", 720, 810),))

    assert [str(form["moments"]).count("checkbox") for form in (one, other)] == [7, 28]


@pytest.mark.django_db
def test_parts_that_regions_do_not_share_fall_back_to_the_usual_ones() -> None:
    usual, own = RegionFactory(), RegionFactory(slug="own", day_parts=[LUNCH])

    assert shared_parts([usual, own]) == DAY_PARTS
    assert shared_parts([own]) == (DayPart("Lunch", 720, 810),)


@pytest.mark.django_db
def test_the_administration_refuses_parts_that_cannot_be_shown() -> None:
    region = RegionFactory(day_parts=[LUNCH, {"name": "early", "start": 480, "end": 540}])

    with pytest.raises(ValidationError) as refused:
        region.full_clean()

    assert set(refused.value.message_dict) == {"day_parts"}
