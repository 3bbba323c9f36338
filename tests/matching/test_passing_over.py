"""Families that two rounds passed over, and the reason that a person writes."""

import pytest

from matching.domain.passing_over import explain, passed_over_again, reasons_of, round_before
from matching.models import MatchingRun
from matching.states import RunState
from programmes.domain.refusal import InvalidInput, Refusal
from tests.factories.explanations import UnplacedFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import RunFactory
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator

pytestmark = pytest.mark.django_db(transaction=True)


def finished(**fields: object) -> MatchingRun:
    run: MatchingRun = RunFactory(state=RunState.SUCCEEDED, **fields)
    return run


def test_a_family_without_a_reader_in_two_rounds_was_passed_over_again() -> None:
    before, run = finished(), finished()
    again, once = UnplacedFactory(run=run), UnplacedFactory(run=run)
    UnplacedFactory(run=before, family=again.family)

    assert passed_over_again(run, [again.family_id, once.family_id]) == {again.family_id}


def test_what_was_computed_anew_is_the_same_round() -> None:
    before = finished()
    first = finished()
    finished(repeats=first)
    second = finished(follows=first)

    assert round_before(second) == before.pk
    assert round_before(before) is None


def test_a_reason_can_be_written_anew() -> None:
    by, record = coordinator(), UnplacedFactory()

    explain(run=record.run, family=record.family, reason="They wait for a sister", by=by, now=NOW)
    explain(run=record.run, family=record.family, reason=" Nobody speaks Somali ", by=by, now=NOW)

    written = reasons_of(record.run, [record.family_id])[record.family_id]
    assert (written.reason, written.written_by) == ("Nobody speaks Somali", by)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_an_empty_or_endless_reason_is_refused(reason: str) -> None:
    record = UnplacedFactory()

    with pytest.raises(InvalidInput):
        explain(run=record.run, family=record.family, reason=reason, by=None, now=NOW)


def test_a_family_with_a_reader_needs_no_reason() -> None:
    with pytest.raises(Refusal, match="has-reader"):
        explain(run=finished(), family=FamilyFactory(), reason="No one", by=None, now=NOW)
