"""The smallest change for a family without a reader: worked out today, then carried out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from families.models import Family, HomeWindow
from matching.domain import smallest_change
from matching.domain.planned_words import effect, whom
from matching.models import Unplaced
from matching.states import ProposalState
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import StaleError
from programmes.models import AccessLog, StateChange, User
from programmes.values.availability import Window
from tests.factories.duos import DuoFactory
from tests.factories.explanations import CompetitorFactory, UnplacedFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, ProposalFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import DistrictFactory, PostcodeFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer, VolunteerWindow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _places() -> Iterator[None]:
    DistrictFactory()
    PostcodeFactory()
    PostcodeFactory(code="5212", x=150_000, y=411_500)
    with translation.override("en"):
        yield


def apart(
    rule: str, *, volunteer: dict[str, Any] | None = None, family: dict[str, Any] | None = None
) -> Unplaced:
    """A family and a reader whom only one rule keeps apart."""
    reader = VolunteerFactory(**(volunteer or {}))
    home = FamilyFactory(**(family or {}))
    record: Unplaced = UnplacedFactory(
        family=home, relaxed_rule=rule, relaxed_volunteer=reader, relaxed_amount=1, relaxed_slots=[]
    )
    return record


def applied(record: Unplaced, by: User) -> smallest_change.Plan:
    read = smallest_change.plan(unplaced=record, day=TODAY).version
    return smallest_change.apply(unplaced=record, read=read, reason="telephone", by=by, now=NOW)


def reader_of(record: Unplaced) -> Volunteer:
    return Volunteer.objects.get(pk=record.relaxed_volunteer_id or 0)


def family_of(record: Unplaced) -> Family:
    return Family.objects.get(pk=record.family_id)


def test_a_reader_travels_as_much_longer_as_is_needed_today() -> None:
    record = apart("distance", volunteer={"max_minutes": 5}, family={"homes": [{"x": 151_900, "y": 411_000}]})

    done = applied(record, coordinator())

    assert reader_of(record).max_minutes == 5 + done.amount
    assert effect(done) == f"Noor then travels up to {5 + done.amount} instead of 5 minutes."
    with pytest.raises(Refusal, match="not-needed"):
        smallest_change.plan(unplaced=record, day=TODAY)


def test_the_moment_is_added_where_it_lacks() -> None:
    record = apart("slot", volunteer={"windows": [Window(2, 13 * 60, 14 * 60)]})

    done = applied(record, coordinator())

    side = record.family.homes.get() if done.of_family else reader_of(record)
    assert side.windows.count() == 2
    assert whom(done) == (record.family.reference if done.of_family else "Noor")
    with pytest.raises(Refusal, match="not-needed"):
        smallest_change.plan(unplaced=record, day=TODAY)


@pytest.mark.parametrize(
    ("rule", "reader", "field", "value"),
    [
        ("place", {"places": ["library"]}, "places", ["home", "library"]),
        ("children", {"age_to": 5}, "age_to", 9),
        ("children", {"age_from": 10}, "age_from", 9),
    ],
)
def test_a_wish_of_the_reader_gives_way(rule: str, reader: dict[str, Any], field: str, value: object) -> None:
    record = apart(rule, volunteer=reader)

    done = applied(record, coordinator())

    assert getattr(reader_of(record), field) == value
    assert effect(done)


def test_a_full_reader_takes_one_family_more() -> None:
    record = apart("capacity")
    proposal = ProposalFactory(
        volunteer=record.relaxed_volunteer,
        state=ProposalState.PUBLISHED,
        option=["w 3 13:00"],
        family__state="proposed",
    )
    MatchFactory(proposal=proposal)
    VolunteerWindow.objects.update(end=20 * 60)
    HomeWindow.objects.update(end=20 * 60)

    done = applied(record, coordinator())

    assert reader_of(record).capacity == 2
    assert effect(done) == "Noor then takes up to 2 families instead of 1."


def test_the_wish_for_a_language_is_dropped() -> None:
    record = apart("language", family={"required_language": "ar"})

    done = applied(record, coordinator())

    assert family_of(record).required_language == ""
    assert done.of_family
    assert AccessLog.objects.filter(subject="families.family", subject_id=record.family_id).exists()


def test_who_agreed_and_how_stays_written() -> None:
    by = coordinator()
    record = apart("language", family={"required_language": "ar"})

    applied(record, by)

    note = StateChange.objects.get(subject="matching.unplaced", subject_id=record.pk)
    assert (note.to_state, note.reason, note.by) == (smallest_change.NOTED, "telephone", by)


def test_without_a_way_of_agreeing_nothing_changes() -> None:
    record = apart("language", family={"required_language": "ar"})

    with pytest.raises(InvalidInput):
        smallest_change.apply(unplaced=record, read="", reason="", by=coordinator(), now=NOW)

    assert family_of(record).required_language == "ar"


def test_a_change_made_meanwhile_makes_the_plan_void() -> None:
    record = apart("distance", volunteer={"max_minutes": 5}, family={"homes": [{"x": 151_900, "y": 411_000}]})
    read = smallest_change.plan(unplaced=record, day=TODAY).version
    Volunteer.objects.update(max_minutes=6)

    with pytest.raises(StaleError):
        smallest_change.apply(unplaced=record, read=read, reason="telephone", by=coordinator(), now=NOW)

    assert reader_of(record).max_minutes == 6


def test_what_the_other_changed_meanwhile_makes_the_plan_void_too() -> None:
    record = apart("distance", volunteer={"max_minutes": 5}, family={"homes": [{"x": 151_900, "y": 411_000}]})
    read = smallest_change.plan(unplaced=record, day=TODAY).version
    family_of(record).homes.update(x=152_600)

    with pytest.raises(StaleError):
        smallest_change.apply(unplaced=record, read=read, reason="telephone", by=coordinator(), now=NOW)

    assert reader_of(record).max_minutes == 5


@pytest.mark.parametrize(
    ("rule", "people", "code"),
    [
        ("slot", {}, "not-needed"),
        ("slot", {"volunteer": {"max_minutes": 5, "places": ["library"]}}, "place"),
        ("slot", {"volunteer": {"state": "resting"}}, "state"),
        ("certificate", {"volunteer": {"training_valid_until": TODAY + timedelta(days=14)}}, "rule-stays"),
    ],
)
def test_what_cannot_be_is_refused_in_words(rule: str, people: dict[str, Any], code: str) -> None:
    record = apart(rule, **people)

    with pytest.raises(Refusal) as refused:
        smallest_change.plan(unplaced=record, day=TODAY)

    assert refused.value.code == code
    assert str(refused.value.message)


def test_two_who_go_together_are_asked_both() -> None:
    record = apart("language", family={"required_language": "ar"})
    DuoFactory(first=record.relaxed_volunteer)

    with pytest.raises(Refusal, match="duo"):
        smallest_change.plan(unplaced=record, day=TODAY)


def test_a_family_that_others_went_before_has_no_smallest_change() -> None:
    with pytest.raises(Refusal, match="no-change"):
        smallest_change.plan(unplaced=CompetitorFactory(), day=TODAY)
