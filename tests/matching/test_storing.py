"""What a run explains is stored with its proposals, whole or not at all."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from families.models import Family
from matching.domain import leases
from matching.domain.computation.told import Alternative, Explanations, LeftOut, Recruit, Sharing, Smallest
from matching.domain.computation.wire import Chosen, Outcome
from matching.domain.leases import Lease
from matching.domain.storing import store
from matching.models import Advice, MatchingRun, Proposal, Unplaced
from matching.models import Alternative as AlternativeRow
from matching.states import PartOfDay, RunState
from tests.factories.explanations import MEASURES, PARTS
from tests.factories.families import FamilyFactory
from tests.factories.programmes import DistrictFactory
from tests.factories.snapshots import SnapshotFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
POINTS = tuple(PARTS.values())
NONE = [0, 0, 0, 0, 0]
FIGURES = {
    "waiting": 2,
    "available": 2,
    "pairs": 3,
    "without_pair": 0,
    "placed": 1,
    "status": "optimal",
    "objective": NONE,
    "bound": [0, 1, 0, 0, 0],
    "optimal": [True] * 5,
    "components": 1,
    "components_proven": 1,
    "baseline_placed": 0,
    "baseline_objective": NONE,
    "baseline_travel_mean": 0,
    "baseline_measures": MEASURES,
    "travel_mean": 5,
    "travel_p90": 5,
    "travel_longest": 5,
    "measures": MEASURES,
    "passed_over": {"competition": 1},
    "unexplained": ["advice"],
    "lost": {},
    "pins_left_out": [],
    "seconds": {},
    "peak_bytes": 1,
}


@pytest.fixture
def lease() -> Lease:
    found = leases.take(run_id=SnapshotFactory().run.pk)
    assert found is not None
    return found


def chosen(volunteer: Volunteer, family: Family) -> Chosen:
    return Chosen(volunteer.pk, family.pk, ("w 3 14:00",), 650, POINTS, 5, 3, 80, urgent=False)


def alternative(volunteer: Volunteer, family: Family, rank: int = 1) -> Alternative:
    change = (0, -1, 0, 0, 0)
    return Alternative(volunteer.pk, family.pk, 650, POINTS, 9, 2, rank, change, exact=True)


def stored(lease: Lease, told: Explanations, *pairs: Chosen) -> MatchingRun:
    store(lease=lease, outcome=Outcome(pairs, FIGURES, told))
    return MatchingRun.objects.get(pk=lease.run_id)


def test_alternatives_stand_with_each_proposal_of_their_family(lease: Lease) -> None:
    family, other = FamilyFactory(readers_needed=2), VolunteerFactory()
    told = Explanations(alternatives=(alternative(other, family),))

    run = stored(lease, told, *(chosen(VolunteerFactory(), family) for _ in range(2)))

    rows = [proposal.alternatives.get() for proposal in run.proposals.all()]
    assert [(row.rank, row.volunteer, row.change) for row in rows] == [(1, other, [0, -1, 0, 0, 0])] * 2
    assert rows[0].parts == PARTS


def test_alternatives_of_a_family_without_a_reader_stand_with_it(lease: Lease) -> None:
    family, other = FamilyFactory(), VolunteerFactory()
    told = Explanations(
        alternatives=(alternative(other, family),),
        left_out=(LeftOut(family.pk, "competition", 90, urgent=True, sharing=Sharing(3, 2, 2, True, 4)),),
    )

    run = stored(lease, told)

    row = Unplaced.objects.get(run=run)
    assert row.alternatives.get().volunteer == other
    assert (row.rank, row.kind, row.waiting_days, row.urgent) == (1, "competition", 90, True)
    shared = (row.sharing_families, row.sharing_volunteers, row.sharing_places)
    assert (shared, row.lowest_urgent, row.lowest_band) == ((3, 2, 2), True, 4)


def test_what_stands_in_the_way_is_kept_with_the_smallest_change(lease: Lease) -> None:
    reader = VolunteerFactory()
    smallest = Smallest("slot", reader.pk, 30, ("w 2 16:00",), places=None)
    reason = LeftOut(FamilyFactory().pk, "no_pair", 90, False, {"slot": 2}, {"slot": 1}, smallest)

    run = stored(lease, Explanations(left_out=(reason,)))

    row = Unplaced.objects.get(run=run)
    assert (row.blocker, row.lost, row.alone) == ("slot", {"slot": 2}, {"slot": 1})
    assert (row.relaxed_rule, row.relaxed_volunteer, row.relaxed_amount) == ("slot", reader, 30)
    assert (row.relaxed_slots, row.relaxed_places) == (["w 2 16:00"], None)


def test_what_was_not_worked_out_stays_empty(lease: Lease) -> None:
    reasons = (LeftOut(FamilyFactory().pk, kind, 9, urgent=False) for kind in ("no_pair", "competition"))

    run = stored(lease, Explanations(left_out=tuple(reasons), unfinished=("why_not",)))

    rows = run.unplaced.values_list("lost", "relaxed_rule", "sharing_families", "blocker")
    assert list(rows) == [(None, "", None, "")] * 2


def test_advice_names_district_language_and_part_of_the_day(lease: Lease) -> None:
    district = DistrictFactory()
    recruit = Recruit(district.pk, 5, day=3, part=1, gain=(0, 1, 0, 0, 0), families=2, exact=True)

    run = stored(lease, Explanations(advice=(recruit, replace(recruit, language=-1, part=2))))

    first, second = Advice.objects.filter(run=run)
    assert (first.rank, first.district, first.language, first.day) == (1, district, "tr", 3)
    assert (first.part, second.part, second.language) == (PartOfDay.AFTERNOON, PartOfDay.EVENING, "")


def test_shares_count_who_is_placed_and_who_waits_on(lease: Lease) -> None:
    left_out = LeftOut(FamilyFactory().pk, "competition", 90, urgent=False)

    run = stored(lease, Explanations(left_out=(left_out,)), chosen(VolunteerFactory(), FamilyFactory()))

    assert run.figures.shares["language"] == [{"key": "ar", "name": "", "waiting": 2, "placed": 1}]
    assert run.figures.unexplained == ["advice"]


def test_a_row_that_cannot_be_takes_everything_with_it(lease: Lease) -> None:
    gone = LeftOut(FamilyFactory().pk, "no_pair", 9, urgent=False, sharing=Sharing(3, 2, 2, True, 4))

    with pytest.raises(IntegrityError):
        stored(lease, Explanations(left_out=(gone,)), chosen(VolunteerFactory(), FamilyFactory()))

    assert not Proposal.objects.exists()
    assert MatchingRun.objects.get(pk=lease.run_id).state == RunState.RUNNING


def test_storing_takes_as_many_queries_for_one_family_as_for_five() -> None:
    counts = []
    # The first run of all has none before it to look at.
    for size in (1, 1, 5):
        lease = leases.take(run_id=SnapshotFactory().run.pk)
        assert lease is not None
        placed = [(VolunteerFactory(), FamilyFactory()) for _ in range(size)]
        told = Explanations(
            alternatives=tuple(alternative(VolunteerFactory(), family) for _, family in placed),
            left_out=tuple(LeftOut(FamilyFactory().pk, "no_pair", 9, urgent=False) for _ in range(size)),
        )
        with CaptureQueriesContext(connection) as queries:
            stored(lease, told, *(chosen(*pair) for pair in placed))
        counts.append(len(queries))

    assert counts[1] == counts[2]


@pytest.mark.parametrize(
    "change",
    [
        {"proposal": None},
        {"rank": 4},
        {"change": [0, 0]},
    ],
)
def test_an_alternative_that_cannot_be_is_refused(lease: Lease, change: dict[str, object]) -> None:
    family = FamilyFactory()
    run = stored(lease, Explanations(), chosen(VolunteerFactory(), family))
    fields = {
        "proposal": run.proposals.get(),
        "rank": 1,
        "change": NONE,
        "exact": True,
        "volunteer": VolunteerFactory(),
    }
    measured = {"score": 1, "parts": {}, "minutes": 1, "common_slots": 1}

    with pytest.raises(IntegrityError):
        AlternativeRow.objects.create(**{**fields, **measured, **change})
