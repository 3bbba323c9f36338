"""What is due with a family or a volunteer."""

from datetime import date

import pytest

from families.states import FamilyState
from matching.domain.todo import Rule, found_of
from matching.models import PassedOver
from matching.states import RunState
from programmes.models import SchoolHoliday
from tests.factories.explanations import UnplacedFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import RunFactory
from tests.factories.moments import NOW
from tests.factories.programmes import ProgrammeFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from tests.matching.watching import days, look, noon, tasks_of
from volunteers.domain.intake import confirm_email
from volunteers.models import Certificate
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("ago", "is_due"), [(20, False), (21, True)])
def test_a_certificate_is_due_three_weeks_after_it_was_requested(ago: int, is_due: bool) -> None:
    reader = VolunteerFactory(certificate=False, state=VolunteerState.ACCEPTED)
    Certificate.objects.create(volunteer=reader, requested_on=days(-ago))

    assert [task.pk for task in tasks_of(Rule.CERTIFICATE)] == ([reader.pk] if is_due else [])


def test_a_certificate_that_was_asked_for_anew_is_awaited_too() -> None:
    reader = VolunteerFactory(certificate=date(2024, 1, 1))
    Certificate.objects.filter(volunteer=reader).update(requested_on=days(-30))

    assert [task.since for task in tasks_of(Rule.CERTIFICATE)] == [days(-30)]
    assert tasks_of(Rule.RENEWAL) == []


def test_a_certificate_that_was_refused_or_seen_is_no_task() -> None:
    refused = VolunteerFactory(certificate=False)
    Certificate.objects.create(volunteer=refused, requested_on=days(-30), refused_on=days(-3))
    VolunteerFactory(certificate=days(-30))

    assert tasks_of(Rule.CERTIFICATE) == []


@pytest.mark.parametrize(
    ("seen_on", "is_due"), [(date(2024, 2, 24), False), (date(2024, 2, 23), True), (date(2023, 1, 1), True)]
)
def test_a_certificate_ends_within_three_months(seen_on: date, is_due: bool) -> None:
    ProgrammeFactory(certificate_months=36)
    reader = VolunteerFactory(certificate=seen_on)

    tasks = tasks_of(Rule.RENEWAL)

    due = [(reader.pk, seen_on.replace(year=seen_on.year + 3))]
    assert [(task.pk, task.due) for task in tasks] == (due if is_due else [])


def test_the_programme_that_accepts_a_certificate_longest_decides() -> None:
    short = ProgrammeFactory(slug="kort", certificate_months=12)
    VolunteerFactory(certificate=days(-360), programmes=[short, ProgrammeFactory()])

    assert tasks_of(Rule.RENEWAL) == []


def test_nobody_renews_a_certificate_of_a_volunteer_who_left() -> None:
    VolunteerFactory(certificate=date(2020, 1, 1), state=VolunteerState.LEFT)

    assert tasks_of(Rule.RENEWAL) == []


@pytest.mark.parametrize(("ago", "is_due"), [(6, False), (7, True)])
def test_a_family_is_called_within_five_working_days(ago: int, is_due: bool) -> None:
    family = FamilyFactory(state=FamilyState.REFERRED, registered_at=noon(-ago))

    tasks = tasks_of(Rule.FIRST_CALL)

    assert [(task.pk, task.due) for task in tasks] == ([(family.pk, days(7 - ago))] if is_due else [])


def test_a_public_holiday_is_no_working_day() -> None:
    SchoolHoliday.objects.create(
        kind="public", name="Vrij", start=days(-3), end=days(-3), status="vast", source=""
    )
    FamilyFactory(state=FamilyState.REFERRED, registered_at=noon(-7))

    assert tasks_of(Rule.FIRST_CALL) == []


