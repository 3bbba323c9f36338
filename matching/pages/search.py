"""Search in all registers at once."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import urlencode

from families.domain import queries as families
from families.domain.search import search as search_families
from matching.domain import queries
from matching.domain.search import search as search_matches
from programmes.domain.access import Action
from programmes.models import Register
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.register_table import LONGEST_SEARCH
from volunteers.domain import queries as volunteers
from volunteers.domain.search import search as search_volunteers

MOST = 10
TEMPLATES = {
    Register.FAMILIES: "matching/found/family.html",
    Register.VOLUNTEERS: "matching/found/volunteer.html",
    Register.MATCHES: "matching/found/match.html",
}
LISTS = {
    Register.FAMILIES: "work-families",
    Register.VOLUNTEERS: "work-volunteers",
    Register.MATCHES: "work-matches",
}


@dataclass(frozen=True)
class Found:
    """What one register holds for these words: the first few, and how many there are."""

    register: Register
    title: str | Promise
    template: str
    rows: list[Any]
    total: int
    list_name: str
    query: str


@for_whom_may(Action.MATCHES_WRITE)
def search(request: PageRequest) -> HttpResponseBase:
    words = request.GET.get("q", "")[:LONGEST_SEARCH].replace("\0", "").strip()
    groups = _groups(request, words) if words else []
    return render(
        request,
        "matching/search.html",
        {"words": words, "groups": groups, "total": sum(group.total for group in groups)},
    )


def _groups(request: PageRequest, words: str) -> list[Found]:
    actor = request.actor
    asked_families = families.visible_to(actor, Action.FAMILIES_INTAKE).prefetch_related(None)
    asked_volunteers = volunteers.listed_for(actor).prefetch_related(None)
    asked_matches = queries.matches_visible_to(actor, Action.MATCHES_WRITE).prefetch_related(None)
    return [
        _found(
            Register.FAMILIES,
            search_families(asked_families, words).prefetch_related("homes__district").order_by("-number"),
            words,
        ),
        _found(
            Register.VOLUNTEERS,
            search_volunteers(asked_volunteers, words).order_by("last_name", "first_name", "pk"),
            words,
        ),
        _found(Register.MATCHES, search_matches(asked_matches, words).order_by("-proposed_at", "-pk"), words),
    ]


def _found(register: Register, rows: QuerySet[Any], words: str) -> Found:
    return Found(
        register=register,
        title=register.label,
        template=TEMPLATES[register],
        rows=list(rows[:MOST]),
        total=rows.count(),
        list_name=LISTS[register],
        query=urlencode({"q": words}),
    )
