"""A volunteer's own data: everything on one page, and a page to change each part."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.domain.access import Action
from programmes.domain.places import region_at
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import StaleError
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.form_version import version_in
from volunteers.domain.editing import edit, version_of
from volunteers.models import Volunteer
from volunteers.pages.own_page import both_versions, framed, own_volunteer, show_refusal
from volunteers.pages.own_parts import PARTS, Part, answers_of


@for_whom_may(Action.VOLUNTEERS_WRITE)
def my_data(request: PageRequest) -> HttpResponseBase:
    record = own_volunteer(request)
    return render(request, "volunteers/own/data.html", {"volunteer": record, "parts": list(_shown(record))})


@for_whom_may(Action.VOLUNTEERS_WRITE)
def my_data_part(request: PageRequest, part: str) -> HttpResponseBase:
    """Ask one part anew; what stands in the register is the first answer."""
    record, page = own_volunteer(request), next((item for item in PARTS if item.slug == part), None)
    if page is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    asked = page.questions(record, data)
    version = version_in(request) or version_of(record)
    if data is not None and "stay" not in data and asked.is_valid():
        answer = _saved(request, record, page, asked, version)
        if answer is not None:
            return answer
    more = {"volunteer": record, "region": record.region}
    return framed(request, asked.template, asked, back="my-data", version=version, **more)


def _saved(
    request: PageRequest,
    record: Volunteer,
    page: Part,
    asked: Any,  # noqa: ANN401 - a class for each part
    version: str,
) -> HttpResponseBase | None:
    """Save what was answered; None when the page has to say what is to change."""
    changes = page.changes(asked.answers(), record)
    try:
        _check_municipality(changes, record)
        edit(volunteer=record, changes=changes, by=request.user, now=timezone.now(), read=version)
    except StaleError:
        return both_versions(request, record, changes, look="my-data")
    except (InvalidInput, Refusal) as refused:
        show_refusal(refused, asked)
        return None
    messages.success(request, _("Saved."))
    return redirect("my-data")


def _check_municipality(changes: dict[str, Any], record: Volunteer) -> None:
    """Refuse a move to another municipality: its coordinators take over, so a person arranges it."""
    if changes.get("postcode") in (None, record.postcode):
        return
    region, municipality = region_at(changes["postcode"])
    if region is not None and region != record.region:
        sentence = _("Do you move to %(town)s? Call us, then we arrange it with the people there.")
        raise InvalidInput({"postcode": [sentence % {"town": municipality}]})


def _shown(record: Volunteer) -> Iterator[dict[str, Any]]:
    answers = answers_of(record)
    for part in PARTS:
        lines = [
            (label, words if isinstance(words, list) else [words])
            for label, words in part.said(answers[part.name])
        ]
        yield {"part": part, "lines": lines}
