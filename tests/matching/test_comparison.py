"""Two runs side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.domain.comparison import Difference, compare, may_compare
from matching.models import MatchingRun
from matching.states import RunState
from programmes.domain.refusal import Refusal
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db


def finished() -> MatchingRun:
    run: MatchingRun = RunFactory(state=RunState.SUCCEEDED)
    return run


def test_each_family_fares_one_way() -> None:
    before, run, reader = finished(), finished(), VolunteerFactory()
    same, moved, new, gone = FamilyFactory.create_batch(4)
    for one in (before, run):
        ProposalFactory(run=one, family=same, volunteer=reader)
        ProposalFactory(run=one, family=moved)
    ProposalFactory(run=run, family=new)
    ProposalFactory(run=before, family=gone)

    rows = {row.family: row.difference for row in compare(run=run, other=before)}

    assert rows == {
        same.pk: Difference.SAME,
        moved.pk: Difference.OTHER_READER,
        new.pk: Difference.NEWLY_PLACED,
        gone.pk: Difference.NO_LONGER_PLACED,
    }


def test_two_readers_are_the_same_in_either_order() -> None:
    before, run, family = finished(), finished(), FamilyFactory(readers_needed=2)
    one, other = VolunteerFactory.create_batch(2)
    for reader in (one, other):
        ProposalFactory(run=run, family=family, volunteer=reader)
    for reader in (other, one):
        ProposalFactory(run=before, family=family, volunteer=reader)

    (row,) = compare(run=run, other=before)

    assert row.difference == Difference.SAME
    assert row.readers == row.before == (one.pk, other.pk)


def test_it_takes_one_query() -> None:
    before, run = finished(), finished()
    for one in (before, run):
        for _ in range(3):
            ProposalFactory(run=one)

    with CaptureQueriesContext(connection) as queries:
        compare(run=run, other=before)

    assert len(queries) == 1


def test_a_run_without_a_result_is_refused() -> None:
    with pytest.raises(Refusal):
        compare(run=RunFactory(), other=finished())


def test_only_finished_runs_of_the_same_region_and_programme_compare() -> None:
    run = finished()
    elsewhere = RunFactory(state=RunState.SUCCEEDED, region=RegionFactory(slug="tilburg"))
    for_others = RunFactory(state=RunState.SUCCEEDED, programme=ProgrammeFactory(slug="voorleesexpress"))

    answers = [may_compare(run, one) for one in (finished(), RunFactory(), elsewhere, for_others)]

    assert answers == [True, False, False, False]
