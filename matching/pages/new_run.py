"""Start a run: who takes part, the order of goals, one choice."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from families.domain import queries as families
from families.states import FamilyState
from matching.domain import queries, runs
from matching.domain.presets import Preset
from programmes.domain.access import Action, Scope
from programmes.models import Programme, Region
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.states import ProgrammeState
from volunteers.domain import queries as volunteers
from volunteers.states import VolunteerState

NOT_YET = (
    FamilyState.REFERRED,
    FamilyState.CONSENT_CONFIRMED,
    FamilyState.INTAKE_PLANNED,
    FamilyState.INTAKE_DONE,
    FamilyState.LOOK_AGAIN,
)


@dataclass(frozen=True)
class Place:
    """A region and programme in which this person may start a run, with who takes part."""

    region: Region
    programme: Programme
    waiting: int
    not_yet: int
    available: int
    without_certificate: int

    @property
    def code(self) -> str:
        return f"{self.region.slug}/{self.programme.slug}"

    @property
    def name(self) -> str:
        return f"{self.region}, {self.programme}"


class NewRunForm(forms.Form):
    """Where, and what counts most when several outcomes place the same families."""

    place = forms.ChoiceField(label=gettext_lazy("For which programme?"), widget=forms.RadioSelect)
    preset = forms.ChoiceField(
        label=gettext_lazy("What counts most in fitting well?"),
        choices=Preset.choices,
        initial=Preset.BALANCED,
        widget=forms.RadioSelect,
    )

    def __init__(self, places: list[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(place.code, place.name) for place in places]
        field.initial = places[0].code if places else None
        if len(places) == 1:
            field.widget = forms.HiddenInput()


@for_whom_may(Action.RUNS_WRITE)
def new_run(request: PageRequest) -> HttpResponseBase:
    places = _places(request)
    form = NewRunForm(places, request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = next(place for place in places if place.code == form.cleaned_data["place"])
        return _start(request, place, form.cleaned_data["preset"])
    context = {"form": form, "places": places, "is_empty": not any(place.waiting for place in places)}
    return render(request, "matching/new_run.html", context)


def _start(request: PageRequest, place: Place, preset: str) -> HttpResponseBase:
    try:
        run = runs.request(
            region=place.region,
            programme=place.programme,
            preset=preset,
            by=request.user,
            now=timezone.now(),
        )
    except runs.RunInProgress as going:
        messages.info(request, _("A run is already going. You see that one."))
        run = going.run
    return redirect("work-run", run.pk)


def _places(request: PageRequest) -> list[Place]:
    regions = Region.objects.filter(pk__in=request.actor.targets(Action.RUNS_WRITE, Scope.REGION))
    return [
        _place(request, region, programme)
        for region in regions.prefetch_related("programmes")
        for programme in region.programmes.all()
        if programme.state == ProgrammeState.OPEN
    ]


def _place(request: PageRequest, region: Region, programme: Programme) -> Place:
    asking = families.visible_to(request.actor, Action.FAMILIES_READ).filter(
        region=region, programme=programme
    )
    reading = volunteers.visible_to(request.actor, Action.VOLUNTEERS_READ).filter(
        region=region, programmes=programme, state=VolunteerState.AVAILABLE
    )
    return Place(
        region,
        programme,
        waiting=asking.filter(state=FamilyState.WAITING).count(),
        not_yet=asking.filter(state__in=NOT_YET).count(),
        available=reading.count(),
        without_certificate=reading.filter(
            Q(certificate__isnull=True) | Q(certificate__seen_on__isnull=True)
        ).count(),
    )


@for_whom_may(Action.RUNS_READ)
def all_runs(request: PageRequest) -> HttpResponseBase:
    rows = queries.runs_visible_to(request.actor, Action.RUNS_READ)
    rows = rows.select_related("region", "programme", "requested_by", "figures").order_by("-pk")
    return render(request, "matching/runs.html", {"runs": rows[:50]})
