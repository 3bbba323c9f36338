"""A volunteer's own page: the open proposal with yes and no, then the match with name and address."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from matching.domain import queries
from matching.domain.wording.moments import in_full
from matching.models import Match
from matching.pages.match_steps import ANSWERING, OWN_STEPS
from matching.states import OPEN_MATCH_STATES, MatchState
from programmes.domain.access import Action, log_read
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.steps import open_steps, take

BOTH_SAID_YES = (MatchState.ACCEPTED, MatchState.INTRODUCTION_PLANNED, MatchState.ACTIVE, MatchState.PAUSED)


@for_whom_may(Action.VOLUNTEER_ANSWER)
def my_page(request: PageRequest) -> HttpResponseBase:
    found = list(_own(request).filter(state__in=OPEN_MATCH_STATES).order_by("pk"))
    for match in found:
        _prepare(request, match, timezone.now())
    context = {
        "proposals": [match for match in found if match.state in ANSWERING],
        "matches": [match for match in found if match.state in BOTH_SAID_YES],
    }
    return render(request, "matching/my_page.html", context)


@for_whom_may(Action.VOLUNTEER_ANSWER)
def my_no(request: PageRequest, pk: int) -> HttpResponseBase:
    """Ask for the reason of a no on a page of its own."""
    match = get_object_or_404(_own(request).filter(state__in=ANSWERING), pk=pk)
    return render(request, "matching/my_no.html", {"match": match, "open": open_steps(match, OWN_STEPS)[-1]})


@require_POST
@for_whom_may(Action.VOLUNTEER_ANSWER)
def my_answer(request: PageRequest, pk: int, step: str) -> HttpResponseBase:
    match = get_object_or_404(_own(request), pk=pk)
    take(request, match, called="match", name=step, steps=OWN_STEPS)
    return redirect("my-page")


def _own(request: PageRequest) -> QuerySet[Match]:
    rows = queries.matches_visible_to(request.actor, Action.VOLUNTEER_ANSWER)
    return rows.filter(Q(volunteer__account=request.user) | Q(partner__account=request.user))


def _prepare(request: PageRequest, match: Match, now: datetime) -> None:
    """Add what the page tells in words; a shown address is logged."""
    match.when = in_full(match.option, minutes=match.programme.visit_minutes)  # type: ignore[attr-defined] # for the template - words, never stored
    day = timezone.localdate(now)
    match.ages = sorted(child.age_on(day) for child in match.family.children.all())  # type: ignore[attr-defined] # as above - words
    match.may_answer = OWN_STEPS[0].is_open(match)  # type: ignore[attr-defined] # as above - which button shows
    if match.state in BOTH_SAID_YES:
        log_read(match.family, actor=request.actor, action="read-address", now=now)
