"""A run computed again by a real worker comes out the same, whatever the registers say by then."""

from django.utils import timezone

from matching.domain import reproduction, runs
from matching.states import RunState
from tests.factories.families import FamilyFactory
from tests.factories.matching import town
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from tests.worker.waiting import ended
from tests.workers import Workers


def test_a_repeat_gives_the_same_pairs_on_data_that_have_changed(worker: Workers) -> None:
    town()
    first = ended(
        runs.request(region=RegionFactory(), programme=ProgrammeFactory(), by=None, now=timezone.now())
    )
    FamilyFactory()

    repeat = ended(reproduction.reproduce(run=first, by=None, now=timezone.now()))

    assert repeat.state == RunState.SUCCEEDED
    assert repeat.snapshot.sha256 == first.snapshot.sha256
    found = reproduction.repetition(repeat)
    assert found is not None
    assert found.is_same
    assert repeat.proposals.count() == first.proposals.count() > 0
