"""Pages behind a personal link: never kept, never found, never told to another site (quality S5)."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_supported_language_variant

from programmes.domain import links
from programmes.domain.links import LinkPurpose
from programmes.models import Region
from programmes.pages.log_in_forms import LinkForm

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, str, Arguments], HttpResponseBase]

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # Not "no-referrer": a browser then hides even the origin of a form, and the CSRF check refuses it.
    "Referrer-Policy": "strict-origin",
}


def personal_link(view: View[Arguments]) -> Callable[..., HttpResponseBase]:
    """Answer in the language of whom the link is for, and keep the secret in the address where it is."""

    @wraps(view)
    def guarded(
        request: HttpRequest, secret: str, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        language = _language(request, secret)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            answer = view(request, secret, *args, **kwargs)
        # A page for parents has said its own.
        answer.headers.setdefault("Content-Language", language)
        for name, value in HEADERS.items():
            answer.headers[name] = value
        return answer

    return guarded


def link_gone(request: HttpRequest, *, purpose: LinkPurpose = LinkPurpose.LOG_IN) -> HttpResponse:
    """Say that a link does not work (any more), and the way on: a new one, or a person."""
    people = Region.objects.exclude(contact_phone="").order_by("name")
    facts = {"form": LinkForm(), "people": people, "unconfirmed": purpose == LinkPurpose.CONFIRM_EMAIL}
    return render(request, "programmes/link_gone.html", facts, status=HTTPStatus.GONE)


def _language(request: HttpRequest, secret: str) -> str:
    """Find the language: that of who is logged in or was chosen on this device, else that of the account."""
    is_chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in dict(settings.LANGUAGES)
    known = None if is_chosen or request.user.is_authenticated else links.language_of(secret)
    return get_supported_language_variant(known or translation.get_language() or settings.LANGUAGE_CODE)
