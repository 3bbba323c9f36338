"""Log in by the link of a mail: looking changes nothing (mail scanners look), the button logs in."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from programmes.domain import links
from programmes.pages.entering import destination, let_in
from programmes.pages.personal_link import link_gone, personal_link


@require_http_methods(["GET", "HEAD", "POST"])
@personal_link
def log_in_by_link(request: HttpRequest, secret: str) -> HttpResponseBase:
    now = timezone.now()
    if request.method != "POST":
        link = links.find(secret, purpose=links.LinkPurpose.LOG_IN, now=now)
        return render(request, "programmes/link_log_in.html") if link else link_gone(request)
    try:
        account = links.enter(secret=secret, now=now)
    except links.LinkSpentError:
        return link_gone(request)
    going_to = destination(request)
    let_in(request, account)
    return redirect(going_to)
