"""The coordinator's register of matches: list, one match, its steps."""

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from matching.domain import queries
from matching.domain.wording.moments import briefly, in_full
from matching.domain.wording.reasons import parts_of
from matching.models import Match
from matching.pages.match_steps import STEPS
from matching.states import MatchState
from programmes.domain.access import Action
from programmes.models import District
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.listing import Filter, listing, names_of
from programmes.pages.steps import open_steps, take
from programmes.pages.timeline import timeline

SORTS = {
    "newest": ("-proposed_at", "-pk"),
    "family": ("family__number", "-pk"),
    "volunteer": ("volunteer__last_name", "volunteer__first_name", "-pk"),
    "reply": ("reply_by", "pk"),
    "state": ("state", "-pk"),
}


@for_whom_may(Action.MATCHES_WRITE)
def matches(request: PageRequest) -> HttpResponseBase:
    rows = queries.matches_visible_to(request.actor, Action.MATCHES_WRITE)
    districts = District.objects.filter(region__matches__in=rows.values("pk")).distinct()
    shown = listing(
        rows,
        query=request.GET,
        found=_search(rows, request.GET.get("q", "")),
        filters=[
            Filter("state", _("State"), "state", dict(MatchState.choices)),
            Filter("district", _("District"), "family__homes__district", names_of(districts)),
        ],
        sorts=SORTS,
    )
    for row in shown.page:
        row.when = briefly(row.option)  # type: ignore[attr-defined] # for the template - words, never stored
    return render(request, "matching/matches.html", {"listing": shown})


@for_whom_may(Action.MATCHES_WRITE)
def match(request: PageRequest, pk: int) -> HttpResponseBase:
    record = _match(request, pk)
    proposals = queries.proposals_visible_to(request.actor).prefetch_related("volunteer__languages")
    proposal = proposals.filter(match=record).first()
    context = {
        "match": record,
        "proposal": proposal,
        "when": in_full(record.option, minutes=record.programme.visit_minutes),
        "parts": parts_of(proposal) if proposal else [],
        "steps": open_steps(record, STEPS),
        "address": reverse("work-match", args=[pk]),
        "timeline": timeline(record, states=MatchState.choices),
    }
    return render(request, "matching/match.html", context)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def match_step(request: PageRequest, pk: int, step: str) -> HttpResponseBase:
    take(request, _match(request, pk), called="match", name=step, steps=STEPS)
    return redirect("work-match", pk)


def _match(request: PageRequest, pk: int) -> Match:
    return get_object_or_404(queries.matches_visible_to(request.actor, Action.MATCHES_WRITE), pk=pk)


def _search(rows: QuerySet[Match], words: str) -> QuerySet[Match]:
    for word in words.split():
        number = word.upper().removeprefix("G-").lstrip("0")
        is_number = Q(family__number=int(number[:9])) if number.isdecimal() else Q(pk__in=())
        name = Q(volunteer__first_name__icontains=word) | Q(volunteer__infix__icontains=word)
        rows = rows.filter(is_number | name | Q(volunteer__last_name__icontains=word))
    return rows
