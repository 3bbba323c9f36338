"""Step 4 of signing up: when somebody can read, and how many families that fits."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from programmes.domain.throttling import count
from programmes.pages.client_address import address_of
from programmes.pages.precise_lines import said_of
from volunteers.domain.drafts import region_of
from volunteers.domain.newcomer import Newcomer, newcomer_of, windows_kept
from volunteers.models import SignUpDraft
from volunteers.pages.signup_draft import draft_of
from volunteers.pages.when_forms import Moments


class WhenQuestions:
    """The table of day parts, lines to the half hour, and from when."""

    name = "when"
    template = "volunteers/signup/when.html"

    def __init__(
        self, answers: Mapping[str, Any], data: Mapping[str, Any] | None, draft: SignUpDraft
    ) -> None:
        self._draft = draft
        self.when = Moments(
            data,
            region=region_of(draft),
            day=localdate(),
            windows=windows_kept(answers.get("windows", ())),
            available_from=_day(answers),
        )

    @property
    def forms(self) -> list[Any]:
        """What the summary of errors asks."""
        return self.when.forms

    @property
    def newcomer(self) -> Newcomer | None:
        """Who the families have to fit, as far as it is known."""
        return _newcomer(self._draft, self.when)

    def is_valid(self) -> bool:
        return self.when.is_valid()

    def answers(self) -> dict[str, Any]:
        """Give what the draft keeps."""
        begins = self.when.available_from()
        return {
            "windows": [
                [one.weekday, one.start, one.end, one.strength.value, one.rhythm.value]
                for one in self.when.windows()
            ],
            "available_from": begins.isoformat() if begins else "",
        }

    def refuse(self, path: str, sentences: Sequence[str]) -> None:
        self.when.refuse(path, sentences)


def said(answers: Mapping[str, Any]) -> list[tuple[str, str | list[str]]]:
    """Write the answers for the page on which all of them are checked."""
    windows, day, begins = windows_kept(answers.get("windows", ())), localdate(), _day(answers)
    lines: list[tuple[str, str | list[str]]] = [(_("Moments"), [said_of(one, day=day) for one in windows])]
    return [*lines, (_("Starting from"), date_format(begins, "j F Y"))] if begins else lines


@never_cache
@require_POST
def sign_up_fit(request: HttpRequest) -> HttpResponse:
    """Answer the line about the moments so far; without a draft, or asked too often, without figures."""
    draft = draft_of(request)
    when = Moments(request.POST, region=region_of(draft) if draft else None, day=localdate())
    allowed = draft and count("sign-up-fit", address_of(request)).allowed
    newcomer = _newcomer(draft, when) if draft and allowed else None
    return render(request, "volunteers/signup/fit.html", {"newcomer": newcomer, "number": when.number})


def _newcomer(draft: SignUpDraft, when: Moments) -> Newcomer | None:
    return newcomer_of(draft.answers, region=when.region, windows=when.chosen())


def _day(answers: Mapping[str, Any]) -> date | None:
    return parse_date(answers.get("available_from") or "")
