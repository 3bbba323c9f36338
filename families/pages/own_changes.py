"""Something changed with a family, or it leaves: told by who registered it."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from families.domain import leaving, queries
from families.domain.editing import edit, is_before_intake, version_of
from families.domain.entry import entry_of
from families.models import Family
from families.pages.changed_forms import Changed
from families.pages.family_words import in_words
from families.pages.own_families import own_family, question_to
from programmes.domain.access import Action, log_read
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import StaleError
from programmes.pages import refused
from programmes.pages.asking import is_unjudged
from programmes.pages.conflict import conflict
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.form_version import version_in
from programmes.pages.notes import CHANGED


class LeaveForm(forms.Form):
    """A coded reason, so that nothing personal enters the history."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why does the family stop?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why the family stops.")},
    )

    def __init__(self, family: Family, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)  # noqa: S101 - declared above
        reason.choices = leaving.reasons_of(family)


@for_whom_may(Action.FAMILIES_REFER)
def my_family_changed(request: PageRequest, pk: int) -> HttpResponseBase:
    """Ask what changed; from the intake on the coordinators keep the data, so then it says whom to call."""
    family, now = own_family(request, pk, Action.FAMILIES_WRITE), timezone.now()
    if not is_before_intake(family):
        context = {"family": family, "question": question_to(family)}
        return render(request, "families/my_family_call.html", context)
    data = request.POST if request.method == "POST" else None
    asked = Changed(family, entry_of(family), data, day=timezone.localdate(now))
    version = version_in(request) or version_of(family)
    if data is not None and not is_unjudged(data) and asked.is_valid():
        answer = _saved(request, family, asked, version)
        if answer is not None:
            return answer
    log_read(family, actor=request.actor, action="read", now=now)
    return render(
        request, "families/my_family_changed.html", {"family": family, "asked": asked, "version": version}
    )


@for_whom_may(Action.FAMILIES_REFER)
def my_family_leaves(request: PageRequest, pk: int) -> HttpResponseBase:
    """Ask why a family stops, and say what happens then."""
    family = own_family(request, pk, Action.FAMILIES_WRITE)
    form = LeaveForm(family, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            leaving.leave(
                family=family, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()
            )
        except MoveNotAllowedError:
            messages.error(request, CHANGED)
            return redirect("my-family", pk)
        except (InvalidInput, Refusal) as refusal:
            refused.show(refusal, form)
        else:
            messages.success(request, _("%(family)s does not take part any more.") % {"family": family})
            return redirect("my-family", pk)
    log_read(family, actor=request.actor, action="read", now=timezone.now())
    context = {"family": family, "form": form, "question": question_to(family)}
    return render(request, "families/my_family_leave.html", context)


def _saved(request: PageRequest, family: Family, asked: Changed, version: str) -> HttpResponseBase | None:
    """Save what was answered; None when the page has to say what is to change."""
    changes = asked.changes()
    try:
        edit(family=family, changes=changes, actor=request.actor, now=timezone.now(), read=version)
    except StaleError:
        return _both_versions(request, family, changes)
    except (InvalidInput, Refusal) as refusal:
        asked.refuse(refusal)
        return None
    messages.success(request, _("Saved. The coordinator sees it."))
    return redirect("my-family", family.pk)


def _both_versions(request: PageRequest, family: Family, changes: dict[str, Any]) -> HttpResponseBase:
    stands = queries.whole(family)
    entry = entry_of(stands)
    log_read(stands, actor=request.actor, action="read", now=timezone.now())
    return conflict(
        request,
        record=stands,
        title=_("Somebody else changed %(who)s") % {"who": stands.reference},
        look=reverse("my-family", args=[stands.pk]),
        version=version_of(stands),
        theirs=in_words(entry, shows_note=False),
        mine=in_words(replace(entry, **changes), shows_note=False),
        frame="shell.html",
    )
