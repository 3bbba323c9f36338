from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from outbox.models import Message, MessageKind
from programmes.models import User
from tests.factories.programmes import (
    UserFactory,
    administrator,
    coordinator,
    social_worker,
    volunteer_account,
)

pytestmark = pytest.mark.django_db
EMAIL = "wim@example.org"


def ask(client: Client, email: str = EMAIL) -> tuple[int, str]:
    answer = client.post("/inloggen/mail", {"email": email})
    return answer.status_code, answer.get("Location", "")


@pytest.mark.parametrize("account", [volunteer_account, social_worker])
def test_who_reads_or_refers_gets_a_link(client: Client, account: Callable[..., User]) -> None:
    user = account(email=EMAIL)

    ask(client, " Wim@EXAMPLE.org ")

    message = Message.objects.get()
    assert (message.kind, message.recipient, message.subject_id) == (MessageKind.LOG_IN, user, user.pk)


@pytest.mark.parametrize("account", [coordinator, administrator, UserFactory])
def test_who_decides_over_others_or_has_no_role_gets_none(
    client: Client, account: Callable[..., User]
) -> None:
    account(email=EMAIL)

    ask(client)

    assert not Message.objects.exists()


def test_a_blocked_account_gets_none(client: Client) -> None:
    volunteer_account(email=EMAIL, is_active=False)

    ask(client)

    assert not Message.objects.exists()


def test_the_answer_does_not_tell_who_is_known(client: Client) -> None:
    volunteer_account(email=EMAIL)

    known, unknown = ask(client), ask(client, "nobody@example.org")

    assert known == unknown == (302, "/inloggen/verstuurd")
    assert EMAIL not in client.get("/inloggen/verstuurd").content.decode()


def test_one_mailbox_gets_three_an_hour_and_the_answer_stays_the_same(client: Client) -> None:
    volunteer_account(email=EMAIL)

    answers = {ask(client) for _ in range(5)}

    assert len(answers) == 1
    assert Message.objects.count() == 3


def test_one_address_asks_only_so_often(client: Client, settings: Settings) -> None:
    settings.RATES = {**settings.RATES, "mail-link": "2/hour"}

    answers = [ask(client)[0] for _ in range(3)]

    assert answers == [302, 302, 429]


def test_what_was_typed_stays_and_says_what_to_do(client: Client) -> None:
    page = client.post("/inloggen/mail", {"email": "wim@", "next": "/mijn"}, HTTP_ACCEPT_LANGUAGE="en")

    text = page.content.decode()
    assert "<title>Error: Log in" in text
    assert "Fill in an e-mail address, for example name@example.nl." in text
    assert 'value="wim@"' in text
    assert 'name="next" value="/mijn"' in text


def test_the_address_of_the_form_leads_to_the_page(client: Client) -> None:
    assert client.get("/inloggen/mail")["Location"] == "/inloggen"
