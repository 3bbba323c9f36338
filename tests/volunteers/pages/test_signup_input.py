"""Each odd input is accepted, or refused with a sentence at its field; nothing is stored half."""

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client

from tests.volunteers.entries import prepare
from tests.volunteers.pages.odd_input import (
    BAD_EMAILS,
    BAD_LINES,
    BAD_NAMES,
    BAD_NUMBERS,
    BAD_PHONES,
    BAD_POSTCODES,
    GOOD_EMAILS,
    GOOD_LINES,
    GOOD_NAMES,
    GOOD_NUMBERS,
    GOOD_PHONES,
    GOOD_POSTCODES,
)
from tests.volunteers.pages.sign_up_forms import PERSON, TRAVEL, WHEN, answer_step, fill_in
from volunteers.models import SignUpDraft, Volunteer

pytestmark = pytest.mark.django_db
CHECK = "/meedoen/controleren"


@pytest.fixture(autouse=True)
def _town() -> None:
    prepare()


def rows() -> dict[str, int]:
    """Count what stands in every table of the register, the outbox and the accounts."""
    models = [
        model
        for name in ("volunteers", "outbox", "programmes")
        for model in apps.get_app_config(name).get_models()
    ]
    return {model._meta.label: model._default_manager.count() for model in models}


def is_refused_at(answer: HttpResponse, field: str) -> bool:
    """Tell whether the page came back with a sentence at the field, and the same sentence above."""
    shown = answer.content.decode()
    return answer.status_code == 200 and f'id="id_{field}_error"' in shown and 'id="errors"' in shown


def line(number: int, *values: str) -> dict[str, str]:
    names = ("weekday", "start", "end", "rhythm", "strength")
    return {f"when-lines-{number}-{name}": value for name, value in zip(names, values, strict=True)}


def at_step_4(browser: Client) -> None:
    fill_in(browser)


def test_there_are_two_hundred_names() -> None:
    assert len({*GOOD_NAMES, *BAD_NAMES}) >= 200


def test_names_that_people_have_are_kept_as_they_write_them(client: Client) -> None:
    refused = []
    for first, infix, last in GOOD_NAMES:
        name = {"first_name": first, "infix": infix, "last_name": last}
        answer = answer_step(client, 1, **{**PERSON, **name})
        kept = SignUpDraft.objects.get().answers["person"] if answer.status_code == 302 else {}
        if {key: kept.get(key) for key in name} != name:
            refused.append(name)

    assert refused == []


@pytest.mark.parametrize("name", BAD_NAMES)
def test_what_is_no_name_is_refused_at_its_field(client: Client, name: str) -> None:
    before = rows()

    answer = answer_step(client, 1, **{**PERSON, "first_name": name})

    assert is_refused_at(answer, "first_name")
    assert 'value="wim@example.org"' in answer.content.decode()
    assert rows() == before


@pytest.mark.parametrize(
    ("number", "field", "value"),
    [
        *((1, "email", value) for value in BAD_EMAILS),
        *((1, "phone", value) for value in BAD_PHONES),
        *((2, "postcode", value) for value in BAD_POSTCODES),
        *((2, "second_postcode", value) for value in BAD_POSTCODES if value),
        *((2, "house_number", value) for value in BAD_NUMBERS),
        *((2, "street", value) for value in BAD_LINES),
        *((2, "town", value) for value in BAD_LINES),
        (2, "house_addition", "bis\u200b"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(
    client: Client, number: int, field: str, value: str
) -> None:
    if number > 1:
        answer_step(client, 1, **PERSON)
    before = rows()

    answer = answer_step(client, number, **{**(PERSON if number == 1 else TRAVEL), field: value})

    assert is_refused_at(answer, field)
    assert rows() == before


@pytest.mark.parametrize(
    ("number", "field", "value"),
    [
        *((1, "email", value) for value in GOOD_EMAILS),
        *((1, "phone", value) for value in GOOD_PHONES),
        *((2, "postcode", value) for value in GOOD_POSTCODES),
        *((2, "house_number", value) for value in GOOD_NUMBERS),
        *((2, "street", value) for value in GOOD_LINES),
    ],
)
def test_what_can_be_right_goes_on(client: Client, number: int, field: str, value: str) -> None:
    if number > 1:
        answer_step(client, 1, **PERSON)

    answer = answer_step(client, number, **{**(PERSON if number == 1 else TRAVEL), field: value})

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("number", "addition", "kept"),
    [("14a", "", "a"), ("14", "a", "a"), ("14a", "2", "a 2"), ("14 A", "a", "A"), ("14", "", "")],
)
def test_nothing_of_a_house_number_is_lost(client: Client, number: str, addition: str, kept: str) -> None:
    answer_step(client, 1, **PERSON)

    answer_step(client, 2, **{**TRAVEL, "house_number": number, "house_addition": addition})

    travel = SignUpDraft.objects.get().answers["travel"]
    assert (travel["house_number"], travel["house_addition"]) == (14, kept)


@pytest.mark.parametrize("email", GOOD_EMAILS)
def test_an_odd_address_arrives_in_the_register(client: Client, email: str) -> None:
    fill_in(client, email=email)

    client.post(CHECK)

    assert Volunteer.objects.get().email == email.strip()


def test_a_window_of_thirteen_hours_is_kept(client: Client) -> None:
    at_step_4(client)
    whole_day = {
        **WHEN,
        "when-moments": [],
        "when-lines-TOTAL_FORMS": "1",
        **line(0, "2", "480", "1260", "weekly", "yes"),
    }

    assert answer_step(client, 4, **whole_day).status_code == 302
    client.post(CHECK)

    window = Volunteer.objects.get().windows.get()
    assert (window.weekday, window.start, window.end) == (2, 480, 1260)


def test_windows_that_overlap_become_one(client: Client) -> None:
    at_step_4(client)
    both = {
        **WHEN,
        "when-moments": ["2-2"],
        "when-lines-TOTAL_FORMS": "1",
        **line(0, "2", "960", "1140", "weekly", "yes"),
    }

    assert answer_step(client, 4, **both).status_code == 302
    client.post(CHECK)

    window = Volunteer.objects.get().windows.get()
    assert (window.weekday, window.start, window.end) == (2, 900, 1140)


@pytest.mark.parametrize(
    "lines",
    [
        line(0, "2", "960", "900", "weekly", "yes"),
        line(0, "", "900", "960", "weekly", "yes"),
        line(0, "9", "900", "960", "weekly", "yes"),
        line(0, "2", "450", "960", "weekly", "yes"),
        line(0, "2", "900", "1290", "weekly", "yes"),
        line(0, "3", "780", "840", "weekly", "if_needed"),
    ],
)
def test_a_window_that_cannot_be_is_refused_on_its_line(client: Client, lines: dict[str, str]) -> None:
    at_step_4(client)
    before, kept = rows(), SignUpDraft.objects.get().answers

    answer = answer_step(client, 4, **{**WHEN, "when-lines-TOTAL_FORMS": "1"}, **lines)

    assert answer.status_code == 200
    assert "_error" in answer.content.decode()
    assert 'id="errors"' in answer.content.decode()
    assert (rows(), SignUpDraft.objects.get().answers) == (before, kept)
