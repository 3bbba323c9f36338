"""A social worker's own families: five words, since when, what comes next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from families.domain import queries
from families.domain.leaving import reasons_of
from families.domain.referrer_status import Reached, Told, told_of, words_of
from families.domain.usual_waiting import usual_waiting
from families.models import Family
from families.pages.homes_shown import homes_shown
from families.pages.usual_words import in_words
from families.states import FamilyStatus
from programmes.domain.access import Action, Scope, log_read, log_reads
from programmes.pages.doors import PageRequest, for_whom_may

LISTED, READ = "list", "read"
TAGS = {
    FamilyStatus.WAITING: "tag-warn",
    FamilyStatus.READER_FOUND: "tag-ok",
    FamilyStatus.RUNNING: "tag-ok",
    FamilyStatus.RECEIVED: "tag-info",
}
FURTHER = frozenset({FamilyStatus.READER_FOUND, FamilyStatus.RUNNING})


@dataclass(frozen=True)
class OwnFamily:
    """What stands on one line of the page."""

    family: Family
    told: Told
    usual: str

    @property
    def tag(self) -> str:
        return TAGS.get(self.told.status, "")

    @property
    def since(self) -> date:
        return timezone.localdate(self.told.since)


@dataclass(frozen=True)
class Word:
    """One word of the past; whether the family went back in the queue with it."""

    reached: Reached
    is_back: bool


@for_whom_may(Action.FAMILIES_REFER)
def my_families(request: PageRequest) -> HttpResponseBase:
    own = request.actor.targets(Action.STATUS_READ, Scope.ORGANISATION)
    if not own:
        return redirect("work-families")
    rows = queries.visible_to(request.actor, Action.STATUS_READ).filter(organisation__in=own)
    families, now = list(rows.order_by("-registered_at", "-pk")), timezone.now()
    log_reads(families, actor=request.actor, action=LISTED, now=now)
    return render(request, "families/my_families.html", {"families": _lines(families, now)})


@for_whom_may(Action.FAMILIES_REFER)
def my_family(request: PageRequest, pk: int) -> HttpResponseBase:
    family, now = own_family(request, pk), timezone.now()
    log_read(family, actor=request.actor, action=READ, now=now)
    context = {
        "line": _lines([family], now)[0],
        "words": _words(words_of([family])[family.pk]),
        "homes": homes_shown(family, day=timezone.localdate(now)),
        "may_leave": bool(reasons_of(family)),
        "question": question_to(family),
    }
    return render(request, "families/my_family.html", context)


def own_family(request: PageRequest, pk: int, action: Action = Action.FAMILIES_READ) -> Family:
    """Give a family of which the actor may do this; any other is as if missing."""
    return get_object_or_404(queries.visible_to(request.actor, action), pk=pk)


def question_to(family: Family) -> str:
    """Give the address of a mail to the coordinators: nothing in it but the number of the family."""
    to = family.region.contact_email
    return f"mailto:{quote(to, safe='@')}?subject={quote(family.reference)}" if to else ""


def _lines(families: Collection[Family], now: datetime) -> list[OwnFamily]:
    told, usual = told_of(families, now=now), usual_waiting(families, now=now)
    return [
        OwnFamily(family, told[family.pk], in_words(usual[family.pk]) if family.pk in usual else "")
        for family in families
    ]


def _words(reached: Collection[Reached]) -> list[Word]:
    found: list[Word] = []
    for word in reached:
        before = {one.reached.status for one in found}
        found.append(Word(word, word.status == FamilyStatus.WAITING and bool(before & FURTHER)))
    return found
