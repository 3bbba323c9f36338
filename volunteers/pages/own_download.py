"""Everything that is kept about a volunteer: to read, and as a file for programs."""

import json

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from programmes.domain.access import Action
from programmes.domain.privacy import as_json
from programmes.pages.doors import PageRequest, for_whom_may
from volunteers.domain.own_data import tell
from volunteers.pages.own_page import own_volunteer


@require_safe
@for_whom_may(Action.VOLUNTEERS_WRITE)
def my_download(request: PageRequest) -> HttpResponseBase:
    """Show all of it, or hand it out as JSON; either is logged."""
    record = own_volunteer(request)
    chapters = tell(volunteer=record, actor=request.actor, now=timezone.now())
    if request.GET.get("soort") != "json":
        context = {"volunteer": record, "chapters": chapters, "now": timezone.now()}
        return render(request, "volunteers/own/download.html", context)
    text = json.dumps({"day": localdate().isoformat(), **as_json(chapters)}, ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="doorleesexpress-{localdate():%Y-%m-%d}.json"'
    return answer
