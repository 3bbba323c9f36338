"""Two registrations that look alike: one family keeps its earlier place, or both stay."""

from collections.abc import Callable
from datetime import date

import pytest

from families.domain.duplicate_decisions import decide, of_family, side_by_side, to_decide
from families.models import Family, PossibleDuplicate
from families.states import FamilyState
from programmes.domain.access import actor_of
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import StateChange, User
from tests.factories.duplicates import LikenessFactory
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, coordinator, social_worker
from tests.matching.test_visit_races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return coordinator()


def states(likeness: PossibleDuplicate) -> tuple[str, str]:
    rows = Family.objects.in_bulk([likeness.family_id, likeness.earlier_id])
    return rows[likeness.family_id].state, rows[likeness.earlier_id].state


def test_the_same_family_keeps_its_earlier_place(by: User) -> None:
    likeness = LikenessFactory(earlier__waiting_since=date(2026, 3, 1))

    decide(likeness=likeness, outcome="same", by=by, now=NOW)

    assert states(likeness) == ("withdrawn", "waiting")
    assert Family.objects.get(pk=likeness.earlier_id).waiting_since == date(2026, 3, 1)
    change = StateChange.objects.get(subject_id=likeness.family_id)
    assert (change.to_state, change.reason, change.by) == ("withdrawn", "duplicate", by)
    assert (likeness.outcome, likeness.decided_by, likeness.decided_at) == ("same", by, NOW)


def test_two_families_both_stay(by: User) -> None:
    likeness = LikenessFactory()

    decide(likeness=likeness, outcome="different", by=by, now=NOW)

    assert states(likeness) == ("consent_confirmed", "waiting")
    assert PossibleDuplicate.objects.get().outcome == "different"


@pytest.mark.parametrize(
    ("earlier", "took_part"),
    [(FamilyState.CLOSED, True), (FamilyState.FINISHED, True), (FamilyState.WITHDRAWN, False)],
)
def test_a_family_that_comes_again_keeps_its_new_registration(
    by: User, earlier: FamilyState, *, took_part: bool
) -> None:
    likeness = LikenessFactory(earlier__state=earlier)

    decide(likeness=likeness, outcome="same", by=by, now=NOW)

    newer = Family.objects.get(pk=likeness.family_id)
    assert (newer.state, newer.took_part_before) == ("consent_confirmed", took_part)


def test_a_registration_with_a_reader_is_not_withdrawn(by: User) -> None:
    likeness = LikenessFactory(family__state=FamilyState.ACTIVE)

    with pytest.raises(Refusal, match="match-open"):
        decide(likeness=likeness, outcome="same", by=by, now=NOW)

    assert PossibleDuplicate.objects.get().outcome == ""


def test_of_two_colleagues_the_first_decides(by: User) -> None:
    likeness = LikenessFactory()
    decide(likeness=likeness, outcome="different", by=by, now=NOW)

    with pytest.raises(Refusal, match="decided"):
        decide(likeness=likeness, outcome="same", by=coordinator(), now=NOW)

    assert states(likeness) == ("consent_confirmed", "waiting")


def test_there_are_two_answers(by: User) -> None:
    with pytest.raises(InvalidInput):
        decide(likeness=LikenessFactory(), outcome="perhaps", by=by, now=NOW)


def test_only_coordinators_who_may_see_both_hear_of_it(by: User) -> None:
    here = LikenessFactory()
    LikenessFactory(earlier=FamilyFactory(region=RegionFactory(slug="oss")))

    assert list(to_decide(actor_of(by))) == [here]
    assert list(to_decide(actor_of(social_worker()))) == []


def test_what_was_decided_is_not_asked_again(by: User) -> None:
    likeness = LikenessFactory()
    actor = actor_of(by)
    assert of_family(likeness.earlier, actor) == of_family(likeness.family, actor) == likeness

    decide(likeness=likeness, outcome="different", by=by, now=NOW)

    assert of_family(likeness.family, actor) is None


def test_both_are_read_whole(by: User) -> None:
    likeness = LikenessFactory()

    [(row, newer, earlier)] = side_by_side(to_decide(actor_of(by)))

    assert (row, newer.pk, earlier.pk) == (likeness, likeness.family_id, likeness.earlier_id)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_the_same_instant_decide_once(by: User) -> None:
    for outcomes in [("same", "different"), ("same", "same"), ("different", "same")]:
        likeness = LikenessFactory()

        refused = at_once(*[deciding(likeness, outcome, by) for outcome in outcomes])

        likeness.refresh_from_db()
        gone = states(likeness)[0] == "withdrawn"
        assert refused == ["decided"]
        assert (likeness.outcome == "same") is gone


def deciding(likeness: PossibleDuplicate, outcome: str, by: User) -> Callable[[], object]:
    return lambda: decide(
        likeness=PossibleDuplicate.objects.get(pk=likeness.pk), outcome=outcome, by=by, now=NOW
    )
