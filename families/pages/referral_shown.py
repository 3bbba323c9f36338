"""What stands around the questions of a registration: how far it is, when it was saved, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from families.domain.referral_drafts import is_new, kept_for
from families.domain.usual_waiting import usual_in
from families.models import ReferralDraft
from families.pages.referral_setting import Setting
from families.pages.referral_steps import CHECKING, STEPS, first_open
from families.pages.usual_words import until_reader
from programmes.domain.access import Action
from programmes.domain.promises import call_before
from programmes.pages.doors import PageRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LAST = gettext_lazy("Check")


@dataclass(frozen=True)
class Stage:
    """A step in the list of all: done, the present one, or still to come."""

    title: "StrOrPromise"
    state: str


def around(request: PageRequest, draft: ReferralDraft, setting: Setting, number: int) -> dict[str, Any]:
    """Give what each page of the registration shows besides its questions."""
    guides = request.actor.may(Action.FAMILIES_INTAKE)
    usual = usual_in(setting.region, setting.programme, now=timezone.now()) if setting.programme else None
    return {
        "frame": "work.html" if guides else "shell.html",
        "home": home_of(request),
        "draft": draft,
        "setting": setting,
        "number": number,
        "total": CHECKING,
        "stages": stages(number, setting.answers),
        "saved": saved_words(draft),
        "kept_days": kept_for().days,
        "call_before": call_before(setting.day),
        "usual": until_reader(usual) if usual else "",
        "guides": guides,
    }


def home_of(request: PageRequest) -> str:
    """Give the page on which the reader's families stand."""
    return reverse("work-families" if request.actor.may(Action.FAMILIES_INTAKE) else "my-families")


def stages(number: int, answers: Mapping[str, Any]) -> list[Stage]:
    """List all steps, with which are done and which is the present one."""
    still = first_open(answers) or CHECKING
    titles = [*(step.title for step in STEPS), LAST]
    found = []
    for place, title in enumerate(titles, start=1):
        state = "now" if place == number else "done" if place < still else ""
        found.append(Stage(title, state))
    return found


def saved_words(draft: ReferralDraft) -> str:
    """Say when the draft was saved; empty before it was."""
    if is_new(draft):
        return ""
    at = localtime(draft.saved_at)
    time = time_format(at, "H:i")
    if at.date() == localdate():
        return _("Saved at %(time)s.") % {"time": time}
    return _("Saved on %(day)s at %(time)s.") % {"day": date_format(at, "j F"), "time": time}


def comes_from_check(request: HttpRequest, name: str, value: str) -> bool:
    """Tell whether somebody changes one step and goes back to the check page."""
    given = request.POST if request.method == "POST" else request.GET
    return given.get(name) == value
