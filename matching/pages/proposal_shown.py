"""A proposal as its reader sees it, the same behind a personal link and for who is logged in."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from matching.domain.own_answer import ANSWERABLE, OVER, Own, Standing
from matching.pages.own_offers import offers_after
from matching.pages.proposal_facts import facts_of
from matching.pages.whom_to_ask import person_for
from programmes.domain.access import actor_of, log_read


@dataclass(frozen=True)
class Way:
    """The addresses of one proposal: behind its link, or on the own page."""

    page: str
    step: Callable[[str], str]
    by_link: bool

    @property
    def yes(self) -> str:
        return self.step("yes")

    @property
    def no(self) -> str:
        return self.step("no")

    @property
    def question(self) -> str:
        return self.step("question")


def way_by_link(secret: str) -> Way:
    page = reverse("my-proposal-link", args=[secret])
    return Way(page, lambda step: reverse("my-proposal-link-answer", args=[secret, step]), by_link=True)


def way_logged_in(pk: int) -> Way:
    page = reverse("my-proposal", args=[pk])
    return Way(page, lambda step: reverse("my-answer", args=[pk, step]), by_link=False)


def show(request: HttpRequest, own: Own, way: Way) -> HttpResponse:
    """Show what is true of a proposal now; of one that is over, nothing of the family (quality N20)."""
    standing, now = own.standing, timezone.now()
    context: dict[str, Any] = {
        "standing": standing.value,
        "match": own.match,
        "way": way,
        "person": person_for(own.match.region, own.match.guide),
        "offers": offers_after(own.match.end_reason) if standing is Standing.SAID_NO else [],
    }
    if standing in ANSWERABLE:
        context["facts"] = facts_of(own, today=timezone.localdate(now))
        log_read(own.match.family, actor=actor_of(own.account), action="proposal", now=now)
    status = HTTPStatus.GONE if standing in OVER else HTTPStatus.OK
    return render(request, "matching/own/proposal.html", context, status=status)
