"""The link of an invitation: looking changes nothing (mail scanners look), the button begins."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from outbox.domain import organisation_access
from programmes.domain.links import LinkSpentError
from programmes.models import Region
from programmes.pages.entering import let_in
from programmes.pages.log_in_forms import LinkForm
from programmes.pages.personal_link import personal_link


@require_http_methods(["GET", "HEAD", "POST"])
@personal_link
def begin(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Let somebody in; who decides over others logs in as always, and has the new role then."""
    now = timezone.now()
    if request.method != "POST":
        organisation = organisation_access.organisation_of(secret, now=now)
        if organisation is None:
            return _gone(request)
        return render(request, "families/invitation.html", {"organisation": organisation})
    try:
        entrance = organisation_access.accept(secret=secret, now=now)
    except LinkSpentError:
        return _gone(request)
    if not entrance.by_link:
        return redirect("login")
    let_in(request, entrance.account)
    return redirect("my-families")


def _gone(request: HttpRequest) -> HttpResponse:
    people = Region.objects.exclude(contact_phone="").order_by("name")
    context = {"form": LinkForm(), "people": people}
    return render(request, "families/invitation_gone.html", context, status=HTTPStatus.GONE)
