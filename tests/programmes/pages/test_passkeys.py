import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from pytest_django import Settings

from programmes.domain import passkeys
from programmes.domain.refusal import Refusal
from programmes.models import User
from programmes.pages.entering import ENTERED_AT
from tests.factories.programmes import volunteer_account

pytestmark = pytest.mark.django_db
NOW = timezone.now()
OWN_PAGE = "/mijn/passkeys"
ADD, QUESTION = f"{OWN_PAGE}/toevoegen", f"{OWN_PAGE}/vraag"
DEVICE = {"id": "AQID", "rawId": "AQID", "type": "public-key", "response": {}}


@pytest.fixture
def reader(client: Client) -> User:
    user = volunteer_account(language="en")
    entered(client, user)
    return user


def entered(client: Client, user: User, *, ago: timedelta = timedelta()) -> None:
    client.force_login(user)
    session = client.session
    session[ENTERED_AT] = (timezone.now() - ago).timestamp()
    session.save()


def passkey_of(user: User, name: str = "My phone") -> Authenticator:
    return passkeys.add(account=user, credential=DEVICE, name=name, now=NOW)


def said(client: Client, address: str, form: dict[str, str]) -> str:
    return client.post(address, form, follow=True).content.decode()


def test_one_sees_only_ones_own(client: Client, reader: User) -> None:
    passkey_of(reader, "My phone")
    passkey_of(volunteer_account(), "Phone of another")

    text = client.get(OWN_PAGE).content.decode()

    assert "My phone" in text
    assert "of another" not in text


def test_a_passkey_is_removed_without_script(client: Client, reader: User) -> None:
    passkey = passkey_of(reader)

    said(client, f"{OWN_PAGE}/{passkey.pk}/verwijderen", {})

    assert not Authenticator.objects.exists()


def test_a_passkey_of_another_is_as_if_missing(client: Client, reader: User) -> None:
    theirs = passkey_of(volunteer_account())

    answers = [client.post(f"{OWN_PAGE}/{number}/verwijderen") for number in (theirs.pk, 999_999)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Authenticator.objects.get() == theirs


def test_who_logged_in_long_ago_changes_nothing(client: Client, reader: User) -> None:
    passkey = passkey_of(reader)
    entered(client, reader, ago=timedelta(minutes=16))

    page = client.get(OWN_PAGE).content.decode()
    question = client.post(QUESTION)
    client.post(ADD, {"credential": json.dumps(DEVICE)})
    client.post(f"{OWN_PAGE}/{passkey.pk}/verwijderen")

    assert "/inloggen?opnieuw=1&amp;next=/mijn/passkeys" in page
    assert question.status_code == 403
    assert Authenticator.objects.get() == passkey


def test_the_question_to_the_device_asks_for_a_key_with_a_lock(client: Client, reader: User) -> None:
    asked = client.post(QUESTION).json()["publicKey"]

    assert asked["rp"]["name"] == "DoorleesExpress"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"


@pytest.mark.parametrize("credential", ["", "{", "[]", "7", '"x"', "null", "{}", json.dumps(DEVICE)])
def test_an_answer_of_no_device_is_refused_with_a_sentence(
    client: Client, reader: User, credential: str
) -> None:
    client.post(QUESTION)
    adding = said(client, ADD, {"credential": credential})
    client.logout()
    client.cookies["language"] = "en"
    client.post("/inloggen/passkey/vraag")
    entering = said(client, "/inloggen/passkey", {"credential": credential})

    assert "The passkey was not accepted." in adding
    assert "The passkey was not accepted." in entering
    assert not Authenticator.objects.exists()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", [ADD, f"{OWN_PAGE}/1/verwijderen"])
def test_a_button_that_asked_to_log_in_first_leads_back_to_the_page(
    client: Client, reader: User, path: str
) -> None:
    assert client.get(path)["Location"] == OWN_PAGE


def test_nobody_needs_more_than_ten(reader: User) -> None:
    for _ in range(10):
        passkey_of(reader)

    with pytest.raises(Refusal):
        passkey_of(reader)


def test_questions_are_throttled_by_address(client: Client, settings: Settings) -> None:
    settings.RATES = {**settings.RATES, "passkey": "1/hour"}

    answers = [client.post("/inloggen/passkey/vraag").status_code for _ in range(2)]

    assert answers == [200, 429]


def test_a_stranger_is_sent_to_the_log_in(client: Client) -> None:
    assert client.get(OWN_PAGE)["Location"] == "/inloggen?next=/mijn/passkeys"


def test_no_page_of_the_library_can_be_reached() -> None:
    assert [name for name in views(get_resolver()) if name.startswith("allauth")] == []


def views(found: URLResolver | URLPattern) -> list[str]:
    if isinstance(found, URLPattern):
        return [found.callback.__module__]
    return [name for part in found.url_patterns for name in views(part)]
