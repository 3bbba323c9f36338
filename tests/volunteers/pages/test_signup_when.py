"""Step 4 of the sign-up: which moments, and how many families they fit."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from programmes.domain.tokens import hash_of
from programmes.values.availability import Window
from tests.factories.families import FamilyFactory
from tests.factories.programmes import PostcodeFactory, ProgrammeFactory, RegionFactory
from volunteers.models import SignUpDraft
from volunteers.pages.signup_draft import COOKIE
from volunteers.pages.signup_when import said

pytestmark = pytest.mark.django_db
STEP, FIT = reverse("sign-up-step", args=[4]), reverse("sign-up-fit")
LINES = {"when-lines-TOTAL_FORMS": "0", "when-lines-INITIAL_FORMS": "0"}
WEDNESDAY_AFTERNOON = {"when-moments": ["3-1"], **LINES}
TRAVEL = {"postcode": "5211AB", "means": "bicycle", "max_minutes": 30, "second_postcode": ""}
BEFORE = {
    "person": {"adult": True, "first_name": "Wim"},
    "languages": {"spoken": [["nl", "native"]]},
}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture(autouse=True)
def _a_place_to_read() -> Iterator[None]:
    PostcodeFactory()
    ProgrammeFactory()
    with override("en"):
        yield


@pytest.fixture
def draft() -> SignUpDraft:
    answers = {**BEFORE, "travel": {**TRAVEL, "region": RegionFactory().slug}}
    return SignUpDraft.objects.create(
        key_hash=hash_of("key"), answers=answers, started_at=timezone.now(), saved_at=timezone.now()
    )


@pytest.fixture
def phone(client: Client, draft: SignUpDraft) -> Client:
    client.cookies[COOKIE] = "key"
    return client


def line(phone: Client, data: dict[str, Any]) -> str:
    return " ".join(phone.post(FIT, data, headers=ENGLISH).content.decode().split())


def families(number: int) -> None:
    window = Window(3, 12 * 60, 15 * 60)
    for _ in range(number):
        FamilyFactory(homes=[{"windows": [window]}])


def test_the_line_counts_the_moments_and_the_families_that_fit(phone: Client) -> None:
    families(9)
    FamilyFactory(homes=[{"windows": [Window(1, 540, 720)]}])

    told = line(phone, {"when-moments": ["3-1", "4-1", "5-1"], **LINES})

    assert "<strong>3 moments chosen.</strong> You fit 9 of the 10 families that wait." in told


def test_under_ten_families_the_line_says_only_how_many_moments(phone: Client) -> None:
    families(9)

    told = line(phone, {"when-moments": ["3-1", "4-1", "5-1"], **LINES})

    assert "3 moments chosen." in told
    assert "families" not in told


def test_a_number_under_five_is_not_told(phone: Client) -> None:
    families(10)

    assert "You fit fewer than 5 of the 10 families" in line(phone, {"when-moments": ["7-0"], **LINES})


@pytest.mark.parametrize(
    ("cells", "note"),
    [(["3-1"], "With one moment it often takes longer."), (["3-1", "4-1"], "With two moments")],
)
def test_one_or_two_moments_are_allowed_with_a_note(phone: Client, cells: list[str], note: str) -> None:
    assert note in line(phone, {"when-moments": cells, **LINES})
    assert phone.post(STEP, {"when-moments": cells, "go": "on", **LINES}).status_code == 302


def test_without_a_draft_or_asked_too_often_the_line_has_no_figures(
    client: Client, draft: SignUpDraft, settings: Settings
) -> None:
    families(10)
    settings.RATES = {**settings.RATES, "sign-up-fit": "1/hour"}
    without = line(client, WEDNESDAY_AFTERNOON)
    client.cookies[COOKIE] = "key"

    first, second = line(client, WEDNESDAY_AFTERNOON), line(client, WEDNESDAY_AFTERNOON)

    assert ["families" in told for told in (without, first, second)] == [False, True, False]
    assert all("1 moment chosen." in told for told in (without, first, second))


def test_looking_changes_nothing_and_is_never_kept_on_the_way(phone: Client, draft: SignUpDraft) -> None:
    answer = phone.post(FIT, WEDNESDAY_AFTERNOON)

    draft.refresh_from_db()
    assert "when" not in draft.answers
    assert "no-store" in answer.headers["Cache-Control"]
    assert phone.get(FIT).status_code == 405


@pytest.mark.parametrize(
    "odd",
    [
        {"when-moments": ["9-9", "x", ""]},
        {"when-lines-TOTAL_FORMS": "9999", "when-lines-INITIAL_FORMS": "-1"},
        {"when-lines-TOTAL_FORMS": "1", "when-lines-INITIAL_FORMS": "0", "when-lines-0-weekday": "8"},
        {
            "stay": "lines",
            "when-lines-TOTAL_FORMS": "1",
            "when-lines-0-weekday": "x",
            "when-available_from": "x",
        },
    ],
)
def test_nonsense_gives_a_line_all_the_same(phone: Client, odd: dict[str, Any]) -> None:
    assert "Nothing chosen yet." in line(phone, odd)


@pytest.mark.parametrize("number", ["9" * 5000, "-3", "two", ""])
def test_more_lines_than_can_be_counted_show_the_page_again(phone: Client, number: str) -> None:
    answer = phone.post(STEP, {"when-moments": ["3-1"], "when-lines-TOTAL_FORMS": number, "stay": "lines"})

    assert answer.status_code == 200


def test_the_page_shows_the_line_at_once_and_without_script_by_a_button(phone: Client) -> None:
    families(10)
    page = phone.post(STEP, {**WEDNESDAY_AFTERNOON, "stay": "fit"}, headers=ENGLISH).content.decode()

    assert "You fit 10 of the 10 families" in " ".join(page.split())
    assert 'value="3-1" aria-label="Wednesday, Afternoon, 12 to 15, much asked for" checked' in page
    assert "Many families wait for this" in page


def test_what_is_chosen_is_kept_in_the_draft_and_shown_again(phone: Client, draft: SignUpDraft) -> None:
    written = {"weekday": "4", "start": "930", "end": "1020", "rhythm": "week_a", "strength": "if_needed"}
    data = {f"when-lines-0-{name}": value for name, value in written.items()}
    data |= {"when-lines-TOTAL_FORMS": "1", "when-lines-INITIAL_FORMS": "0"}

    phone.post(STEP, {"when-moments": ["3-1"], "go": "on", **data})

    draft.refresh_from_db()
    kept = [[3, 720, 900, "yes", "weekly"], [4, 930, 1020, "if_needed", "week_a"]]
    assert draft.answers["when"] == {"windows": kept, "available_from": ""}
    again = phone.get(STEP, headers=ENGLISH).content.decode()
    assert "2 moments chosen." in again
    assert '<details class="precise" open>' in again


def test_an_error_stands_at_its_field_and_on_top_and_nothing_is_lost(phone: Client) -> None:
    data = {"when-lines-TOTAL_FORMS": "1", "when-lines-INITIAL_FORMS": "0", "when-lines-0-weekday": "4"}

    page = phone.post(STEP, {"when-moments": ["3-1"], "go": "on", **data}, headers=ENGLISH).content.decode()

    assert "<title>Error:" in page
    assert page.count("Choose from what time, for example 15:00.") == 2
    assert 'value="3-1"' in page
    assert '<details class="precise" open>' in page


def test_the_check_page_says_the_moments_with_real_weeks() -> None:
    kept = [[3, 720, 900, "yes", "weekly"], [4, 930, 1020, "if_needed", "week_a"]]

    (_, moments), begins = said({"windows": kept, "available_from": "2026-12-07"})

    assert begins == ("Starting from", "7 December 2026")
    weekly, fortnightly = list(moments)
    assert weekly == "Wednesday 12 to 15"
    assert fortnightly.startswith("Thursday 15:30 to 17, every other week from the week of ")
    assert fortnightly.endswith(" (if needed)")


def test_the_letters_of_the_fortnight_never_stand_on_the_page(phone: Client) -> None:
    page = phone.get(STEP, headers=ENGLISH).content.decode()

    assert "weeks A" not in page
    assert "weeks B" not in page
    assert page.count('class="wk"') == 8


def test_the_page_asks_as_many_queries_however_many_families_wait(phone: Client) -> None:
    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            phone.post(STEP, {**WEDNESDAY_AFTERNOON, "stay": "fit"})
        return len(asked)

    families(5)
    few = queries()
    families(15)

    assert queries() == few


def test_who_went_back_with_half_a_line_finds_it_again_without_a_complaint(phone: Client) -> None:
    half = {"when-lines-TOTAL_FORMS": "1", "when-lines-INITIAL_FORMS": "0", "when-lines-0-weekday": "4"}
    phone.post(STEP, {"when-moments": ["3-1"], "go": "back", **half})

    page = phone.get(STEP, headers=ENGLISH).content.decode()

    assert "<title>Error:" not in page
    assert 'value="3-1" aria-label="Wednesday, Afternoon, 12 to 15" checked' in page
    assert '<option value="4" selected>' in page
