"""What is due with somebody between the first call and the first family."""

import pytest

from matching.domain.todo import Rule
from tests.factories.volunteers import VolunteerFactory
from tests.matching.watching import days, tasks_of
from volunteers.domain.certificates import months_after
from volunteers.models import Certificate
from volunteers.models.volunteer import Training
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("ahead", "is_due"), [(0, False), (-1, True)])
def test_an_interview_is_decided_on_the_day_after(ahead: int, is_due: bool) -> None:
    reader = VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED, interview_on=days(ahead))
    VolunteerFactory(state=VolunteerState.ACCEPTED, interview_on=days(-9))

    tasks = tasks_of(Rule.UNDECIDED)

    assert [(task.pk, task.due) for task in tasks] == ([(reader.pk, days(ahead))] if is_due else [])


@pytest.mark.parametrize(("ahead", "is_due"), [(0, False), (-1, True)])
def test_a_training_is_recorded_on_the_day_after(ahead: int, is_due: bool) -> None:
    planned = {"training": Training.PLANNED, "training_on": days(ahead)}
    reader = VolunteerFactory(state=VolunteerState.ACCEPTED, **planned)
    VolunteerFactory(state=VolunteerState.LEFT, **planned)
    VolunteerFactory(training=Training.DONE, training_on=days(-9))

    assert [task.pk for task in tasks_of(Rule.UNTRAINED)] == ([reader.pk] if is_due else [])


def test_an_accepted_volunteer_with_everything_is_made_available() -> None:
    there = {"training": Training.DONE, "agreement_signed_on": days(-3)}
    reader = VolunteerFactory(state=VolunteerState.ACCEPTED, certificate=days(-9), **there)
    VolunteerFactory(state=VolunteerState.AVAILABLE, **there)
    VolunteerFactory(state=VolunteerState.ACCEPTED, training=Training.DONE)
    VolunteerFactory(state=VolunteerState.ACCEPTED, agreement_signed_on=days(-3))
    VolunteerFactory(state=VolunteerState.ACCEPTED, certificate=False, **there)
    refused = VolunteerFactory(state=VolunteerState.ACCEPTED, **there)
    Certificate.objects.filter(volunteer=refused).update(seen_on=None, refused_on=days(-1))

    assert [(task.pk, task.since) for task in tasks_of(Rule.COMPLETE)] == [(reader.pk, days(-3))]


@pytest.mark.parametrize(
    ("seen", "signed", "trained", "since"),
    [(-9, -3, None, -3), (-2, -3, None, -2), (-9, -8, -4, -4), (-9, -8, 4, 0)],
)
def test_everything_is_there_since_the_last_of_it(
    seen: int, signed: int, trained: int | None, since: int
) -> None:
    VolunteerFactory(
        state=VolunteerState.ACCEPTED,
        certificate=days(seen),
        agreement_signed_on=days(signed),
        training=Training.DONE,
        training_on=None if trained is None else days(trained),
    )

    assert [task.since for task in tasks_of(Rule.COMPLETE)] == [days(since)]


@pytest.mark.parametrize(("more", "is_due"), [(0, True), (1, False)])
def test_a_certificate_that_lapsed_is_not_everything(more: int, is_due: bool) -> None:
    there = {"training": Training.DONE, "agreement_signed_on": days(-1000)}
    reader = VolunteerFactory(state=VolunteerState.ACCEPTED, **there)
    months = max(programme.certificate_months for programme in reader.programmes.all())
    seen_on = next(day for day in map(days, range(-2000, 0)) if months_after(day, months) == days(-more))
    Certificate.objects.update(requested_on=seen_on, seen_on=seen_on)

    assert len(tasks_of(Rule.COMPLETE)) == is_due


def test_a_training_that_ended_is_not_everything() -> None:
    VolunteerFactory(
        state=VolunteerState.ACCEPTED,
        training=Training.DONE,
        training_valid_until=days(-1),
        agreement_signed_on=days(-3),
    )

    assert tasks_of(Rule.COMPLETE) == []
