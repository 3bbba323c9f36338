"""Log in: by a link in a mail, with a passkey, or with a password."""

from urllib.parse import urlencode

from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from programmes.domain.throttling import Verdict, count, give_back
from programmes.models import User
from programmes.pages.client_address import address_of
from programmes.pages.entering import destination, let_in, own_path
from programmes.pages.log_in_forms import LinkForm, LoginForm
from programmes.pages.too_often import too_often

AGAIN = "opnieuw"
NEXT = "next"


@sensitive_post_parameters("password")
def log_in(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        return _with_password(request)
    if request.user.is_authenticated and AGAIN not in request.GET:
        return redirect(destination(request, request.GET.get(NEXT, "")))
    return log_in_page(request)


def log_in_again(request: HttpRequest) -> HttpResponseBase:
    """Come from the administration pages: their own log-in would let guess without end."""
    asked = {AGAIN: "1", NEXT: own_path(request, request.GET.get(NEXT, ""))}
    return redirect(f"{reverse('login')}?{urlencode(asked)}")


def log_in_page(
    request: HttpRequest, *, by_link: LinkForm | None = None, by_password: LoginForm | None = None
) -> HttpResponse:
    """Show every way in; a form that was filled in wrongly with its errors."""
    going_to = own_path(request, request.POST.get(NEXT, request.GET.get(NEXT, "")))
    facts = {"by_link": by_link or LinkForm(), "by_password": by_password or LoginForm(), NEXT: going_to}
    return render(request, "programmes/login.html", facts)


def _with_password(request: HttpRequest) -> HttpResponseBase:
    askers = _askers(request)
    verdicts = [count(what, who) for what, who in askers]
    refused = [verdict for verdict in verdicts if not verdict.allowed]
    if refused:
        return too_often(request, max(refused, key=_wait))
    form = LoginForm(request, data=request.POST)
    user = form.get_user() if form.is_valid() else None
    if not isinstance(user, User):
        return log_in_page(request, by_password=form)
    for what, who in askers:
        give_back(what, who)
    going_to = destination(request, request.POST.get(NEXT, ""))
    let_in(request, user)
    return redirect(going_to)


def _askers(request: HttpRequest) -> list[tuple[str, str]]:
    """List who are counted: nobody guesses with an empty field."""
    email = request.POST.get("username", "")
    if not (email and request.POST.get("password")):
        return []
    return [("log-in-account", email), ("log-in-address", address_of(request))]


def _wait(verdict: Verdict) -> int:
    return verdict.retry_after


log_out = LogoutView.as_view()
