import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/inloggen", "/inloggen"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_the_switch_goes_back_to_our_own_pages_only(client: Client, asked: str, goes: str) -> None:
    answer = client.post("/taal", {"language": "en", "next": asked})

    assert answer.headers["Location"] == goes


def test_a_language_that_we_do_not_have_changes_nothing(client: Client) -> None:
    answer = client.post("/taal", {"language": "xx"})

    assert not answer.cookies


def test_the_cookie_changes_the_language_of_who_is_not_logged_in(client: Client) -> None:
    client.post("/taal", {"language": "en"})

    assert "Log in" in client.get("/inloggen").content.decode()
