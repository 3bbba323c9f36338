"""What parents see of a proposal: who would come and when, or what is true now; no address, ever (N28)."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from matching.domain.family_answer import ANSWERABLE, Asked, FamilyStanding
from programmes.models import Region
from programmes.pages.parents import ASKED, calls_of, chosen_language, parents_page, switch
from programmes.values.parent_texts import ParentText, ParentWords, parent_words


@dataclass(frozen=True)
class Way:
    """The addresses of one question, in the language that was chosen."""

    secret: str
    language: str

    @property
    def page(self) -> str:
        return self._with_language(reverse("family-answer-link", args=[self.secret]))

    @property
    def yes(self) -> str:
        return self._step("yes")

    @property
    def no(self) -> str:
        return self._step("no")

    @property
    def call(self) -> str:
        return self._step("call")

    def _step(self, step: str) -> str:
        return self._with_language(reverse("family-answer-link-step", args=[self.secret, step]))

    def _with_language(self, address: str) -> str:
        return f"{address}?{urlencode({ASKED: self.language})}"


def show(request: HttpRequest, asked: Asked, way: Way, status: int | None = None) -> HttpResponse:
    """Show what is true of a question now; of one that is over, nobody's name (quality N20)."""
    words, standing = parent_words(way.language), asked.standing
    over = HTTPStatus.GONE if standing is FamilyStanding.OVER else HTTPStatus.OK
    return parents_page(
        request,
        "matching/parent_answer.html",
        way.language,
        text=ParentText.ANSWER,
        choices=switch(way.language),
        status=status or over,
        way=way,
        standing=standing.value,
        may_answer=standing in ANSWERABLE,
        is_to_be_called=asked.is_to_be_called,
        who=words.fill(words.answer["who"], name=words.names(asked.readers)),
        moments=words.moments(asked.match.option, minutes=asked.match.programme.visit_minutes),
        now_true=_said(words, asked),
        calls=calls_of([asked.match.region], words),
    )


def reasons(request: HttpRequest, way: Way, codes: Sequence[str]) -> HttpResponse:
    """Ask what does not suit: one tap on one of a few."""
    words = parent_words(way.language)
    return parents_page(
        request,
        "matching/parent_no.html",
        way.language,
        text=ParentText.ANSWER,
        choices=switch(way.language),
        way=way,
        reasons=[(code, words.answer[code]) for code in codes],
    )


def gone(request: HttpRequest) -> HttpResponse:
    """Say that a link does not work, and whom to call."""
    language = chosen_language(request)
    return parents_page(
        request,
        "programmes/parent_link_gone.html",
        language,
        text=ParentText.ANSWER,
        choices=switch(language),
        status=HTTPStatus.GONE,
        calls=calls_of(Region.objects.order_by("name"), parent_words(language)),
    )


def _said(words: ParentWords, asked: Asked) -> str:
    """Write the sentence of where it stands; none while an answer is asked."""
    if asked.standing is FamilyStanding.TO_ANSWER:
        return ""
    day = asked.match.introduction_on
    facts = {
        "name": words.names(asked.readers),
        "day": f"{day.day}-{day.month}-{day.year}" if day else "",
    }
    return words.fill(words.answer[asked.standing.value], **facts)
