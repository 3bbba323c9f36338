import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from config.logs import CodesOnlyFormatter
from programmes.domain import links
from programmes.domain.links import LinkPurpose
from programmes.models import PersonalLink, User
from tests.factories.programmes import RegionFactory, coordinator, volunteer_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> User:
    return volunteer_account(name="Wim Hendriks", email="wim@example.org", language="en")


@pytest.fixture
def address(reader: User) -> str:
    secret = links.make(purpose=LinkPurpose.LOG_IN, account=reader, now=timezone.now())
    return f"/inloggen/link/{secret}"


def test_looking_at_a_link_changes_nothing_and_names_nobody(client: Client, address: str) -> None:
    pages = [client.get(address), client.head(address), client.get(address)]

    text = pages[0].content.decode()
    assert [page.status_code for page in pages] == [200] * 3
    assert "Wim" not in text
    assert "wim@" not in text
    assert PersonalLink.objects.get().used_at is None
    assert "_auth_user_id" not in client.session


def test_the_button_logs_in_and_uses_the_link_up(client: Client, reader: User, address: str) -> None:
    first = client.post(address)
    other = Client().post(address)

    assert (first.status_code, first["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(reader.pk)
    assert other.status_code == 410


def test_a_session_that_was_known_before_is_of_no_use_after_log_in(client: Client, address: str) -> None:
    client.post("/inloggen/mail", {"email": "nobody@example.org", "next": "/hulp"})
    before = client.session.session_key

    client.post(address)

    assert before
    assert client.session.session_key != before


def test_who_was_going_somewhere_in_this_browser_comes_there(client: Client, address: str) -> None:
    client.post("/inloggen/mail", {"email": "wim@example.org", "next": "/mijn/passkeys"})

    answer = client.post(address)

    assert answer["Location"] == "/mijn/passkeys"


def test_another_person_on_this_computer_is_logged_out_first(client: Client, address: str) -> None:
    client.force_login(coordinator())
    session = client.session
    session["note"] = "of the other"
    session.save()

    client.post(address)

    assert "note" not in client.session


def test_the_address_stays_where_it_is(client: Client, address: str) -> None:
    pages = [client.get(address), client.get("/inloggen/link/wrong")]

    for page in pages:
        assert page["Referrer-Policy"] == "strict-origin"
        assert page["Cache-Control"] == "no-store"
        assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_a_link_that_is_over_leads_on_to_a_new_one_and_a_person(client: Client, address: str) -> None:
    RegionFactory(contact_name="Marieke", contact_phone="073 615 51 55")
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    page = client.get(address)

    text = page.content.decode()
    assert page.status_code == 410
    assert 'action="/inloggen/mail"' in text
    assert "073 615 51 55" in text


@pytest.mark.parametrize("works", [True, False])
def test_the_page_speaks_the_language_of_whom_the_link_is_for(
    client: Client, address: str, *, works: bool
) -> None:
    if not works:
        PersonalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    page = client.get(address, headers={"accept-language": "nl"})

    assert '<html lang="en"' in page.content.decode()
    assert page["Content-Language"] == "en"


def test_the_language_that_was_chosen_on_the_page_goes_first(client: Client, address: str) -> None:
    client.post("/taal", {"language": "nl", "next": address})

    page = client.get(address)

    assert '<html lang="nl"' in page.content.decode()


def test_who_is_logged_in_reads_in_their_own_language(client: Client, address: str) -> None:
    client.force_login(coordinator(language="nl"))

    assert '<html lang="nl"' in client.get(address).content.decode()


def test_who_is_invited_by_somebody_else_reads_in_the_language_of_their_browser(reader: User) -> None:
    secret = links.make(purpose=LinkPurpose.DUO, account=reader, now=timezone.now())

    assert links.language_of(secret) is None


def test_who_is_logged_in_already_is_told_so(client: Client, reader: User) -> None:
    client.force_login(reader)

    page = client.get("/inloggen/link/wrong")

    assert "You are logged in already." in page.content.decode()


def test_no_secret_reaches_the_log(client: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, written = address.rpartition("/")[2], StringIO()
    handlers = logging.getLogger("django").handlers
    console = next(one for one in handlers if isinstance(one.formatter, CodesOnlyFormatter))
    monkeypatch.setattr(console, "stream", written)

    for path in ("inloggen/link", "voorstel", "bezoek", "meedoen/bevestigen", "meedoen/samen", "calendar"):
        client.get(f"/{path}/{secret}")
        client.get(f"/{path}/{secret}/nothing")

    assert "/voorstel/***" in written.getvalue()
    assert secret not in written.getvalue()
