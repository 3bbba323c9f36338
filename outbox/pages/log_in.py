"""Ask for a link to log in with: the same answer for every address."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from outbox.domain.log_in_links import ask_log_in_link
from programmes.domain.same_time import same_time
from programmes.domain.throttling import count
from programmes.pages.client_address import address_of
from programmes.pages.entering import keep_destination
from programmes.pages.log_in_forms import LinkForm
from programmes.pages.login import NEXT, log_in_page
from programmes.pages.too_often import too_often


def ask(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return redirect("login")
    form = LinkForm(request.POST)
    if not form.is_valid():
        return log_in_page(request, by_link=form)
    verdict = count("mail-link", address_of(request))
    if not verdict.allowed:
        return too_often(request, verdict)
    keep_destination(request, request.POST.get(NEXT, ""))
    with same_time():
        ask_log_in_link(email=form.cleaned_data["email"], now=timezone.now())
    return redirect("log-in-asked")


def asked(request: HttpRequest) -> HttpResponseBase:
    return render(request, "outbox/log_in_asked.html")
