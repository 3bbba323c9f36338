"""Two drawn regions with everything that the pages show: people, a run, matches, visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.utils import timezone
from django.utils.timezone import localdate

from matching.domain import execution, proposals, runs
from matching.management.commands.seed_demo import PROGRAMME, SIZES
from matching.management.demo.staff import address_of
from matching.models import Match, MatchingRun, Visit
from matching.states import MatchState, ProposalState
from programmes.models import Programme, Region, User

if TYPE_CHECKING:
    from datetime import datetime

VISITS = 7


@dataclass(frozen=True)
class Place:
    """One drawn region, and the numbers of records that stand in addresses."""

    size: str
    coordinator: User
    numbers: dict[str, int]


def place(size: str) -> Place:
    """Draw a region, compute its run, send five hundred proposals, begin reading with half of them."""
    call_command("seed_demo", size=size, verbosity=0)
    region = Region.objects.get(slug=SIZES[size].slug)
    coordinator = User.objects.get(email=address_of(region, "coordinator"))
    run = _run(region, coordinator)
    _send(run, coordinator)
    match = Match.objects.filter(region=region, state=MatchState.ACTIVE).latest("pk")
    draft = run.proposals.filter(state=ProposalState.DRAFT).earliest("pk")
    numbers = {
        "run": run.pk,
        "proposal": draft.pk,
        "match": match.pk,
        "family": match.family_id,
        "volunteer": match.volunteer_id,
        "waiting": draft.family_id,
    }
    return Place(size, coordinator, numbers)


def _run(region: Region, coordinator: User) -> MatchingRun:
    now = timezone.now()
    programme = Programme.objects.get(slug=PROGRAMME)
    run = runs.request(region=region, programme=programme, by=coordinator, now=now)
    execution.execute(run_id=run.pk)
    return MatchingRun.objects.get(pk=run.pk)


def _send(run: MatchingRun, coordinator: User) -> None:
    now = timezone.now()
    numbers = list(run.proposals.order_by("pk").values_list("pk", flat=True))
    some = numbers[: min(len(numbers) // 2, proposals.MOST_AT_ONCE)]
    proposals.publish(run=run, proposal_ids=some, by=coordinator, now=now)
    sent = Match.objects.filter(proposal__run=run).order_by("pk")
    reading = list(sent[: sent.count() // 2])
    _begin(reading, now)


def _begin(matches: list[Match], now: datetime) -> None:
    """Write rows as reading since some weeks leaves them; step by step it would take minutes."""
    today = localdate(now)
    began = today - timedelta(weeks=VISITS)
    Match.objects.filter(pk__in=[match.pk for match in matches]).update(
        state=MatchState.ACTIVE, started_on=began, introduction_on=began
    )
    Visit.objects.bulk_create(
        Visit(match=match, on=began + timedelta(weeks=week), held=True, minutes=60, logged_at=now)
        for match in matches
        for week in range(VISITS)
    )
