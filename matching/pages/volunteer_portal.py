"""A volunteer's own page, and on it the answer to a proposal."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from matching.domain.own_answer import Own, read_by
from matching.pages.own_page import context_of
from matching.pages.own_questions import elsewhere
from matching.pages.proposal_answer import act
from matching.pages.proposal_shown import show, way_logged_in
from programmes.domain.access import Action, NotAllowedError
from programmes.pages.doors import PageRequest, for_whom_may
from volunteers.domain import queries as volunteers


@for_whom_may(Action.VOLUNTEER_ANSWER)
def my_page(request: PageRequest) -> HttpResponseBase:
    try:
        volunteer = volunteers.own(request.actor)
    except NotAllowedError:
        return elsewhere(request)
    context = context_of(volunteer, request.user, request.actor, now=timezone.now())
    return render(request, "matching/own/page.html", context)


@for_whom_may(Action.VOLUNTEER_ANSWER)
def my_proposal(request: PageRequest, pk: int) -> HttpResponseBase:
    return show(request, _own(request, pk), way_logged_in(pk))


@for_whom_may(Action.VOLUNTEER_ANSWER)
def my_answer(request: PageRequest, pk: int, step: str) -> HttpResponseBase:
    return act(request, _own(request, pk), step, way_logged_in(pk))


def _own(request: PageRequest, pk: int) -> Own:
    return Own(get_object_or_404(read_by(request.user), pk=pk), request.user)
