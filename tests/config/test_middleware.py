import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from rest_framework.test import APIClient

from config.middleware import ActorMiddleware
from programmes.domain.access import NOBODY, actor_of
from programmes.models import User
from tests.factories.programmes import UserFactory, coordinator, key_of

UNKNOWN = "/api/v1/nothing"


def title(client: Client, **headers: str) -> str:
    return str(client.get(UNKNOWN, **headers).json()["title"])  # type: ignore[arg-type] # headers - the stubs expect flags here


def test_dutch_is_spoken_unless_asked_otherwise(client: Client) -> None:
    answer = client.get(UNKNOWN)

    assert answer["Content-Language"] == "nl"


def test_the_browser_may_ask_for_english(client: Client) -> None:
    assert title(client, HTTP_ACCEPT_LANGUAGE="fr, en;q=0.5") == "Not found"


def test_a_cookie_goes_before_the_browser(client: Client) -> None:
    client.cookies["language"] = "en"

    assert title(client, HTTP_ACCEPT_LANGUAGE="nl") == "Not found"


def test_an_account_goes_before_all(client: Client, db: None) -> None:
    client.force_login(UserFactory(language="en"))
    client.cookies["language"] = "nl"

    assert title(client, HTTP_ACCEPT_LANGUAGE="nl") == "Not found"


@pytest.mark.parametrize("language", ["xx", "../../etc", "\u2603", "en" * 5000])
def test_a_strange_language_is_dutch(client: Client, language: str) -> None:
    answer = client.get(UNKNOWN, HTTP_ACCEPT_LANGUAGE=language.encode().decode("latin-1"))

    assert answer["Content-Language"] == "nl"


def test_caches_keep_nothing(client: Client) -> None:
    assert client.get(UNKNOWN)["Cache-Control"] == "no-store"


def test_every_answer_of_the_api_says_its_version(client: Client) -> None:
    assert client.get(UNKNOWN)["API-Version"] == "1.0.0"


def test_only_the_description_of_the_api_is_open_to_other_sites(client: Client, db: None) -> None:
    document = client.get("/api/v1/openapi.json")

    assert document["Access-Control-Allow-Origin"] == "*"
    assert not client.get(UNKNOWN).has_header("Access-Control-Allow-Origin")


def actor_at(path: str, user: User) -> object:
    request = RequestFactory().get(path)
    request.user = user
    ActorMiddleware(lambda _request: HttpResponse())(request)
    return getattr(request, "actor")  # noqa: B009 - the stubs have no place for it


def test_a_session_asks_as_nobody_where_the_api_has_not_checked_it(db: None) -> None:
    assert actor_at("/api/v1/volunteers", coordinator()) == NOBODY


def test_a_page_knows_its_actor(db: None) -> None:
    user = coordinator()

    assert actor_at("/werk", user) == actor_of(user)


def test_a_page_without_log_in_is_asked_by_nobody() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    ActorMiddleware(lambda _request: HttpResponse())(request)

    assert getattr(request, "actor") == NOBODY  # noqa: B009 - as above


def test_a_key_is_answered_in_the_language_that_is_asked_for(db: None) -> None:
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {key_of(coordinator(language='en'))}")

    assert api.get(UNKNOWN, HTTP_ACCEPT_LANGUAGE="nl")["Content-Language"] == "nl"
