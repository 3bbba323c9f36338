"""Changes that wait: once for a pair, with a reason, all or none of them decided."""

import threading
from typing import Any

import pytest
from django.db import connection

from matching.domain import pending_changes
from matching.models import ChangeKind, MatchingRun, Override, PendingChange, Proposal
from programmes.domain.refusal import InvalidInput, Refusal
from tests.factories.matching import ProposalFactory
from tests.factories.moments import NOW


def add(row: Proposal, kind: ChangeKind = ChangeKind.BAN, **more: Any) -> PendingChange:
    people = {"run": row.run, "volunteer": row.volunteer, "family": row.family}
    usual: dict[str, Any] = {**people, "kind": kind, "reason": "So", "by": None, "now": NOW}
    return pending_changes.add(**{**usual, **more})


@pytest.mark.django_db
def test_prices_add_up_and_only_a_lone_exact_one_is_proven() -> None:
    row = ProposalFactory()
    one = add(row, change=[0, -1, 0, -20, 0], exact=True)
    other = add(ProposalFactory(run=row.run), change=[0, 0, 0, -5, 0], exact=True)

    assert pending_changes.estimate([one]) == ((0, -1, 0, -20, 0), True)
    assert pending_changes.estimate([one, other]) == ((0, -1, 0, -25, 0), False)
    assert pending_changes.estimate([add(ProposalFactory(run=row.run))]) is None


@pytest.mark.django_db
def test_a_pair_is_changed_once_and_needs_a_reason() -> None:
    row = ProposalFactory()
    add(row)

    with pytest.raises(Refusal) as caught:
        add(row)
    with pytest.raises(InvalidInput):
        add(ProposalFactory(run=row.run), reason=" ")

    assert caught.value.code == "changed-already"


@pytest.mark.django_db
def test_one_change_that_cannot_be_stops_them_all_and_is_named() -> None:
    row = ProposalFactory()
    add(row)
    gone = ProposalFactory(run=row.run, volunteer__state="resting")
    add(gone, ChangeKind.PIN)

    with pytest.raises(Refusal) as caught:
        pending_changes.apply(run=row.run, by=None, now=NOW)

    assert caught.value.code == "state"
    assert gone.family.reference in str(caught.value.message)
    assert PendingChange.objects.count() == 2
    assert not Override.objects.exists()
    assert not MatchingRun.objects.filter(follows=row.run).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_compute_at_once_one_run_comes() -> None:
    row = ProposalFactory()
    add(row)
    came: list[object] = []

    def compute() -> None:
        try:
            came.append(pending_changes.apply(run=row.run, by=None, now=NOW))
        except Refusal as refusal:
            came.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=compute) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert MatchingRun.objects.filter(follows=row.run).count() == 1
    assert "run-in-progress" in came
    assert Override.objects.filter(kind="ban").count() == 1
