"""Let two volunteers go together, and let a duo read each for themselves again."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told
from volunteers.domain import duos
from volunteers.domain.partners import partners_for
from volunteers.pages.volunteer_page import volunteer_of

MOST = 10


@for_whom_may(Action.MATCHES_WRITE)
def form_duo(request: PageRequest, pk: int) -> HttpResponseBase:
    """Look for somebody to go along; the one who was chosen comes back by POST."""
    record = volunteer_of(request, pk)
    if request.method == "POST":
        partner = volunteer_of(request, _number(request.POST.get("partner", "")))
        with told(request, done=_("These two go together now.")):
            duos.form(first=record, second=partner, by=request.user, now=timezone.now())
        return redirect("work-volunteer", pk)
    words = request.GET.get("q", "").strip()
    found = partners_for(record, words=words, actor=request.actor)[:MOST] if words else []
    context = {"volunteer": record, "words": words, "found": found}
    return render(request, "volunteers/form_duo.html", context)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def dissolve_duo(request: PageRequest, pk: int) -> HttpResponseBase:
    record = volunteer_of(request, pk)
    with told(request, done=_("Both read for themselves again.")):
        duos.dissolve(volunteer=record, by=request.user, now=timezone.now())
    return redirect("work-volunteer", pk)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 0  # noqa: PLR2004 - what a number of a record holds
