"""What pages for parents share: the language, the switch on top, whom to call; without our own catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation.trans_real import parse_accept_lang_header

from programmes.domain.text_approvals import is_approved
from programmes.models import Region
from programmes.values.dutch import spoken_phone
from programmes.values.languages import Language, languages
from programmes.values.parent_texts import LANGUAGES, SOURCE, ParentText, ParentWords, parent_words

ASKED = "taal"


@dataclass(frozen=True)
class Call:
    """Whom to call: the sentence before the number, and the number as it is dialled and written."""

    sentence: str
    phone: str
    spoken: str


@dataclass(frozen=True)
class Choice:
    """One language of the switch."""

    language: Language
    address: str
    is_here: bool


def chosen_language(request: HttpRequest, *, usual: str = "") -> str:
    """Find the language: that of the switch, else the usual one, else that of the browser, else Dutch."""
    asked = request.GET.get(ASKED, "")
    if asked in LANGUAGES:
        return asked
    return usual or _of_browser(request)


def switch(here: str, address: str = "?" + ASKED + "={}") -> list[Choice]:
    """List the eight languages, each under its own name, with where it is found."""
    return [Choice(languages()[code], address.format(code), code == here) for code in LANGUAGES]


def calls_of(regions: Iterable[Region], words: ParentWords) -> list[Call]:
    """Say whom parents can call, where somebody answers; of several, each with the region."""
    answering = [region for region in regions if region.contact_phone]
    return [
        Call(
            words.fill(words.words["call"], person=_person(region, is_one_of_more=len(answering) > 1)),
            region.contact_phone,
            spoken_phone(region.contact_phone),
        )
        for region in answering
    ]


def parents_page(
    request: HttpRequest,
    template: str,
    language: str,
    *,
    text: ParentText,
    choices: list[Choice],
    status: int | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a page in a language of parents, with a mark where nobody approved its words yet."""
    shown = {
        "words": parent_words(language),
        "choices": choices,
        "is_approved": is_approved(text, language),
        **context,
    }
    answer = render(request, template, shown, status=status)
    answer.headers["Content-Language"] = language
    return answer


def _person(region: Region, *, is_one_of_more: bool) -> str:
    if not region.contact_name:
        return region.name
    return f"{region.contact_name} ({region.name})" if is_one_of_more else region.contact_name


def _of_browser(request: HttpRequest) -> str:
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    codes = (code.split("-")[0] for code, _weight in accepted)
    return next((code for code in codes if code in LANGUAGES), SOURCE)
