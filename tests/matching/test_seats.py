"""Seats, places and moments: kept by the database, against raw SQL and against two at once (R3, R6, N18)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from matching.domain import matches, proposals
from matching.domain.proposals import Outcome
from matching.domain.violations import broken_constraint
from matching.models import HeldSlot, Match, MatchingRun
from matching.states import MatchState
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.values.availability import Window
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, ProposalFactory, RunFactory
from tests.factories.moments import NOW
from tests.factories.volunteers import VolunteerFactory

ROUNDS = 5
ALL_WEDNESDAY = [Window(3, 13 * 60, 18 * 60)]
COPY = """
    INSERT INTO matching_match (region_id, programme_id, proposal_id, volunteer_id, family_id, seat,
        reader_number, state, option, minutes, proposed_at, reply_by, end_reason)
    SELECT region_id, programme_id, %s, COALESCE(%s, volunteer_id), COALESCE(%s, family_id), %s, %s,
        'proposed', option, minutes, proposed_at, reply_by, '' FROM matching_match LIMIT 1
"""


def insert(*, seat: int, reader: int, volunteer: int | None = None, family: int | None = None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COPY, [ProposalFactory().pk, volunteer, family, seat, reader])


def violated(write: Callable[[], None]) -> str:
    with pytest.raises(IntegrityError) as caught:
        write()
    return broken_constraint(caught.value)


@contextmanager
def without(constraint: str, table: str = "matching_match") -> Iterator[None]:
    """The harm without the guard: it is back when the test's transaction is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        found = "SELECT 1 FROM pg_constraint WHERE conname = %s"
        cursor.execute(found, [constraint])
        if cursor.fetchone():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
        else:
            cursor.execute(f"DROP INDEX {constraint}")
    yield


@pytest.mark.django_db
def test_a_seat_is_taken_once() -> None:
    match = MatchFactory(proposal__volunteer__capacity=2)

    def again() -> None:
        insert(seat=1, reader=1, family=FamilyFactory().pk)

    assert violated(again) == "a_seat_is_taken_once"
    with without("a_seat_is_taken_once"):
        again()
    assert Match.objects.filter(volunteer=match.volunteer, seat=1).count() == 2


@pytest.mark.django_db
def test_there_is_no_seat_above_the_capacity() -> None:
    MatchFactory()

    def one_more() -> None:
        insert(seat=2, reader=1, family=FamilyFactory().pk)

    assert violated(one_more) == "no_volunteer_above_capacity"
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER match_is_lawful ON matching_match")
    one_more()


@pytest.mark.django_db
def test_capacity_is_not_lowered_below_open_matches() -> None:
    volunteer = VolunteerFactory(capacity=2, windows=ALL_WEDNESDAY)
    MatchFactory(proposal__volunteer=volunteer)
    MatchFactory(proposal__volunteer=volunteer, seat=2, proposal__option=["w 3 16:00"])

    def lower() -> None:
        type(volunteer).objects.update(capacity=1)

    assert violated(lower) == "no_volunteer_above_capacity"


@pytest.mark.django_db
def test_a_family_has_one_open_match_per_reader() -> None:
    MatchFactory()

    def again() -> None:
        insert(seat=1, reader=1, volunteer=VolunteerFactory().pk)

    assert violated(again) == "a_family_has_one_open_match_per_reader"
    with without("a_family_has_one_open_match_per_reader"):
        again()


@pytest.mark.django_db
def test_there_is_no_match_without_consent() -> None:
    MatchFactory()

    def without_consent() -> None:
        stranger = VolunteerFactory()
        insert(seat=1, reader=1, volunteer=stranger.pk, family=FamilyFactory(consented=False).pk)

    assert violated(without_consent) == "no_match_without_consent"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("weeks", "minutes", "overlaps"),
    [
        ("[0,2)", "[0,90)", True),
        ("[0,1)", "[60,150)", True),
        ("[1,2)", "[89,179)", True),
        ("[0,2)", "[90,180)", False),
    ],
)
def test_a_volunteer_is_at_one_visit_at_a_time(weeks: str, minutes: str, overlaps: bool) -> None:
    slot = MatchFactory().held_slots.get()
    HeldSlot.objects.update(minutes=(0, 90))

    def at_once() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO matching_heldslot (match_id, volunteer, weeks, minutes, is_open)"
                " SELECT match_id, volunteer, %s::int4range, %s::int4range, true FROM matching_heldslot"
                " WHERE id = %s",
                [weeks, minutes, slot.pk],
            )

    if overlaps:
        assert violated(at_once) == "a_volunteer_is_at_one_visit_at_a_time"
        with without("a_volunteer_is_at_one_visit_at_a_time", "matching_heldslot"):
            at_once()
    else:
        at_once()


