"""Organisations that register families: the list, adding one, changing one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from families.domain import organisations as register
from programmes.domain.access import Action
from programmes.domain.refusal import InvalidInput
from programmes.models import Organisation, Region
from programmes.pages import refused
from programmes.pages.doors import PageRequest, for_whom_may

MOST_PLACES = 999


class OrganisationForm(forms.Form):
    """What is agreed with an organisation; the municipality is asked of who works for several."""

    region = forms.ModelChoiceField(label=_("Municipality"), queryset=Region.objects.none())
    name = forms.CharField(label=_("Name of the organisation"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=Organisation.Kind.choices)
    places_per_round = forms.IntegerField(
        label=_("Families agreed per round"),
        help_text=_("How many families they may register between two matching rounds. Nothing is refused."),
        required=False,
        min_value=0,
        max_value=MOST_PLACES,
    )

    def __init__(self, *args: Any, regions: "list[Region] | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = regions or []
        if len(self.regions) > 1:
            asked = self.fields["region"]
            assert isinstance(asked, forms.ModelChoiceField)  # noqa: S101 - as declared above
            asked.queryset = Region.objects.filter(pk__in=[one.pk for one in self.regions])
        else:
            del self.fields["region"]

    def answers(self) -> dict[str, Any]:
        """Give what was filled in, with the one municipality where there is no choice."""
        return {**({"region": self.regions[0]} if self.regions else {}), **self.cleaned_data}


@for_whom_may(Action.REFERRERS_WRITE)
def organisations(request: PageRequest) -> HttpResponseBase:
    rows = register.agreed(register.visible_to(request.actor))
    several = len({one.organisation.region_id for one in rows}) > 1
    return render(request, "families/organisations.html", {"rows": rows, "several": several})


@for_whom_may(Action.REFERRERS_WRITE)
def new_organisation(request: PageRequest) -> HttpResponseBase:
    form = OrganisationForm(_posted(request), regions=list(register.regions_of(request.actor)))
    if form.is_valid():
        try:
            made = register.add(by=request.user, now=timezone.now(), **form.answers())
        except InvalidInput as refusal:
            refused.show(refusal, form)
        else:
            return redirect("work-organisation", made.pk)
    return render(request, "families/organisation_form.html", {"form": form})


@for_whom_may(Action.REFERRERS_WRITE)
def edit_organisation(request: PageRequest, pk: int) -> HttpResponseBase:
    record = get_object_or_404(register.visible_to(request.actor), pk=pk)
    name = record.name
    initial = {field: getattr(record, field) for field in ("name", "kind", "places_per_round")}
    form = OrganisationForm(_posted(request), initial=initial)
    if form.is_valid():
        try:
            register.change(organisation=record, by=request.user, now=timezone.now(), **form.answers())
        except InvalidInput as refusal:
            refused.show(refusal, form)
        else:
            return redirect("work-organisation", pk)
    context = {"form": form, "organisation": record, "name": name}
    return render(request, "families/organisation_form.html", context)


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
