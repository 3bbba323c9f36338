"""A reader's own visits, logged in: look back, add, correct."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from matching.domain import visit_links
from matching.pages import visit_entry
from matching.pages.visit_entry import Door
from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may


@for_whom_may(Action.VISITS_LOG)
def my_visits(request: PageRequest, pk: int) -> HttpResponseBase:
    return visit_entry.tell(request, _door(request, pk))


@for_whom_may(Action.VISITS_LOG)
def my_visit_saved(request: PageRequest, pk: int, visit: int) -> HttpResponseBase:
    door = _door(request, pk)
    return visit_entry.saved(request, door, get_object_or_404(door.match.visits, pk=visit))


@for_whom_may(Action.VISITS_LOG)
def my_visit(request: PageRequest, pk: int, visit: int) -> HttpResponseBase:
    door = _door(request, pk)
    return visit_entry.correct(request, door, get_object_or_404(door.match.visits, pk=visit))


def _door(request: PageRequest, pk: int) -> Door:
    rows = visit_links.own(request.user, Action.VISITS_LOG).filter(state__in=visit_links.HAS_VISITS)
    return Door(
        match=get_object_or_404(rows, pk=pk),
        by=request.user,
        key=f"match-{pk}",
        form=reverse("my-visits", args=[pk]),
        saved=lambda visit: reverse("my-visit-saved", args=[pk, visit]),
        correct=lambda visit: reverse("my-visit", args=[pk, visit]),
    )
