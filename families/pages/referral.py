"""The registration of a family, step by step: each is kept when it is answered, and goes on at any device."""

import re
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from families.domain import referral_drafts
from families.models import ReferralDraft
from families.pages.referral_setting import WHERE, Setting, setting_of
from families.pages.referral_shown import around, comes_from_check, home_of, saved_words
from families.pages.referral_steps import (
    CHECK,
    CHECKING,
    FROM_CHECK,
    NUMBERS,
    STEPS,
    address_after,
    address_of,
    asked,
    first_open,
)
from programmes.domain.access import Action
from programmes.domain.versions import StaleError
from programmes.pages.asking import STAY, is_unjudged
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.form_version import VERSION, version_in
from programmes.values.languages import languages
from programmes.values.parent_texts import LANGUAGES

# Fields that go along with every page and that nobody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "go", STAY, VERSION, FROM_CHECK})
FIELD = re.compile(r"[a-zA-Z0-9_-]{1,60}")
LONGEST = 2_000


@require_safe
@for_whom_may(Action.FAMILIES_REFER)
def begin(request: PageRequest) -> HttpResponseBase:
    """Start, or ask whoever started before whether they go on."""
    draft, setting = opened(request)
    if referral_drafts.is_new(draft):
        return redirect(address_of(1))
    on = address_of(first_open(draft.answers) or CHECKING)
    return render(request, "families/referral/resume.html", {**around(request, draft, setting, 0), "on": on})


@require_POST
@for_whom_may(Action.FAMILIES_REFER)
def again(request: PageRequest) -> HttpResponseBase:
    """Erase what was filled in."""
    referral_drafts.forget(account=request.user, now=timezone.now())
    return redirect(address_of(1) if request.POST.get("go") == "on" else home_of(request))


@require_safe
@for_whom_may(Action.FAMILIES_REFER)
def first_the_parents(request: PageRequest) -> HttpResponseBase:
    """Stop where the parents do not agree (yet), with what they can be given to read."""
    draft, setting = opened(request)
    context = {**around(request, draft, setting, 1), "leaflets": [languages()[code] for code in LANGUAGES]}
    return render(request, "families/referral/first_the_parents.html", context)


@for_whom_may(Action.FAMILIES_REFER)
def step(request: PageRequest, number: int) -> HttpResponseBase:
    if number not in NUMBERS:
        raise Http404
    draft, setting = opened(request)
    data = request.POST if request.method == "POST" else None
    still = first_open(draft.answers)
    if data is None and still is not None and number > still:
        return redirect(address_of(still))
    questions = asked(number, data, setting)
    if data is None or is_unjudged(data):
        return _shown(request, number, questions, draft, setting)
    return _answered(request, number, questions, data)


@require_POST
@for_whom_may(Action.FAMILIES_REFER)
def save_quietly(request: PageRequest, number: int) -> HttpResponseBase:
    """Keep what was typed so far, for the script of the page; says when, and what follows from it."""
    if number not in NUMBERS:
        raise Http404
    draft, setting = opened(request)
    data = request.POST.copy()
    data[STAY] = "typed"
    questions = asked(number, data, setting)
    if not questions.may_keep:
        return JsonResponse({"version": draft.version, "saved": ""})
    try:
        kept = _keep_typed(request, number, request.POST)
    except StaleError:
        told = _("Not saved: this registration was changed on another device or in another window.")
        return JsonResponse({"told": told}, status=HTTPStatus.CONFLICT)
    answer = {"version": kept.version, "saved": saved_words(kept)}
    if questions.name == WHERE:
        answer["weeks"] = render_to_string("families/referral/weeks.html", {"step": questions}, request)
    return JsonResponse(answer)


def opened(request: PageRequest) -> tuple[ReferralDraft, Setting]:
    """Give the reader's draft, or an empty one that is kept nowhere yet; and what its pages need."""
    now = timezone.now()
    draft = referral_drafts.find(request.user, now=now)
    draft = draft or ReferralDraft(answers={}, version=referral_drafts.NONE)
    return draft, setting_of(request.actor, draft, day=timezone.localdate(now))


def read_in(request: PageRequest) -> int:
    """Give the version of the draft that a form was filled in on."""
    told = version_in(request)[:9]
    return int(told) if told.isdecimal() else referral_drafts.NONE


def _answered(request: PageRequest, number: int, questions: Any, data: QueryDict) -> HttpResponseBase:  # noqa: ANN401 - a class for each step
    """Keep what was answered and go on, back or away; show the page again when that cannot be."""
    go, change = data.get("go", "on"), comes_from_check(request, FROM_CHECK, CHECK)
    if go == "on" and questions.is_refused:
        return redirect("refer-family-first")
    is_right = questions.is_valid()
    try:
        kept = _keep(request, number, questions, is_right=is_right) if questions.may_keep else None
    except StaleError:
        return _shown(request, number, questions, *opened(request), elsewhere=True)
    if go == "later":
        return _left(request, kept)
    if go == "back":
        return redirect(_before(request, number, change=change))
    if kept is None or not is_right:
        return _shown(request, number, questions, *opened(request))
    return redirect(address_after(number, kept.answers, change=change))


def _before(request: PageRequest, number: int, *, change: bool) -> str:
    if change:
        return address_of(CHECKING)
    return address_of(number - 1) if number > 1 else home_of(request)


def _keep(request: PageRequest, number: int, questions: Any, *, is_right: bool) -> ReferralDraft:  # noqa: ANN401 - as above
    """Keep answers that are right, and else what was typed."""
    if not is_right:
        return _keep_typed(request, number, request.POST)
    return referral_drafts.save_step(
        account=request.user,
        read=read_in(request),
        step=questions.name,
        answers=questions.answers(),
        now=timezone.now(),
    )


def _keep_typed(request: PageRequest, number: int, data: QueryDict) -> ReferralDraft:
    typed = {
        name: [value.replace("\0", "")[:LONGEST] for value in values]
        for name, values in data.lists()
        if FIELD.fullmatch(name) and name not in NOT_TYPED and any(values)
    }
    name = STEPS[number - 1].name
    return referral_drafts.save_typed(
        account=request.user, read=read_in(request), step=name, typed=typed, now=timezone.now()
    )


def _left(request: PageRequest, kept: ReferralDraft | None) -> HttpResponseBase:
    if kept is None:
        messages.warning(request, _("Nothing was saved: before the parents agree we keep nothing."))
    else:
        messages.success(request, _("Saved. You can go on later, on any device where you log in."))
    return redirect(home_of(request))


def _shown(
    request: PageRequest,
    number: int,
    questions: Any,  # noqa: ANN401 - a class for each step
    draft: ReferralDraft,
    setting: Setting,
    *,
    elsewhere: bool = False,
) -> HttpResponseBase:
    answers = draft.answers.get(questions.name)
    context = {
        **around(request, draft, setting, number),
        "step": questions,
        "heading": STEPS[number - 1].question,
        "change": comes_from_check(request, FROM_CHECK, CHECK),
        "elsewhere": elsewhere,
        "there": STEPS[number - 1].said(answers, setting) if elsewhere and answers else (),
    }
    status = HTTPStatus.CONFLICT if elsewhere else HTTPStatus.OK
    return render(request, questions.template, context, status=status)
