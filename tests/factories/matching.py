"""Runs, proposals and matches for tests; and a small town in which they come about."""

from datetime import timedelta
from typing import Any

import factory
from django.db.backends.postgresql.psycopg_any import NumericRange
from factory.django import DjangoModelFactory

from families.states import FamilyState
from matching.domain.occupied import minute_of_week
from matching.domain.presets import settings_for
from matching.models import HeldSlot, Match, MatchingRun, Override, OverrideKind, Proposal, Question
from matching.solver.slots import Slot
from matching.states import (
    ENDED_MATCH_STATES,
    GOING_RUN_STATES,
    DeclineReason,
    MatchState,
    OverrideState,
    ProposalState,
    RunState,
)
from programmes.values.availability import Window
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from tests.factories.volunteers import VolunteerFactory

WEDNESDAY_TWO = ["w 3 14:00"]


class RunFactory(DjangoModelFactory):
    """A queued run, unless told another state."""

    class Meta:
        model = MatchingRun

    region = factory.SubFactory(RegionFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    state = RunState.QUEUED
    settings = factory.LazyAttribute(
        lambda run: settings_for(programme=run.programme, preset="balanced", time_limit=60).as_json()
    )
    requested_at = NOW
    finished_at = factory.LazyAttribute(lambda run: None if run.state in GOING_RUN_STATES else NOW)
    failure = factory.LazyAttribute(lambda run: "computation" if run.state == RunState.FAILED else "")


class ProposalFactory(DjangoModelFactory):
    """A draft of a run that succeeded, for two who fit."""

    class Meta:
        model = Proposal

    run = factory.SubFactory(RunFactory, state=RunState.SUCCEEDED)
    volunteer = factory.SubFactory(VolunteerFactory)
    family = factory.SubFactory(FamilyFactory)
    option = WEDNESDAY_TWO
    score = 700
    parts = {"travel": 250, "language": 150, "slot": 150, "age": 100, "experience": 50}
    minutes = 5
    common_slots = 3
    waiting_days = 83
    urgent = False


class MatchFactory(DjangoModelFactory):
    """A match as publishing leaves it: the proposal published, the family proposed, the slot held."""

    class Meta:
        model = Match
        skip_postgeneration_save = True

    proposal = factory.SubFactory(
        ProposalFactory, state=ProposalState.PUBLISHED, family__state=FamilyState.PROPOSED
    )
    region = factory.SelfAttribute("proposal.run.region")
    programme = factory.SelfAttribute("proposal.run.programme")
    volunteer = factory.SelfAttribute("proposal.volunteer")
    family = factory.SelfAttribute("proposal.family")
    seat = 1
    reader_number = 1
    state = MatchState.PROPOSED
    option = factory.SelfAttribute("proposal.option")
    minutes = 5
    proposed_at = NOW
    reply_by = TODAY + timedelta(days=7)
    ended_at = factory.LazyAttribute(lambda match: NOW if match.state in ENDED_MATCH_STATES else None)
    end_reason = factory.LazyAttribute(
        lambda match: DeclineReason.OTHER if match.state in ENDED_MATCH_STATES else ""
    )

    @factory.post_generation
    def held(self: Any, create: bool, extracted: object, **_: Any) -> None:
        for text in self.option:
            first = minute_of_week(Slot.parse(text).bit)
            HeldSlot.objects.create(
                match=self,
                volunteer=NumericRange(self.volunteer_id, self.volunteer_id + 1),
                weeks=NumericRange(0, 2),
                minutes=NumericRange(first, first + 90),
                is_open=self.is_open,
            )


class QuestionFactory(DjangoModelFactory):
    """A question about no proposal in particular, without an answer."""

    class Meta:
        model = Question

    volunteer = factory.SubFactory(VolunteerFactory)
    text = "May my dog come along?"
    asked_at = NOW


class OverrideFactory(DjangoModelFactory):
    """An open pin of two who fit, unless told another ``kind`` or ``state``."""

    class Meta:
        model = Override

    volunteer = factory.SubFactory(VolunteerFactory)
    family = factory.SubFactory(FamilyFactory)
    region = factory.SelfAttribute("family.region")
    programme = factory.SelfAttribute("family.programme")
    kind = OverrideKind.PIN
    state = OverrideState.OPEN
    reason = "They met at the library"
    created_at = NOW
    ended_at = factory.LazyAttribute(lambda pin: NOW if pin.state == OverrideState.ENDED else None)


def town(*, volunteers: int = 12, families: int = 8) -> None:
    """Some who fit and some who do not, the same each time."""
    for number in range(volunteers):
        windows = [Window(1 + number % 5, 14 * 60, 17 * 60), Window(3, (13 + number % 3) * 60, 17 * 60)]
        VolunteerFactory(x=149_000 + 150 * number, windows=windows, capacity=1 + number % 2)
    for number in range(families):
        windows = [Window(1 + number % 5, 14 * 60 + 30, 16 * 60 + 30)]
        waited = TODAY - timedelta(days=20 * number)
        FamilyFactory(waiting_since=waited, homes=[{"windows": windows, "x": 149_500 + 200 * number}])
