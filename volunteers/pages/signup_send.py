"""The end of the sign-up: is everything right, send it, and what happens next."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programmes.domain.promises import call_before
from programmes.domain.refusal import InvalidInput
from programmes.domain.same_time import same_time
from programmes.domain.throttling import Verdict, count
from programmes.pages.asking import Said
from programmes.pages.client_address import address_of as address_of_client
from programmes.pages.refused import sentences_of
from programmes.pages.too_often import too_often
from volunteers.domain import drafts, signup
from volunteers.models import SignUpDraft
from volunteers.pages.signup_draft import draft_of
from volunteers.pages.signup_entry import entry_of_draft, step_of
from volunteers.pages.signup_steps import NUMBERS, STEPS, address_of, first_open

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TOO_QUICK = _("That went very fast. Look through your answers once more, and then press the button again.")


@dataclass(frozen=True)
class Section:
    """The answers of one step, with the way to change them."""

    number: int
    lines: Said
    change: str
    wrong: "list[StrOrPromise]"


class TrapForm(forms.Form):
    """A field that people do not see; programs fill in all that there is."""

    homepage = forms.CharField(label=_("Leave this empty"), required=False, max_length=200)


def check(request: HttpRequest) -> HttpResponseBase:
    draft = draft_of(request)
    if draft is None:
        return redirect("sign-up")
    if draft.sent_at is not None:
        return redirect("sign-up-done")
    still = first_open(draft)
    if still is not None:
        return redirect(address_of(still))
    if request.method != "POST":
        return _shown(request, draft)
    return _sent(request, draft)


def _sent(request: HttpRequest, draft: SignUpDraft) -> HttpResponseBase:
    now = timezone.now()
    if request.POST.get("homepage"):
        signup.set_aside(draft=draft, now=now)
        return redirect("sign-up-done")
    if now - draft.started_at < timedelta(seconds=settings.SIGN_UP_MIN_SECONDS):
        return _shown(request, draft, wait=TOO_QUICK)
    verdict = _counted(request, draft)
    if not verdict.allowed:
        return too_often(request, verdict)
    try:
        with same_time():
            signup.send(draft=draft, entry=entry_of_draft(draft), now=now, language=get_language() or "nl")
    except InvalidInput as refused:
        return _shown(request, draft, refused=refused)
    return redirect("sign-up-done")


def _counted(request: HttpRequest, draft: SignUpDraft) -> Verdict:
    """Count by who asks and by mailbox; both are told alike."""
    here = count("sign-up", address_of_client(request))
    return count("sign-up-email", draft.answers["person"]["email"]) if here.allowed else here


def _shown(
    request: HttpRequest,
    draft: SignUpDraft,
    *,
    refused: InvalidInput | None = None,
    wait: "StrOrPromise" = "",
) -> HttpResponseBase:
    wrong: dict[int, list[StrOrPromise]] = {}
    for path, sentences in (sentences_of(refused) if refused else {}).items():
        wrong.setdefault(step_of(path), []).extend(sentences)
    sections = [
        Section(
            number,
            STEPS[number - 1].said(draft.answers[STEPS[number - 1].name]),
            address_of(number, change=True),
            wrong.get(number, []),
        )
        for number in NUMBERS
    ]
    context = {"sections": sections, "trap": TrapForm(), "wait": wait, "is_wrong": bool(wrong)}
    return render(request, "volunteers/signup/check.html", context)


@require_safe
def done(request: HttpRequest) -> HttpResponseBase:
    draft = draft_of(request)
    if draft is None or draft.sent_at is None:
        return redirect("sign-up")
    region = drafts.region_of(draft)
    day = localdate(draft.sent_at)
    training = region.next_training_on if region else None
    context = {
        "first_name": draft.answers.get("sent", {}).get("first_name", ""),
        "region": region,
        "call_before": call_before(day),
        "training": training if training and training >= localdate() else None,
    }
    return render(request, "volunteers/signup/done.html", context)
