"""When a volunteer can read: the same picker as in the sign-up, with what stands in the register."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from programmes.domain.access import Action
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import StaleError
from programmes.pages.asking import is_unjudged
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.form_version import version_in
from volunteers.domain.editing import edit, version_of
from volunteers.models import Volunteer
from volunteers.pages.own_page import both_versions, framed, own_volunteer
from volunteers.pages.when_forms import Moments


@for_whom_may(Action.VOLUNTEERS_WRITE)
def my_availability(request: PageRequest) -> HttpResponseBase:
    """Change the moments; a match that runs keeps its own until it is arranged otherwise (quality N19)."""
    record = own_volunteer(request)
    data = request.POST if request.method == "POST" else None
    asked = Moments(
        data,
        region=record.region,
        day=localdate(),
        windows=tuple(window.as_window() for window in record.windows.all()),
        available_from=record.available_from,
    )
    version = version_in(request) or version_of(record)
    if data is not None and not is_unjudged(data) and asked.is_valid():
        answer = _saved(request, record, asked, version)
        if answer is not None:
            return answer
    template = "volunteers/own/availability.html"
    return framed(request, template, asked, back="my-page", version=version, volunteer=record)


def _saved(request: PageRequest, record: Volunteer, asked: Moments, version: str) -> HttpResponseBase | None:
    changes: dict[str, Any] = {"availability": asked.windows(), "available_from": asked.available_from()}
    try:
        edit(volunteer=record, changes=changes, by=request.user, now=timezone.now(), read=version)
    except StaleError:
        return both_versions(request, record, changes, look="my-availability")
    except (InvalidInput, Refusal) as refused:
        _refuse(asked, refused)
        return None
    messages.success(request, _("Saved. From now on we look for families at these moments."))
    return redirect("my-page")


def _refuse(asked: Moments, refused: InvalidInput | Refusal) -> None:
    errors = refused.errors if isinstance(refused, InvalidInput) else {refused.field: [refused.message]}
    for path, sentences in errors.items():
        asked.refuse(path, [str(sentence) for sentence in sentences])
