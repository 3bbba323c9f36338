"""Start a run: who takes part and who does not, what is new, the order of goals, one choice."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from matching.domain import overrides, participation, queries, runs, standing
from matching.domain.presets import rules_of
from matching.domain.wording.goals import goals
from matching.models import MatchingRun
from matching.pages.run_form import NewRunForm
from matching.states import GOING_RUN_STATES
from programmes.domain.access import Action, Scope
from programmes.domain.refusal import Refusal
from programmes.models import Programme, Region
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told
from programmes.states import ProgrammeState


@dataclass(frozen=True)
class Place:
    """A region and programme in which this person may start a run."""

    region: Region
    programme: Programme

    @property
    def code(self) -> str:
        return f"{self.region.slug}/{self.programme.slug}"

    @property
    def name(self) -> str:
        return f"{self.region}, {self.programme}"


@for_whom_may(Action.RUNS_WRITE)
def new_run(request: PageRequest) -> HttpResponseBase:
    places = _places(request)
    place = _chosen(request, places)
    if place is None:
        return render(request, "matching/new_run.html", {"places": places})
    form = NewRunForm(place.code, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _start(request, place, form)
        if answer is not None:
            return answer
    context = {"form": form, "places": places, "place": place, **_around(request, place)}
    return render(request, "matching/new_run.html", context)


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def end_override(request: PageRequest, pk: int) -> HttpResponseBase:
    """End a pin or a ban, and go back to the run that is being prepared."""
    override = get_object_or_404(overrides.visible_to(request.actor), pk=pk)
    with told(request, done=_("Ended. The next run no longer takes it into account.")):
        overrides.end(override=override, by=request.user, now=timezone.now())
    place = Place(override.region, override.programme)
    return redirect(f"{reverse('work-run-new')}?{urlencode({'place': place.code})}#h-pins")


def _start(request: PageRequest, place: Place, form: NewRunForm) -> HttpResponseBase | None:
    """Ask for the run; without one, the form says why."""
    try:
        run = runs.request(
            region=place.region,
            programme=place.programme,
            by=request.user,
            now=timezone.now(),
            **form.asked(),
        )
    except runs.RunInProgress as going:
        messages.info(request, _("A run is already going. You see that one."))
        run = going.run
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None
    return redirect("work-run", run.pk)


def _places(request: PageRequest) -> list[Place]:
    regions = Region.objects.filter(pk__in=request.actor.targets(Action.RUNS_WRITE, Scope.REGION))
    return [
        Place(region, programme)
        for region in regions.prefetch_related("programmes")
        for programme in region.programmes.all()
        if programme.state == ProgrammeState.OPEN
    ]


def _chosen(request: PageRequest, places: list[Place]) -> Place | None:
    """Give the place that was asked for, or the first."""
    asked = request.POST.get("place") or request.GET.get("place", "")
    return next((place for place in places if place.code == asked), next(iter(places), None))


def _around(request: PageRequest, place: Place) -> dict[str, Any]:
    """Load what the page tells about a place."""
    day = timezone.localdate()
    where: dict[str, Any] = {"region": place.region, "programme": place.programme}
    held = overrides.visible_to(request.actor).filter(pk__in=standing.in_force(day).values("pk"), **where)
    return {
        "who": participation.participation(**where, day=day),
        "news": participation.news(**where),
        "going": _going(request, where),
        "goals": goals(rules_of(place.programme)),
        "decisions": held.order_by("kind", "pk"),
    }


def _going(request: PageRequest, where: dict[str, Any]) -> MatchingRun | None:
    rows = queries.runs_visible_to(request.actor, Action.RUNS_READ)
    return rows.filter(state__in=GOING_RUN_STATES, **where).first()
