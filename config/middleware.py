"""What every request and answer gets: a language, an actor, and headers that keep answers private."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_supported_language_variant

from programmes.domain.access import NOBODY, Actor, actor_of
from programmes.models import User

API = "/api/"
API_VERSION = "1.0.0"
WITHOUT_PEOPLE = {"/healthz", "/readyz"}

Answer = Callable[[HttpRequest], HttpResponseBase]


class ReaderLanguageMiddleware:
    """Answers in the reader's language: account, else cookie, else browser, else Dutch."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request: HttpRequest) -> str:
    """Find the language of whoever reads the answer."""
    if request.path in WITHOUT_PEOPLE:
        return settings.LANGUAGE_CODE
    if isinstance(request.user, User):
        return get_supported_language_variant(request.user.language)
    return translation.get_language_from_request(request)


class ActorMiddleware:
    """Gives pages ``request.actor``, found when it is first asked for.

    The API finds its actor itself, from a key or from a session with CSRF token.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_api = request.path.startswith(API)
        request.actor = NOBODY if is_api else SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined] # read by pages - the stubs have no place for it
        return self.answer(request)


def _actor(request: HttpRequest) -> Actor:
    return actor_of(request.user) if isinstance(request.user, User) else NOBODY


class PrivateAnswerMiddleware:
    """Nothing that is about people stays in a cache; every answer of the API says its version."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        if request.path.startswith(API):
            response["API-Version"] = API_VERSION
        return response
