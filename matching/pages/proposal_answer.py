"""Yes, no or a question about a proposal, the same behind a personal link and for who is logged in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from matching.domain import matches
from matching.domain.matches import Side
from matching.domain.own_answer import ANSWERABLE, Own, Standing
from matching.pages.own_forms import NoForm, QuestionForm
from matching.pages.own_questions import asked, sent_to
from matching.pages.proposal_shown import Way, show
from matching.pages.whom_to_ask import person_for
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import Refusal


def act(request: HttpRequest, own: Own, step: str, way: Way) -> HttpResponseBase:
    """Take the step of the address, or ask what it needs; what is over says so and changes nothing."""
    if step not in STEPS:
        raise Http404
    if own.standing not in ANSWERABLE:
        return show(request, own, way)
    return STEPS[step](request, own, way)


def _yes(request: HttpRequest, own: Own, way: Way) -> HttpResponseBase:
    """Say yes; who said so already, perhaps by tapping twice, is told the same again."""
    if request.method != "POST" or own.standing is not Standing.TO_ANSWER:
        return redirect(way.page)
    try:
        matches.accept_by_volunteer(match=own.match, by=own.account, now=timezone.now())
    except (MoveNotAllowedError, Refusal):
        # Somebody was ahead: the page says what is true now, in words for a reader.
        return show(request, own, way)
    return redirect(way.page)


def _no(request: HttpRequest, own: Own, way: Way) -> HttpResponseBase:
    form = NoForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "matching/own/no.html", {"form": form, "way": way})
    said = {"side": Side.VOLUNTEER, "reason": form.cleaned_data["reason"]}
    try:
        matches.decline(match=own.match, by=own.account, now=timezone.now(), **said)
    except MoveNotAllowedError:
        return show(request, own, way)
    return redirect(way.page)


def _question(request: HttpRequest, own: Own, way: Way) -> HttpResponseBase:
    form = QuestionForm(request.POST if request.method == "POST" else None)
    person = person_for(own.match.region, own.match.guide)
    if asked(form, volunteer=own.reader, match=own.match, by=own.account):
        messages.success(request, sent_to(person))
        return redirect(way.page)
    return render(request, "matching/own/question.html", {"form": form, "back": way.page, "person": person})


STEPS = {"yes": _yes, "no": _no, "question": _question}
