"""Register a family on one page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from families.domain.entry import ChildEntry, ConsentEntry, HomeEntry, Referral
from families.domain.referral import register
from families.models import Family
from families.pages.consent_form import CONSENT_VERSION, ConsentForm
from families.pages.referral_forms import ChildForm, ChildFormSet, ContactForm, HomeForm
from programmes.domain.access import Action, Scope
from programmes.domain.refusal import InvalidInput
from programmes.models import Programme, Region
from programmes.pages.dayparts import shared_parts, windows_of
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.states import ProgrammeState

CHILD_PATH = re.compile(r"children\[(\d+)\]\.(\w+)")


@dataclass(frozen=True)
class Forms:
    """All questions of the page."""

    contact: ContactForm
    consent: ConsentForm
    home: HomeForm
    children: "forms.BaseFormSet[ChildForm]"

    def are_valid(self) -> bool:
        # Each form is asked, so that all errors show at once.
        return all([form.is_valid() for form in self.plain()] + [self.children.is_valid()])

    def plain(self) -> tuple[forms.Form, ...]:
        return self.contact, self.consent, self.home

    def everything(self) -> list[forms.Form]:
        return [self.contact, self.consent, *self.children.forms, self.home]


@for_whom_may(Action.FAMILIES_REFER)
def refer_family(request: PageRequest) -> HttpResponseBase:
    asked = _forms(request)
    if request.method == "POST" and asked.are_valid():
        try:
            family = register(entry=_entry(asked), actor=request.actor, by=request.user, now=timezone.now())
        except InvalidInput as invalid:
            _show(invalid, asked)
        else:
            return _registered(request, family)
    shell = "work.html" if request.actor.may(Action.FAMILIES_INTAKE) else "shell.html"
    return render(request, "families/referral.html", {"asked": asked, "shell": shell})


def _registered(request: PageRequest, family: Family) -> HttpResponseBase:
    messages.success(
        request, _("%(family)s is registered. The coordinator calls the parents.") % {"family": family}
    )
    return redirect("work-family" if request.actor.may(Action.FAMILIES_INTAKE) else "my-family", family.pk)


def _forms(request: PageRequest) -> Forms:
    data = request.POST if request.method == "POST" else None
    regions = list(Region.objects.filter(pk__in=request.actor.targets(Action.FAMILIES_REFER, Scope.REGION)))
    organisations = request.actor.targets(Action.FAMILIES_REFER, Scope.ORGANISATION)
    offered = Programme.objects.filter(state=ProgrammeState.OPEN)
    where = {"regions__in": regions} if regions else {"regions__organisations__in": organisations}
    parts = shared_parts(regions or Region.objects.filter(organisations__in=organisations))
    return Forms(
        ContactForm(data, prefix="contact"),
        ConsentForm(data, prefix="consent"),
        HomeForm(list(offered.filter(**where).distinct()), regions, parts, data, prefix="home"),
        ChildFormSet(data, prefix="children"),
    )


def _entry(asked: Forms) -> Referral:
    contact, home = dict(asked.contact.cleaned_data), asked.home.cleaned_data
    contact.pop("agreed")
    contact["home_languages"] = tuple(contact["home_languages"])
    return Referral(
        programme=home["programme"],
        region=home.get("region", ""),
        places=tuple(home["places"]),
        wishes=home["wishes"],
        children=tuple(
            ChildEntry(
                form.cleaned_data["first_name"],
                form.born(),
                form.cleaned_data["school"],
                tuple(form.cleaned_data["needs"]),
            )
            for form in _filled(asked.children)
        ),
        homes=(
            HomeEntry(
                postcode=home["postcode"],
                house_number=home["house_number"],
                house_addition=home["house_addition"],
                availability=windows_of(home["moments"], asked.home.parts),
            ),
        ),
        consent=ConsentEntry(version=CONSENT_VERSION, **asked.consent.cleaned_data),
        **contact,
    )


def _filled(children: "forms.BaseFormSet[ChildForm]") -> list[ChildForm]:
    """List the forms in which somebody wrote something."""
    return [form for form in children.forms if form.cleaned_data]


def _show(invalid: InvalidInput, asked: Forms) -> None:
    """Put each refusal of the register at the field that it is about."""
    for path, sentences in invalid.errors.items():
        form, name = _place(path, asked)
        form.add_error(name if name in form.fields else None, [str(text) for text in sentences])


def _place(path: str, asked: Forms) -> tuple[forms.Form, str]:
    if found := CHILD_PATH.match(path):
        return _filled(asked.children)[int(found[1])], found[2]
    if path.startswith("consent."):
        return asked.consent, path.removeprefix("consent.")
    if path.startswith("homes[0]."):
        name = path.removeprefix("homes[0].")
        return asked.home, "moments" if name.startswith("availability") else name
    return _owner(path.partition("[")[0], asked.plain(), asked.home)


def _owner(name: str, candidates: Iterable[forms.Form], otherwise: forms.Form) -> tuple[forms.Form, str]:
    return next((form for form in candidates if name in form.fields), otherwise), name
