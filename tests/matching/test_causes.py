"""Why a family fares otherwise in one run than in another."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from families.models import Family, HomeWindow
from matching.domain import snapshot
from matching.domain.causes import Cause, causes
from matching.domain.comparison import compare
from matching.domain.presets import rules_of
from matching.models import MatchingRun, OverrideKind, Snapshot
from matching.states import RunState
from tests.factories.families import FamilyFactory
from tests.factories.matching import OverrideFactory, ProposalFactory, RunFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db(transaction=True)


def frozen_run() -> MatchingRun:
    """A run on what the registers say now."""
    run: MatchingRun = RunFactory(state=RunState.SUCCEEDED)
    frozen = snapshot.take(run=run, rules=rules_of(run.programme), day=TODAY)
    Snapshot.objects.create(
        run=run,
        content=frozen.content,
        sha256=frozen.sha256,
        taken_at=NOW,
        volunteers=frozen.volunteers,
        families=frozen.families,
    )
    return run


def cause_of(run: MatchingRun, before: MatchingRun, family: Family) -> Cause:
    return causes(run=run, other=before, rows=compare(run=run, other=before))[family.pk]


def moved(
    run: MatchingRun, before: MatchingRun, family: Family, **fields: Any
) -> tuple[Volunteer, Volunteer]:
    """Give the family another reader in the second run."""
    old, new = Volunteer.objects.order_by("pk")[:2]
    ProposalFactory(run=before, family=family, volunteer=old)
    ProposalFactory(run=run, family=family, volunteer=new, **fields)
    return old, new


def test_equally_good_when_nothing_differs() -> None:
    VolunteerFactory.create_batch(2)
    family, before, run = FamilyFactory(), frozen_run(), frozen_run()

    moved(run, before, family)

    assert cause_of(run, before, family) == Cause.EQUALLY_GOOD


def test_elsewhere_when_the_points_differ() -> None:
    VolunteerFactory.create_batch(2)
    family, before, run = FamilyFactory(), frozen_run(), frozen_run()

    moved(run, before, family, score=500)

    assert cause_of(run, before, family) == Cause.ELSEWHERE


def test_a_pin_goes_before_all() -> None:
    VolunteerFactory.create_batch(2)
    family, before = FamilyFactory(), frozen_run()
    HomeWindow.objects.update(weekday=2)
    run = frozen_run()

    moved(run, before, family, pinned=True)

    assert cause_of(run, before, family) == Cause.PINNED


def test_a_family_that_came_since_is_new() -> None:
    reader, before = VolunteerFactory(), frozen_run()
    family, run = FamilyFactory(), frozen_run()

    ProposalFactory(run=run, family=family, volunteer=reader)

    assert cause_of(run, before, family) == Cause.NEW_FAMILY


def test_a_family_that_left_is_no_longer_placed() -> None:
    reader, family, before = VolunteerFactory(), FamilyFactory(), frozen_run()
    ProposalFactory(run=before, family=family, volunteer=reader)
    Family.objects.update(state="withdrawn")

    assert cause_of(frozen_run(), before, family) == Cause.FAMILY_LEFT


def test_a_reader_who_stopped_is_the_cause() -> None:
    VolunteerFactory.create_batch(2)
    family, before = FamilyFactory(), frozen_run()
    Volunteer.objects.filter(pk=Volunteer.objects.order_by("pk")[0].pk).update(state="resting")
    run = frozen_run()

    moved(run, before, family)

    assert cause_of(run, before, family) == Cause.READER_LEFT


def test_a_reader_who_came_since_is_the_cause() -> None:
    VolunteerFactory()
    family, before = FamilyFactory(), frozen_run()
    VolunteerFactory()
    run = frozen_run()

    moved(run, before, family)

    assert cause_of(run, before, family) == Cause.NEW_READER


def test_an_excluded_pair_is_the_cause() -> None:
    old, _new = VolunteerFactory.create_batch(2)
    family, before = FamilyFactory(), frozen_run()
    OverrideFactory(volunteer=old, family=family, kind=OverrideKind.BAN)
    run = frozen_run()

    moved(run, before, family)

    assert cause_of(run, before, family) == Cause.BANNED


@pytest.mark.parametrize(
    ("change", "cause"), [({"weekday": 2}, Cause.MOMENTS), ({"strength": "if_needed"}, Cause.EQUALLY_GOOD)]
)
def test_changed_moments_are_the_cause(change: dict[str, Any], cause: Cause) -> None:
    VolunteerFactory.create_batch(2)
    family, before = FamilyFactory(), frozen_run()
    HomeWindow.objects.update(**change)
    run = frozen_run()

    moved(run, before, family)

    assert cause_of(run, before, family) == cause


def test_other_data_and_settings_are_told_apart() -> None:
    VolunteerFactory.create_batch(2)
    family, before, same = FamilyFactory(), frozen_run(), frozen_run()
    MatchingRun.objects.filter(pk=same.pk).update(settings={**same.settings, "weights": {"travel": 1000}})
    same.refresh_from_db()
    Volunteer.objects.update(max_minutes=25)
    run = frozen_run()
    moved(run, before, family)
    ProposalFactory(run=same, family=family, volunteer=Volunteer.objects.order_by("pk")[1])

    assert cause_of(run, before, family) == Cause.DATA
    assert cause_of(same, before, family) == Cause.SETTINGS


def test_without_the_frozen_input_the_cause_is_not_known() -> None:
    before, run = RunFactory(state=RunState.SUCCEEDED), RunFactory(state=RunState.SUCCEEDED)
    proposal = ProposalFactory(run=run)

    assert cause_of(run, before, proposal.family) == Cause.UNKNOWN


def test_causes_take_three_queries_for_any_number_of_families() -> None:
    VolunteerFactory.create_batch(2)
    families = FamilyFactory.create_batch(4)
    before, run = frozen_run(), frozen_run()
    for family in families:
        moved(run, before, family)
    rows = compare(run=run, other=before)

    with CaptureQueriesContext(connection) as asked:
        causes(run=run, other=before, rows=rows)

    assert len(asked) == 3