def test_a_new_volunteer_is_called_within_five_working_days() -> None:
    reader = VolunteerFactory(state=VolunteerState.CONFIRMED, registered_at=noon(-7), certificate=False)
    VolunteerFactory(state=VolunteerState.CONFIRMED, registered_at=noon(-6), certificate=False)
    VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED, registered_at=noon(-9), certificate=False)

    assert [task.pk for task in tasks_of(Rule.INTERVIEW)] == [reader.pk]


@pytest.mark.parametrize(("ago", "is_due"), [(6, False), (7, True)])
def test_the_days_for_a_call_count_from_the_moment_that_was_promised(ago: int, is_due: bool) -> None:
    reader = VolunteerFactory(state=VolunteerState.APPLIED, registered_at=noon(-30), certificate=False)
    confirm_email(volunteer=reader, by=None, now=noon(-ago))

    tasks = tasks_of(Rule.INTERVIEW)

    assert [(task.pk, task.since, task.due) for task in tasks] == (
        [(reader.pk, days(-7), days(0))] if is_due else []
    )


@pytest.mark.parametrize(("waited", "is_due"), [(90, False), (91, True)])
def test_a_family_waits_longer_than_twelve_weeks(waited: int, is_due: bool) -> None:
    family = FamilyFactory(waiting_since=days(-waited))
    FamilyFactory(waiting_since=days(-200), state=FamilyState.ACTIVE)

    assert [task.pk for task in tasks_of(Rule.LONG_WAIT)] == ([family.pk] if is_due else [])


@pytest.mark.parametrize(("ahead", "is_due"), [(1, False), (0, True), (-8, True)])
def test_a_family_on_hold_comes_back_on_its_day(ahead: int, is_due: bool) -> None:
    family = FamilyFactory(state=FamilyState.LOOK_AGAIN, look_again_on=days(ahead))

    tasks = tasks_of(Rule.HOLD)

    assert [(task.pk, task.due) for task in tasks] == ([(family.pk, days(ahead))] if is_due else [])


def test_urgency_waits_for_somebody_else_than_who_asked() -> None:
    asker, colleague = coordinator(), coordinator()
    asked = {"urgency_reason": "language_delay", "urgency_asked_at": NOW, "urgency_asked_by": asker}
    family = FamilyFactory(**asked)
    FamilyFactory(**asked, urgency_confirmed_at=NOW, urgency_confirmed_by=colleague)

    assert [task.pk for task in tasks_of(Rule.URGENCY, by=colleague)] == [family.pk]
    assert tasks_of(Rule.URGENCY, by=asker) == []


def test_a_family_that_two_rounds_passed_over_needs_a_reason() -> None:
    family = FamilyFactory()
    before, latest = (RunFactory(state=RunState.SUCCEEDED) for _ in range(2))
    UnplacedFactory(run=before, family=family)
    UnplacedFactory(run=before)
    UnplacedFactory(run=latest, family=family)
    UnplacedFactory(run=latest)

    assert [(task.pk, task.family) for task in tasks_of(Rule.PASSED_OVER)] == [(latest.pk, family.reference)]

    PassedOver.objects.create(run=latest, family=family, reason="No reader on Friday", written_at=NOW)

    assert tasks_of(Rule.PASSED_OVER) == []


def test_a_run_computed_anew_or_repeated_is_not_a_second_round() -> None:
    family = FamilyFactory()
    first = RunFactory(state=RunState.SUCCEEDED)
    again = RunFactory(state=RunState.SUCCEEDED, follows=first)
    repeat = RunFactory(state=RunState.SUCCEEDED, repeats=first)
    for run in (first, again, repeat):
        UnplacedFactory(run=run, family=family)

    assert tasks_of(Rule.PASSED_OVER) == []


def test_a_look_gives_the_true_number_beside_the_rows_asked_for() -> None:
    for number in range(4):
        FamilyFactory(waiting_since=days(-100 - number))
    found = found_of(Rule.LONG_WAIT, look().part(skip=1, most=2), among=[])

    assert found.total == 4
    assert [task.since for task in found.tasks] == [days(-102), days(-101)]
