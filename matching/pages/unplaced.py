"""Families without a proposal in a run: why, what would help, and what can be done about each."""

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from matching.domain import passing_over, queries
from matching.models import MatchingRun, Unplaced
from matching.pages.unplaced_rows import BLOCKERS, ReasonForm, prefix_of, rows_of
from matching.states import NoReader, RunState
from programmes.domain.access import Action
from programmes.models import District, StateChange
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.listing import Filter, listing, names_of
from programmes.pages.notes import told

SORTS = {"waiting": ("-urgent", "-waiting_days", "rank"), "family": ("family__number",)}


@for_whom_may(Action.RUNS_READ)
def unplaced(request: PageRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(queries.runs_visible_to(request.actor), pk=pk)
    if run.state != RunState.SUCCEEDED:
        return redirect("work-run", pk)
    return _page(request, run, {})


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def explain(request: PageRequest, pk: int, unplaced: int) -> HttpResponseBase:
    record = get_object_or_404(
        queries.unplaced_visible_to(request.actor, Action.RUNS_WRITE), pk=unplaced, run=pk
    )
    form = ReasonForm(request.POST, prefix=prefix_of(record))
    if not form.is_valid():
        run = get_object_or_404(queries.runs_visible_to(request.actor), pk=pk)
        return _page(request, run, {record.pk: form})
    with told(request, done=_("The reason is written down.")):
        passing_over.explain(
            run=record.run, family=record.family, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    return redirect(address_of(record))


def address_of(record: Unplaced) -> str:
    """Give the address of the row of a family."""
    page = reverse("work-run-unplaced", args=[record.run_id])
    return f"{page}?q={record.family.reference}#g-{record.family.number}"


def _page(request: PageRequest, run: MatchingRun, bound: dict[int, ReasonForm]) -> HttpResponseBase:
    rows = queries.unplaced_visible_to(request.actor).filter(run=run)
    shown = listing(
        rows,
        query=request.GET,
        found=_asked(_search(rows, request.GET.get("q", "")), bound),
        filters=[
            Filter("kind", _("Why"), "kind", dict(NoReader.choices)),
            Filter("blocker", _("What is in the way"), "blocker", BLOCKERS),
            Filter(
                "district",
                _("District"),
                "family__homes__district",
                names_of(District.objects.filter(region=run.region_id)),
            ),
        ],
        sorts=SORTS,
    )
    context = {
        "run": run,
        "listing": shown,
        "rows": rows_of(run, list(shown.page), bound),
        "forms": list(bound.values()),
        "may_write": request.actor.may(Action.RUNS_WRITE),
        "changed": _changed(run),
    }
    return render(request, "matching/unplaced.html", context)


def _asked(rows: QuerySet[Unplaced], bound: dict[int, ReasonForm]) -> QuerySet[Unplaced]:
    """Show the family whose form was not filled in well, whatever page it stands on."""
    return rows.filter(pk__in=bound) if bound else rows


def _search(rows: QuerySet[Unplaced], words: str) -> QuerySet[Unplaced]:
    """Find by the number of the family."""
    for word in words.replace("\0", "").split():
        number = word.upper().removeprefix("G-").lstrip("0")[:9]
        rows = rows.filter(Q(family__number=int(number)) if number.isdecimal() else Q(pk__in=()))
    return rows


def _changed(run: MatchingRun) -> int:
    """Count the changes that were carried out because of this run: they count in the next one."""
    rows = StateChange.objects.filter(subject=Unplaced._meta.label_lower)
    return rows.filter(subject_id__in=Unplaced.objects.filter(run=run).values("pk")).count()