@pytest.mark.django_db
def test_one_run_at_a_time() -> None:
    first = RunFactory()

    def second() -> None:
        with transaction.atomic():
            RunFactory(region=first.region, programme=first.programme)

    assert violated(second) == "one_run_at_a_time_per_region_and_programme"
    with without("one_run_at_a_time_per_region_and_programme", "matching_matchingrun"):
        second()
    assert MatchingRun.objects.count() == 2


def publishing(run: MatchingRun) -> Callable[[], list[Outcome]]:
    return partial(proposals.publish, run=run, by=None, now=NOW)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Results (or errors) of acts that begin at the same instant, each on a connection of its own."""
    barrier, results = threading.Barrier(len(acts)), list[Any]()

    def run(act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results.append(act())
        except MoveNotAllowedError as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_onto_the_last_seat_make_one_match() -> None:
    for _ in range(ROUNDS):
        volunteer = VolunteerFactory(capacity=1, windows=ALL_WEDNESDAY)
        homes = [{"windows": ALL_WEDNESDAY}]
        drafts = [ProposalFactory(volunteer=volunteer, family__homes=homes) for _ in range(2)]

        outcomes = at_once(*(publishing(draft.run) for draft in drafts))

        assert Match.objects.filter(volunteer=volunteer).count() == 1
        assert sorted(outcome.code for (outcome,) in outcomes) == ["", "capacity"]


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_onto_one_moment_make_one_match() -> None:
    for _ in range(ROUNDS):
        volunteer = VolunteerFactory(capacity=2, windows=ALL_WEDNESDAY)
        drafts = [ProposalFactory(volunteer=volunteer, option=[f"w 3 {at}"]) for at in ("14:00", "15:00")]

        at_once(*(publishing(draft.run) for draft in drafts))

        assert Match.objects.filter(volunteer=volunteer).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_for_one_family_make_one_match() -> None:
    for _ in range(ROUNDS):
        family = FamilyFactory()
        drafts = [ProposalFactory(family=family) for _ in range(2)]

        at_once(*(publishing(draft.run) for draft in drafts))

        assert Match.objects.filter(family=family).count() == 1


@pytest.mark.django_db(transaction=True)
def test_crossed_publishing_ends_without_a_deadlock() -> None:
    for _ in range(ROUNDS):
        volunteers = [VolunteerFactory() for _ in range(2)]
        families = [FamilyFactory() for _ in range(2)]
        runs = []
        for order in (1, -1):
            run = RunFactory(state="succeeded")
            for volunteer, family in zip(volunteers, families[::order], strict=True):
                ProposalFactory(run=run, volunteer=volunteer, family=family)
            runs.append(run)

        at_once(*(publishing(run) for run in runs))

        assert Match.objects.filter(volunteer__in=volunteers).count() == 2


@pytest.mark.django_db(transaction=True)
def test_yes_and_no_at_the_same_instant_come_in_one_order() -> None:
    for _ in range(ROUNDS):
        match = MatchFactory()
        one, other = (Match.objects.get(pk=match.pk) for _ in range(2))

        results = at_once(
            partial(matches.accept_by_volunteer, match=one, by=None, now=NOW),
            partial(matches.decline, match=other, side="family", reason="other", by=None, now=NOW),
        )

        match.refresh_from_db()
        match.family.refresh_from_db()
        assert match.state == MatchState.DECLINED
        assert match.family.state == "waiting"
        assert sum(isinstance(result, MoveNotAllowedError) for result in results) <= 1


@pytest.mark.django_db(transaction=True)
def test_both_sides_saying_yes_at_the_same_instant_are_both_heard() -> None:
    for _ in range(ROUNDS):
        match = MatchFactory()
        one, other = (Match.objects.get(pk=match.pk) for _ in range(2))

        at_once(
            partial(matches.accept_by_volunteer, match=one, by=None, now=NOW),
            partial(matches.accept_by_family, match=other, by=None, now=NOW),
        )

        match.refresh_from_db()
        assert match.state == MatchState.ACCEPTED
