"""What is due with a family before it waits, and when it comes back."""

from datetime import timedelta

import pytest

from families.domain import intake
from families.domain.looking_again import look, wake_due
from families.states import FamilyState
from matching.domain.todo import Rule
from programmes.models import Region
from tests.factories.duplicates import LikenessFactory
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, coordinator
from tests.matching.watching import days, noon, tasks_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [FamilyState.REFERRED, FamilyState.CONSENT_CONFIRMED])
def test_a_family_without_a_plan_is_called(state: FamilyState) -> None:
    family = FamilyFactory(state=state, registered_at=noon(-7))

    assert [task.pk for task in tasks_of(Rule.FIRST_CALL)] == [family.pk]
    assert tasks_of(Rule.INTAKE) == []


def test_an_intake_that_is_still_to_come_asks_nothing() -> None:
    FamilyFactory(state=FamilyState.INTAKE_PLANNED, registered_at=noon(-30), intake_on=days(0))

    assert [tasks_of(rule) for rule in (Rule.FIRST_CALL, Rule.INTAKE, Rule.INTAKE_DAY)] == [[], [], []]


@pytest.mark.parametrize(("ahead", "is_due"), [(0, False), (-1, True)])
def test_an_intake_is_decided_on_the_day_after(ahead: int, *, is_due: bool) -> None:
    family = FamilyFactory(state=FamilyState.INTAKE_PLANNED, intake_on=days(ahead))
    FamilyFactory(state=FamilyState.INTAKE_DONE, intake_on=days(-9))

    tasks = tasks_of(Rule.INTAKE_DAY)

    assert [(task.pk, task.due) for task in tasks] == ([(family.pk, days(ahead))] if is_due else [])


@pytest.mark.parametrize("state", [FamilyState.INTAKE_PLANNED, FamilyState.INTAKE_DONE])
def test_an_intake_without_a_day_or_without_an_end_takes_five_working_days(state: FamilyState) -> None:
    family = FamilyFactory(state=state, registered_at=noon(-7))
    FamilyFactory(state=state, registered_at=noon(-6))

    assert [task.pk for task in tasks_of(Rule.INTAKE)] == [family.pk]


def test_a_likeness_waits_for_a_decision() -> None:
    likeness = LikenessFactory(found_at=noon(-1))
    LikenessFactory(outcome="different", decided_at=NOW)
    oss = RegionFactory(slug="oss")
    LikenessFactory(family__region=oss, earlier__region=oss)

    tasks = tasks_of(Rule.DUPLICATE)

    assert [(task.pk, task.due) for task in tasks] == [(likeness.pk, days(-1))]


def test_a_rule_can_be_switched_off() -> None:
    LikenessFactory()
    FamilyFactory(state=FamilyState.REFERRED, registered_at=noon(-30))
    RegionFactory()
    Region.objects.update(todo_rules_off=[Rule.DUPLICATE, Rule.FIRST_CALL])

    assert [tasks_of(rule) for rule in (Rule.DUPLICATE, Rule.FIRST_CALL)] == [[], []]


def test_a_family_that_came_back_by_itself_is_looked_at() -> None:
    by = coordinator()
    family = FamilyFactory()
    intake.hold(family=family, until=days(7), by=by, now=NOW)
    back = NOW + timedelta(days=7)
    wake_due(now=back)

    assert [(task.pk, task.due) for task in tasks_of(Rule.HOLD, days(9))] == [(family.pk, days(7))]

    look(family=family, by=by, now=back)

    assert tasks_of(Rule.HOLD, days(9)) == []
