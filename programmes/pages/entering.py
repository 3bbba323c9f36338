"""Coming in, by whichever way: a new session, the moment noted, and on to where one was going."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from programmes.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"
ENTERED_AT = "entered_at"
GOING_TO = "going_to"


def let_in(request: HttpRequest, user: User) -> None:
    """Log in; a session that somebody knew before is of no use afterwards."""
    if request.user.is_authenticated:
        request.session.cycle_key()
    login(request, user, backend=BACKEND)
    request.session[ENTERED_AT] = timezone.now().timestamp()


def entered_lately(request: HttpRequest) -> bool:
    """Tell whether this session was opened so lately that it needs no new log-in for what asks for one."""
    ago = timezone.now().timestamp() - request.session.get(ENTERED_AT, 0)
    return bool(ago < settings.FRESH_LOG_IN_SECONDS)


def enter_again(request: HttpRequest, address: str = "") -> HttpResponseRedirect:
    """Ask for a new log-in, and come back: to this page, or to the one that it belongs to (quality S4)."""
    return redirect(f"{reverse('login')}?{urlencode({'opnieuw': 1, 'next': address or request.path})}")


def keep_destination(request: HttpRequest, address: str) -> None:
    """Remember in this browser where somebody was going, for when they come back by the link in a mail."""
    if own_path(request, address):
        request.session[GOING_TO] = address


def destination(request: HttpRequest, address: str = "") -> str:
    """Give where somebody was going, if that is a page of ours; else their own first page."""
    kept = request.session.pop(GOING_TO, "")
    return own_path(request, address) or own_path(request, kept) or reverse(settings.LOGIN_REDIRECT_URL)


def own_path(request: HttpRequest, address: str) -> str:
    """Give the address if it is a path of this site; else nothing (quality N6)."""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    return address if is_ours and address.startswith("/") else ""
