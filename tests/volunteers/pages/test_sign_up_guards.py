"""Against programs and busybodies: quality S6 and S10."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from outbox.models import Message
from tests.factories.programmes import UserFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from tests.volunteers.entries import prepare
from tests.volunteers.pages.sign_up_forms import fill_in
from volunteers.domain import unconfirmed
from volunteers.models import SignUpDraft, Volunteer

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
CHECK, DONE = "/meedoen/controleren", "/meedoen/bedankt"


@pytest.fixture(autouse=True)
def _town() -> None:
    prepare()


def signed_up(**changes: str) -> tuple[str, str]:
    """Sign up on a device of its own; give where that leads and what the page says."""
    browser = Client()
    fill_in(browser, **changes)
    answer = browser.post(CHECK)
    shown = browser.get(DONE).content.decode()
    return answer["Location"], TOKEN.sub("", shown)


def test_a_program_that_fills_in_everything_gets_the_same_page_and_nothing_is_kept(client: Client) -> None:
    fill_in(client)

    answer = client.post(CHECK, {"homepage": "https://spam.example"})

    assert answer["Location"] == DONE
    assert not Volunteer.objects.exists()
    assert not Message.objects.exists()
    assert "wim@example.org" not in str(SignUpDraft.objects.get().answers)


def test_who_is_faster_than_anybody_presses_once_more_and_loses_nothing(client: Client) -> None:
    fill_in(client)
    SignUpDraft.objects.update(started_at=SignUpDraft.objects.get().saved_at)

    answer = client.post(CHECK)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert "Wim van de Ven" in answer.content.decode()
    assert not Volunteer.objects.exists()


def test_the_sixth_sign_up_of_an_hour_from_one_place_has_to_wait() -> None:
    for number in range(5):
        signed_up(email=f"reader{number}@example.org")
    browser = Client()
    fill_in(browser, email="sixth@example.org")

    answer = browser.post(CHECK)

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert Volunteer.objects.count() == 5
    assert "sixth@example.org" in browser.get(CHECK).content.decode()


def test_a_known_address_gets_the_same_answer_and_another_mail() -> None:
    VolunteerFactory(email="known@example.org", account=UserFactory(email="known@example.org"))

    new, known = signed_up(email="new@example.org"), signed_up(email="KNOWN@example.org")

    assert new == known
    assert sorted(Message.objects.values_list("kind", "recipient__email")) == [
        ("already_known", "known@example.org"),
        ("confirm_email", "new@example.org"),
    ]


def test_who_did_not_confirm_yet_is_asked_again_and_the_first_answers_stay() -> None:
    signed_up(first_name="Wim")

    signed_up(first_name="Somebody")

    assert Volunteer.objects.get().first_name == "Wim"
    assert list(Message.objects.values_list("kind", flat=True)) == ["confirm_email", "confirm_email"]


def test_the_address_of_a_coordinator_gives_no_hold_on_their_account() -> None:
    colleague = coordinator(email="marieke@example.org")

    where, _page = signed_up(email="marieke@example.org")

    assert where == DONE
    assert not Volunteer.objects.exists()
    assert list(Message.objects.values_list("kind", "recipient")) == [("already_known", colleague.pk)]


def test_a_mailbox_gets_three_of_these_mails_an_hour_whoever_asks() -> None:
    for _ in range(4):
        signed_up()

    assert Message.objects.count() == 3


def test_who_has_to_wait_finds_the_way_back_to_their_answers(settings: Settings) -> None:
    settings.RATES = {**settings.RATES, "sign-up": "0/hour"}
    browser = Client()
    fill_in(browser)

    answer = browser.post(CHECK)

    assert answer.status_code == 429
    assert f'href="{CHECK}"' in answer.content.decode()


def test_who_signs_up_again_has_a_month_anew_to_confirm() -> None:
    signed_up()
    Volunteer.objects.update(registered_at=timezone.now() - timedelta(days=29))

    signed_up()

    assert unconfirmed.erase_due(now=timezone.now() + timedelta(days=29)) == []
    assert unconfirmed.erase_due(now=timezone.now() + timedelta(days=31)) != []
