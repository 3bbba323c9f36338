"""Change what is entered about a family; a form that somebody was ahead of is refused with both versions."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from families.domain import queries
from families.domain.editing import edit, version_of
from families.domain.entry import Referral, entry_of
from families.models import Family
from families.pages.edit_forms import Questions, questions
from families.pages.family_page import family_of
from families.pages.family_words import in_words
from programmes.domain.access import Action, log_read
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import StaleError
from programmes.pages.conflict import conflict
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.form_version import version_in
from programmes.pages.refused import place, sentences_of

PART = re.compile(r"(children|homes)\[(\d+)\]\.(\w+)")


@for_whom_may(Action.FAMILIES_INTAKE)
def edit_family(request: PageRequest, pk: int) -> HttpResponseBase:
    record = family_of(request, pk)
    entry = entry_of(record)
    asked = _questions(request, record, entry)
    version = version_in(request) or version_of(record)
    if request.method == "POST" and asked.are_valid():
        changes = asked.changes()
        try:
            edit(family=record, changes=changes, actor=request.actor, now=timezone.now(), read=version)
        except StaleError:
            return _conflict(request, record, changes)
        except (InvalidInput, Refusal) as refusal:
            _show(refusal, asked)
        else:
            messages.success(request, _("Saved."))
            return redirect("work-family", pk)
    action = "read-safety" if "safety_note" in asked.wishes.fields else "read"
    log_read(record, actor=request.actor, action=action, now=timezone.now())
    context = {"family": record, "asked": asked, "version": version}
    return render(request, "families/family_form.html", context)


def _questions(request: PageRequest, record: Family, entry: Referral) -> Questions:
    wanted = "safety" in request.GET or "wishes-safety_note" in request.POST
    return questions(
        entry,
        request.POST if request.method == "POST" else None,
        region=record.region,
        shows_note=wanted and request.actor.may(Action.SAFETY_READ),
    )


def _conflict(request: PageRequest, record: Family, changes: dict[str, Any]) -> HttpResponseBase:
    stands = queries.whole(record)
    entry = entry_of(stands)
    log_read(stands, actor=request.actor, action="read", now=timezone.now())
    return conflict(
        request,
        record=stands,
        title=_("Somebody else changed %(who)s") % {"who": stands.reference},
        look=reverse("work-family-edit", args=[stands.pk]),
        version=version_of(stands),
        theirs=in_words(entry, shows_note="safety_note" in changes),
        mine=in_words(replace(entry, **changes), shows_note="safety_note" in changes),
    )


def _show(refusal: InvalidInput | Refusal, asked: Questions) -> None:
    """Put each refusal of the register at the field that it is about."""
    for path, sentences in sentences_of(refusal).items():
        form, name = _where(path, asked)
        place(form, name, sentences)


def _where(path: str, asked: Questions) -> tuple[forms.Form, str]:
    if found := PART.match(path):
        part, number, name = found[1], int(found[2]), found[3]
        if part == "children":
            return asked.kept_children()[number], name
        return asked.homes[number].form, "moments" if name == "availability" else name
    name = path.partition("[")[0]
    if name in {"children", "homes"}:
        return (asked.children.forms[0] if name == "children" else asked.homes[0].form), name
    return (asked.contact if name in asked.contact.fields else asked.wishes), name
