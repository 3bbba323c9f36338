"""A volunteer has their data erased: what goes, what stays, one button."""

from django.contrib.auth import logout
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programmes.domain.access import Action
from programmes.domain.refusal import Refusal
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.entering import enter_again, entered_lately
from volunteers.domain.erasing import erase, obstacles_of, stays_of
from volunteers.models import Volunteer
from volunteers.pages.own_page import own_volunteer


@for_whom_may(Action.VOLUNTEERS_WRITE)
def my_erase(request: PageRequest) -> HttpResponseBase:
    """Ask once more, of somebody who logged in a moment ago (quality S4, N27)."""
    record = own_volunteer(request)
    if not entered_lately(request):
        return enter_again(request)
    if request.method != "POST":
        return _page(request, record)
    try:
        erase(volunteer=record, by=request.user, now=timezone.now())
    except Refusal as refusal:
        # Pressed twice: the second press finds what it asked for.
        if refusal.code != "erased":
            return _page(request, record)
    logout(request)
    return redirect("erased")


@require_safe
def erased(request: PageRequest) -> HttpResponseBase:
    return render(request, "volunteers/own/erased.html")


def _page(request: PageRequest, record: Volunteer) -> HttpResponseBase:
    context = {"volunteer": record, "obstacles": obstacles_of(record), "stays": stays_of(record)}
    return render(request, "volunteers/own/erase.html", context)
