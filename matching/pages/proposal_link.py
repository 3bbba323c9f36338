"""A proposal behind the personal link of its message: looking changes nothing, a button answers (S5)."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from matching.domain import own_answer
from matching.pages.proposal_answer import act
from matching.pages.proposal_shown import show, way_by_link
from programmes.pages.personal_link import link_gone, personal_link


@personal_link
def proposal(request: HttpRequest, secret: str) -> HttpResponseBase:
    own = own_answer.behind(secret, now=timezone.now())
    return link_gone(request) if own is None else show(request, own, way_by_link(secret))


@personal_link
def answer(request: HttpRequest, secret: str, step: str) -> HttpResponseBase:
    own = own_answer.behind(secret, now=timezone.now())
    return link_gone(request) if own is None else act(request, own, step, way_by_link(secret))
