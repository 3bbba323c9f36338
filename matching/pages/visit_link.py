"""The visit log by the link of the weekly message: no log-in, no name, only this one match."""

from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from matching.domain import visit_links
from matching.pages import visit_entry
from matching.pages.visit_entry import Door
from programmes.domain import links
from programmes.pages.personal_link import link_gone, personal_link

KEY_LENGTH = 16


@personal_link
def visit_link(request: HttpRequest, secret: str) -> HttpResponseBase:
    door = _door(secret, timezone.now())
    return visit_entry.tell(request, door) if door else link_gone(request)


@personal_link
def visit_link_saved(request: HttpRequest, secret: str, visit: int) -> HttpResponseBase:
    door = _door(secret, timezone.now())
    if door is None:
        return link_gone(request)
    return visit_entry.saved(request, door, get_object_or_404(door.match.visits, pk=visit))


@personal_link
def visit_link_correct(request: HttpRequest, secret: str, visit: int) -> HttpResponseBase:
    door = _door(secret, timezone.now())
    if door is None:
        return link_gone(request)
    return visit_entry.correct(request, door, get_object_or_404(door.match.visits, pk=visit))


def _door(secret: str, now: datetime) -> Door | None:
    opened = visit_links.open_link(secret, now=now)
    if opened is None:
        return None
    links.see(opened.link, now=now)
    return Door(
        match=opened.match,
        by=links.holder(opened.link),
        key=opened.link.key_hash[:KEY_LENGTH],
        form=reverse("visit-link", args=[secret]),
        saved=lambda visit: reverse("visit-link-saved", args=[secret, visit]),
        correct=lambda visit: reverse("visit-link-visit", args=[secret, visit]),
        by_link=True,
    )
