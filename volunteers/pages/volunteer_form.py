"""Enter a volunteer, and change one; a form that somebody was ahead of is refused with both versions."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.domain.access import Action, Scope
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import StaleError
from programmes.models import Region
from programmes.pages.conflict import conflict
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.form_version import version_in
from programmes.pages.refused import place, sentences_of
from programmes.values import consent
from programmes.values.dutch import spoken_phone
from volunteers.domain import queries, signup
from volunteers.domain.editing import GUIDED_FIELDS, edit, version_of
from volunteers.domain.entry import SignUp, entry_of
from volunteers.models import Volunteer
from volunteers.pages.volunteer_forms import GuidedForm, JoiningForm, Questions, questions
from volunteers.pages.volunteer_page import volunteer_of
from volunteers.pages.volunteer_words import in_words

USUAL = {
    "preferred_channel": "email",
    "means": "bicycle",
    "max_minutes": 20,
    "places": ["home"],
    "capacity": 1,
    "max_children": 3,
    "age_from": 2,
    "age_to": 12,
}


@for_whom_may(Action.MATCHES_WRITE)
def new_volunteer(request: PageRequest) -> HttpResponseBase:
    data = request.POST if request.method == "POST" else None
    targets = request.actor.targets(Action.VOLUNTEERS_WRITE, Scope.REGION)
    regions = list(Region.objects.filter(pk__in=targets).order_by("name"))
    joining = JoiningForm(data, prefix="apart", regions=regions)
    chosen = next((row for row in regions if row.slug == request.POST.get("apart-region")), regions[0])
    asked = questions(USUAL, data, region=chosen, apart=joining)
    if request.method == "POST" and asked.are_valid():
        try:
            entered = signup.enter(
                entry=_entry(asked), actor=request.actor, by=request.user, now=timezone.now()
            )
        except (InvalidInput, Refusal) as refusal:
            _show(refusal, asked)
        else:
            messages.success(request, _("%(name)s is in the register.") % {"name": entered.full_name})
            return redirect("work-volunteer", entered.pk)
    return render(request, "volunteers/volunteer_form.html", {"asked": asked})


@for_whom_may(Action.MATCHES_WRITE)
def edit_volunteer(request: PageRequest, pk: int) -> HttpResponseBase:
    record = volunteer_of(request, pk)
    data = request.POST if request.method == "POST" else None
    kept = vars(entry_of(record)) | _guided(record) | {"phone": spoken_phone(record.phone)}
    asked = questions(kept, data, region=record.region, apart=GuidedForm(data, prefix="apart", initial=kept))
    version = version_in(request) or version_of(record)
    if request.method == "POST" and asked.are_valid():
        changes = asked.changes()
        try:
            edit(
                volunteer=record,
                changes=_changed(changes, record),
                by=request.user,
                now=timezone.now(),
                read=version,
            )
        except StaleError:
            return _conflict(request, record, changes)
        except (InvalidInput, Refusal) as refusal:
            _show(refusal, asked)
        else:
            messages.success(request, _("Saved."))
            return redirect("work-volunteer", pk)
    context = {"asked": asked, "volunteer": record, "version": version}
    return render(request, "volunteers/volunteer_form.html", context)


def _guided(record: Volunteer) -> dict[str, Any]:
    return {name: getattr(record, name) for name in GUIDED_FIELDS}


def _changed(changes: dict[str, Any], record: Volunteer) -> dict[str, Any]:
    """Leave out what a coordinator writes and did not change: about oneself nobody may write it at all."""
    guided = _guided(record)
    return {name: value for name, value in changes.items() if name not in guided or guided[name] != value}


def _entry(asked: Questions) -> SignUp:
    given = asked.changes()
    given.pop("agreed")
    return SignUp(consent_version=consent.PRIVACY_VERSION, **given)


def _conflict(request: PageRequest, record: Volunteer, changes: dict[str, Any]) -> HttpResponseBase:
    stands = queries.whole(record)
    entry, guided = entry_of(stands), _guided(stands)
    entered = {name: value for name, value in changes.items() if name not in GUIDED_FIELDS}
    return conflict(
        request,
        record=stands,
        title=_("Somebody else changed %(who)s") % {"who": stands.full_name},
        look=reverse("work-volunteer-edit", args=[stands.pk]),
        version=version_of(stands),
        theirs=in_words(entry, guided),
        mine=in_words(replace(entry, **entered), guided | changes),
    )


def _show(refusal: InvalidInput | Refusal, asked: Questions) -> None:
    """Put each refusal of the register at the field that it is about."""
    for path, sentences in sentences_of(refusal).items():
        form, name = _where(path, asked)
        place(form, name, sentences)


def _where(path: str, asked: Questions) -> tuple[forms.Form, str]:
    name, _bracket, rest = path.partition("[")
    if name == "availability":
        return asked.when, "moments"
    if name == "languages":
        number, _dot, field = rest.partition("].")
        return (asked.kept_languages()[int(number)], field) if number else (asked.spoken.forms[0], "code")
    form = next((form for form in asked.plain() if name in form.fields), asked.person)
    return form, name
