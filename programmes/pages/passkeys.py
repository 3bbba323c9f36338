"""Passkeys: the page where one adds and removes them, and the log-in with one."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication, begin_registration
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from programmes.domain import passkeys
from programmes.domain.refusal import Refusal
from programmes.domain.throttling import count
from programmes.models import User
from programmes.pages.client_address import address_of
from programmes.pages.doors import PageRequest
from programmes.pages.entering import destination, entered_lately, let_in
from programmes.pages.too_often import too_often

FAILED = gettext_lazy("The passkey was not accepted. Try again, or choose another way to log in.")
OWN_PAGE = "my-passkeys"


class NameForm(forms.Form):
    """Asks by which name a person tells this passkey from another."""

    name = forms.CharField(
        label=gettext_lazy("Name of this device"),
        help_text=gettext_lazy("For example: my phone"),
        max_length=60,
        required=False,
    )


@login_required
def my_passkeys(request: PageRequest) -> HttpResponse:
    facts = {
        "passkeys": passkeys.passkeys_of(request.user),
        "form": NameForm(),
        "fresh": entered_lately(request),
    }
    return render(request, "programmes/my_passkeys.html", facts)


@require_POST
@login_required
def registration_options(request: PageRequest) -> HttpResponseBase:
    """Say what the device has to make, and remember the question in the session."""
    if not entered_lately(request):
        return JsonResponse({}, status=403)
    return JsonResponse(begin_registration(request.user, passwordless=True))


@login_required
def add(request: PageRequest) -> HttpResponseBase:
    """Add a passkey; who had to log in first comes by a look, and presses the button again."""
    if request.method != "POST":
        return redirect(OWN_PAGE)
    form, named = AddWebAuthnForm(request.POST, user=request.user), NameForm(request.POST)
    if not (entered_lately(request) and named.is_valid() and _stands(form)):
        messages.error(request, FAILED)
        return redirect(OWN_PAGE)
    name = named.cleaned_data["name"] or _("Passkey")
    try:
        passkeys.add(
            account=request.user, credential=form.cleaned_data["credential"], name=name, now=timezone.now()
        )
        messages.success(request, _("The passkey is added. Next time you can log in with it."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect(OWN_PAGE)


@login_required
def remove(request: PageRequest, pk: int) -> HttpResponseBase:
    """Remove a passkey; who had to log in first comes by a look, and presses the button again."""
    if request.method != "POST":
        return redirect(OWN_PAGE)
    if entered_lately(request):
        if not passkeys.remove(account=request.user, number=pk):
            raise Http404
        messages.success(request, _("The passkey is removed. It opens nothing here any more."))
    return redirect(OWN_PAGE)


@require_POST
def log_in_options(request: HttpRequest) -> HttpResponseBase:
    """Ask for any passkey of this site, and remember the question in the session."""
    verdict = count("passkey", address_of(request))
    return JsonResponse(begin_authentication()) if verdict.allowed else too_often(request, verdict)


@require_POST
def log_in(request: HttpRequest) -> HttpResponseBase:
    form = LoginWebAuthnForm(request.POST)
    passkey = form.cleaned_data["credential"] if _stands(form) else None
    user = passkey.user if passkey else None
    if not isinstance(user, User) or not user.is_active:
        messages.error(request, FAILED)
        return redirect("login")
    passkeys.note_use(passkey, now=timezone.now())
    going_to = destination(request, request.POST.get("next", ""))
    let_in(request, user)
    return redirect(going_to)


def _stands(form: forms.Form) -> bool:
    """Tell whether the device's answer stands; one that is no answer at all breaks the check."""
    try:
        return bool(form.is_valid())
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
