from datetime import date

import pytest
from django.db import transaction

from families.domain import trajectory
from families.models import Family
from families.states import FamilyState
from programmes.domain.lifecycle import MoveNotAllowedError
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db


def test_a_family_goes_from_proposal_to_the_last_visit() -> None:
    family = FamilyFactory()
    states = []

    with transaction.atomic():
        for step in (trajectory.propose, trajectory.found_reader, trajectory.begin, trajectory.finish):
            step(family=family, by=None, now=NOW)
            states.append(Family.objects.get().state)

    assert states == ["proposed", "matched", "active", "finished"]


def test_after_a_no_the_family_stands_where_it_stood_in_the_queue() -> None:
    family = FamilyFactory(waiting_since=date(2026, 3, 1))

    with transaction.atomic():
        trajectory.propose(family=family, by=None, now=NOW)
        trajectory.release(family=family, by=None, now=NOW, reason="too_far")

    kept = Family.objects.get()
    assert (kept.state, kept.waiting_since) == (FamilyState.WAITING, date(2026, 3, 1))


def test_a_family_that_does_not_wait_gets_no_proposal() -> None:
    family = FamilyFactory(state=FamilyState.PROPOSED)

    with pytest.raises(MoveNotAllowedError), transaction.atomic():
        trajectory.propose(family=family, by=None, now=NOW)


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (trajectory.propose, FamilyState.MATCHED),
        (trajectory.found_reader, FamilyState.ACTIVE),
        (trajectory.begin, FamilyState.ACTIVE),
    ],
)
def test_the_second_of_two_readers_changes_nothing(step: object, state: str) -> None:
    family = FamilyFactory(state=state, readers_needed=2)

    with transaction.atomic():
        step(family=family, by=None, now=NOW)  # type: ignore[operator] # - one of the steps above

    assert Family.objects.get().state == state


@pytest.mark.parametrize("step", [trajectory.release, trajectory.finish])
def test_a_family_that_left_meanwhile_stays_away(step: object) -> None:
    family = FamilyFactory(state=FamilyState.PROPOSED)
    Family.objects.update(state=FamilyState.WITHDRAWN)

    with transaction.atomic():
        step(family=family, by=None, now=NOW)  # type: ignore[operator] # - one of the steps above

    assert Family.objects.get().state == FamilyState.WITHDRAWN
