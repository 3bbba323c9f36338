"""The end of a registration: is everything right, and send it."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from families.domain import referring
from families.domain.referral_drafts import is_new
from families.domain.referring import Sent
from families.models import ReferralDraft
from families.pages.referral import opened, read_in
from families.pages.referral_entry import entry_of, step_of
from families.pages.referral_setting import Setting
from families.pages.referral_shown import around, home_of
from families.pages.referral_steps import CHECKING, NUMBERS, STEPS, address_of, first_open
from programmes.domain.access import Action
from programmes.domain.refusal import InvalidInput
from programmes.domain.versions import StaleError
from programmes.pages.asking import Said
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.refused import sentences_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Section:
    """The answers of one step, with the way to change them."""

    title: "StrOrPromise"
    lines: Said
    change: str
    wrong: "list[StrOrPromise]"


@for_whom_may(Action.FAMILIES_REFER)
def check(request: PageRequest) -> HttpResponseBase:
    draft, setting = opened(request)
    if is_new(draft):
        return _gone(request) if request.method == "POST" else redirect("refer-family")
    still = first_open(draft.answers)
    if still is not None:
        return redirect(address_of(still))
    if request.method != "POST":
        return _shown(request, draft, setting)
    try:
        sent = referring.send(
            entry=entry_of(setting),
            read=read_in(request),
            actor=request.actor,
            by=request.user,
            now=timezone.now(),
        )
    except StaleError:
        return _changed(request)
    except InvalidInput as refused:
        return _shown(request, draft, setting, refused=refused)
    return _registered(request, sent)


def _registered(request: PageRequest, sent: Sent) -> HttpResponseBase:
    """Say that it arrived; a likeness only where the reader sees the other family anyway (quality N3)."""
    sentence = _("%(family)s is registered. The coordinator calls the parents.")
    messages.success(request, sentence % {"family": sent.family})
    if sent.is_known:
        messages.info(
            request, _("This family seems to be known already. We find out, you need not do anything.")
        )
    guides = request.actor.may(Action.FAMILIES_INTAKE)
    return redirect("work-family" if guides else "my-family", sent.family.pk)


def _changed(request: PageRequest) -> HttpResponseBase:
    """Show what stands now, when another device was ahead; nothing was sent from here."""
    draft, setting = opened(request)
    if is_new(draft) or first_open(draft.answers) is not None:
        return _gone(request)
    return _shown(request, draft, setting, elsewhere=True)


def _gone(request: PageRequest) -> HttpResponseBase:
    messages.warning(
        request, _("Nothing was sent from here: this registration was sent, changed or erased elsewhere.")
    )
    return redirect(home_of(request))


def _shown(
    request: PageRequest,
    draft: ReferralDraft,
    setting: Setting,
    *,
    refused: InvalidInput | None = None,
    elsewhere: bool = False,
) -> HttpResponseBase:
    wrong: dict[int, list[StrOrPromise]] = {}
    for path, sentences in (sentences_of(refused) if refused else {}).items():
        wrong.setdefault(step_of(path), []).extend(sentences)
    sections = [
        Section(
            STEPS[number - 1].title,
            STEPS[number - 1].said(draft.answers[STEPS[number - 1].name], setting),
            address_of(number, change=True),
            wrong.get(number, []),
        )
        for number in NUMBERS
    ]
    context = {
        **around(request, draft, setting, CHECKING),
        "sections": sections,
        "is_wrong": bool(wrong),
        "elsewhere": elsewhere,
    }
    status = HTTPStatus.CONFLICT if elsewhere else HTTPStatus.OK
    return render(request, "families/referral/check.html", context, status=status)
