import pytest
from django.test import Client
from pytest_django import Settings

from programmes.models import User
from tests.factories.programmes import PASSWORD, coordinator

pytestmark = pytest.mark.django_db
EMAIL = "marieke@example.org"
WRONG = "guessed"


@pytest.fixture
def marieke() -> User:
    return coordinator(email=EMAIL, language="en")


def guess(client: Client, email: str = EMAIL, password: str = WRONG) -> int:
    return int(client.post("/inloggen", {"username": email, "password": password}).status_code)


def test_after_log_in_one_comes_where_one_was_going(client: Client, marieke: User) -> None:
    form = {"username": EMAIL, "password": PASSWORD, "next": "/werk/gezinnen"}

    assert client.post("/inloggen", form)["Location"] == "/werk/gezinnen"


@pytest.mark.parametrize(
    "address", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "werk"]
)
def test_only_paths_of_ours_are_gone_to(client: Client, marieke: User, address: str) -> None:
    shown = client.get("/inloggen", {"next": address})
    answer = client.post("/inloggen", {"username": EMAIL, "password": PASSWORD, "next": address})

    assert 'name="next" value=""' in shown.content.decode()
    assert answer["Location"] == "/"


def test_the_eleventh_guess_is_not_even_looked_at(client: Client, marieke: User) -> None:
    guesses = [guess(client) for _ in range(10)]

    page = client.post(
        "/inloggen", {"username": EMAIL, "password": PASSWORD}, headers={"Accept-Language": "en"}
    )

    assert guesses == [200] * 10
    assert page.status_code == 429
    assert 1 <= int(page["Retry-After"]) <= 900
    assert "Wait" in page.content.decode()


def test_an_unknown_address_is_counted_like_a_known_one(client: Client) -> None:
    guesses = [guess(client, "nobody@example.org") for _ in range(11)]

    assert guesses == [200] * 10 + [429]


def test_guesses_from_one_place_at_many_accounts_are_counted_too(client: Client, settings: Settings) -> None:
    settings.RATES = {**settings.RATES, "log-in-address": "3/15min"}

    guesses = [guess(client, f"person{number}@example.org") for number in range(4)]

    assert guesses == [200, 200, 200, 429]


def test_who_has_it_right_is_not_counted(marieke: User) -> None:
    entered = [guess(Client(), password=PASSWORD) for _ in range(12)]

    assert entered == [302] * 12


def test_an_empty_form_is_no_guess(client: Client) -> None:
    answers = [guess(client, password="") for _ in range(12)]

    assert answers == [200] * 12


def test_who_is_logged_in_is_sent_on_unless_they_come_to_log_in_again(client: Client, marieke: User) -> None:
    client.force_login(marieke)

    sent_on = client.get("/inloggen", {"next": "/werk"})
    again = client.get("/inloggen", {"opnieuw": "1", "next": "/werk"})

    assert sent_on["Location"] == "/werk"
    assert again.status_code == 200


def test_logging_in_again_gives_a_new_session(client: Client, marieke: User) -> None:
    client.force_login(marieke)
    before = client.session.session_key

    guess(client, password=PASSWORD)

    assert client.session.session_key != before


def test_the_administration_pages_have_no_log_in_of_their_own(client: Client, marieke: User) -> None:
    client.force_login(marieke)

    answer = client.get("/beheer/login/", {"next": "/beheer/"}, follow=True)

    assert answer.redirect_chain == [("/inloggen?opnieuw=1&next=%2Fbeheer%2F", 302)]
    assert answer.status_code == 200
