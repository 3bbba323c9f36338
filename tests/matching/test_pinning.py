"""Pins of what a run chose: what stands already, what is over, two who read together."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from families.domain import trajectory
from matching.domain import overrides, pinning, seats
from matching.domain.seen import version_of
from matching.models import Override, OverrideKind, Proposal
from tests.factories.duos import DuoFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import OverrideFactory, ProposalFactory
from tests.factories.moments import NOW, TODAY

YESTERDAY = TODAY - timedelta(days=1)


def pin(row: Proposal) -> None:
    seen = {row.pk: version_of(row)}
    pinning.pin_seen(run=row.run, seen=seen, reason="They know each other", by=None, now=NOW)


def pin_of(row: Proposal, **given: object) -> Override:
    usual = {"volunteer": row.volunteer, "family": row.family, "programme": row.run.programme}
    made = OverrideFactory(**{**usual, **given})
    assert isinstance(made, Override)
    return made


def without_waiting(act: Callable[[], object]) -> list[Exception]:
    """Do something on a connection of its own that waits for no lock; give what went wrong."""
    wrong: list[Exception] = []

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            act()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
            wrong.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return wrong


@pytest.mark.django_db
def test_what_is_pinned_already_is_not_pinned_twice() -> None:
    row = ProposalFactory()
    pin_of(row)

    pin(row)

    assert Override.objects.count() == 1


@pytest.mark.django_db
def test_a_pin_past_its_last_day_makes_place_for_a_new_one() -> None:
    row = ProposalFactory()
    old = pin_of(row, until=YESTERDAY)

    pin(row)

    old.refresh_from_db()
    assert (old.state, Override.objects.filter(state="open", until=None).count()) == ("ended", 1)


@pytest.mark.django_db
def test_a_pin_of_the_second_of_a_duo_ends_with_that_of_the_pair() -> None:
    row = ProposalFactory(pinned=True)
    duo = DuoFactory(first=row.volunteer)
    pinned = pin_of(row, volunteer=duo.second)

    pinning.unpin(proposal=row, by=None, now=NOW)

    pinned.refresh_from_db()
    assert pinned.state == "ended"


@pytest.mark.django_db(transaction=True)
def test_a_decision_does_not_wait_for_a_sending_to_the_same_people() -> None:
    """A sending holds people and then wants proposals: who holds proposals may not want its people."""
    row = ProposalFactory(family=FamilyFactory())
    row.family.refresh_from_db()

    with transaction.atomic():
        seats.lock_people(Proposal.objects.filter(pk=row.pk))
        trajectory.propose(family=row.family, by=None, now=NOW)
        pair = {"volunteer": row.volunteer, "family": row.family}
        wrong = without_waiting(
            lambda: overrides.decide(kind=OverrideKind.BAN, **pair, reason="Too close", by=None, now=NOW)
        )

    assert wrong == []
