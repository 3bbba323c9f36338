"""The answer of parents by their personal link: looking changes nothing, one of three buttons answers."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from families.domain.reaching import language_of
from matching.domain import family_answer, matches, parent_calls
from matching.domain.family_answer import ANSWERABLE, Asked, FamilyStanding
from matching.domain.matches import Side
from matching.pages.parent_answer_shown import Way, gone, reasons, show
from matching.states import DeclineReason
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import Refusal
from programmes.pages.parents import chosen_language
from programmes.pages.personal_link import personal_link


@personal_link
def question(request: HttpRequest, secret: str) -> HttpResponseBase:
    asked = family_answer.behind(secret, now=timezone.now())
    if asked is None:
        return gone(request)
    return show(request, asked, _way(request, secret, asked))


@personal_link
def answer(request: HttpRequest, secret: str, step: str) -> HttpResponseBase:
    """Take the step of the address, or ask what it needs; what is over says so and changes nothing."""
    if step not in STEPS:
        raise Http404
    asked = family_answer.behind(secret, now=timezone.now())
    if asked is None:
        return gone(request)
    way = _way(request, secret, asked)
    if asked.standing not in ANSWERABLE:
        return show(request, asked, way)
    try:
        return STEPS[step](request, asked, way)
    except MoveNotAllowedError:
        # Somebody was ahead: the page says what is true now.
        return show(request, asked, way)
    except Refusal:
        # A reader or the family left meanwhile: nothing is asked any more, and a coordinator knows.
        return show(request, asked, way, HTTPStatus.CONFLICT)


def _way(request: HttpRequest, secret: str, asked: Asked) -> Way:
    return Way(secret, chosen_language(request, usual=language_of(asked.match.family)))


def _yes(request: HttpRequest, asked: Asked, way: Way) -> HttpResponseBase:
    """Say yes; who said so already, perhaps by tapping twice, is told the same again."""
    if request.method == "POST" and asked.standing is FamilyStanding.TO_ANSWER:
        matches.accept_by_family(match=asked.match, by=None, now=timezone.now())
    return redirect(way.page)


def _no(request: HttpRequest, asked: Asked, way: Way) -> HttpResponseBase:
    """Say no with one more tap: why, as a code."""
    reason = request.POST.get("reason", "")
    if request.method != "POST" or reason not in PARENTS_REASONS:
        return reasons(request, way, [reason.value for reason in PARENTS_REASONS])
    matches.decline(match=asked.match, side=Side.FAMILY, reason=reason, by=None, now=timezone.now())
    return redirect(way.page)


def _call(request: HttpRequest, asked: Asked, way: Way) -> HttpResponseBase:
    if request.method == "POST":
        parent_calls.ask(match=asked.match, now=timezone.now())
    return redirect(way.page)


PARENTS_REASONS = (
    DeclineReason.MOMENT,
    DeclineReason.NOT_SUITABLE,
    DeclineReason.NOT_NOW,
    DeclineReason.OTHER,
)
STEPS: dict[str, Callable[[HttpRequest, Asked, Way], HttpResponseBase]] = {
    "yes": _yes,
    "no": _no,
    "call": _call,
}
