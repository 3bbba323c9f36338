"""Visits in one's own calendar: the feed, and the page that makes and ends its address."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from matching.domain import volunteer_calendar
from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.personal_link import personal_link


@require_safe
@personal_link
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    found = volunteer_calendar.feed_of(secret, now=timezone.now())
    if found is None:
        raise Http404
    tag = quote_etag(found.tag)
    answer = HttpResponse(
        found.body,
        content_type="text/calendar; charset=utf-8",
        headers={"ETag": tag, "Content-Disposition": 'inline; filename="visits.ics"'},
    )
    return get_conditional_response(request, etag=tag, response=answer) or answer


@for_whom_may(Action.VOLUNTEER_ANSWER)
def my_calendar(request: PageRequest) -> HttpResponseBase:
    """Show the address that works; a POST makes a new one, which is told this once."""
    if not volunteer_calendar.reads(request.actor):
        raise Http404
    now, address = timezone.now(), ""
    if request.method == "POST":
        secret = volunteer_calendar.renew_link(account=request.user, now=now)
        address = settings.PUBLIC_URL + reverse("calendar-feed", args=[secret])
    context = {
        "link": volunteer_calendar.link_of(request.user, now=now),
        "address": address,
        "webcal": urlsplit(address)._replace(scheme="webcal").geturl() if address else "",
    }
    return render(request, "matching/my_calendar.html", context)


@for_whom_may(Action.VOLUNTEER_ANSWER)
def my_calendar_stop(request: PageRequest) -> HttpResponseBase:
    """End the address; who had to log in first comes by a look, and presses the button again."""
    if request.method == "POST":
        volunteer_calendar.end_link(account=request.user, now=timezone.now())
    return redirect("my-calendar")
