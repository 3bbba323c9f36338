"""Visits, milestones and running matches for tests."""

from datetime import date, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from families.states import FamilyState
from matching.models import Match, Milestone, MilestoneKind, MissedReason, Visit
from matching.states import MatchState
from programmes.models import SchoolHoliday
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY


class VisitFactory(DjangoModelFactory):
    """A visit of an hour, held today; ``held=False`` makes it a missed one."""

    class Meta:
        model = Visit

    match = factory.SubFactory(MatchFactory)
    on = TODAY
    held = True
    minutes = factory.LazyAttribute(lambda visit: 60 if visit.held else None)
    missed_reason = factory.LazyAttribute(lambda visit: "" if visit.held else MissedReason.ILLNESS)
    logged_at = NOW


class MilestoneFactory(DjangoModelFactory):
    """A start talk of today, unless told another kind."""

    class Meta:
        model = Milestone

    match = factory.SubFactory(MatchFactory)
    kind = MilestoneKind.START_TALK
    on = TODAY
    recorded_at = NOW


def running(*, started_on: date, **fields: Any) -> Match:
    """A match in which they read since a day."""
    match = MatchFactory(
        state=MatchState.ACTIVE,
        started_on=started_on,
        proposed_at=NOW - timedelta(days=400),
        proposal__family__state=FamilyState.ACTIVE,
        **fields,
    )
    assert isinstance(match, Match)
    return match


def holiday(start: date, end: date, *, zone: str = "Zuid") -> SchoolHoliday:
    """A school holiday in a zone."""
    return SchoolHoliday.objects.create(
        zone=zone,
        kind=SchoolHoliday.Kind.SCHOOL,
        name="Herfstvakantie",
        start=start,
        end=end,
        status="fixed",
        source="tests",
    )
