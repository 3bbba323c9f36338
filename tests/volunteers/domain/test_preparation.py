from collections.abc import Callable
from datetime import date, timedelta

import pytest

from outbox.models import Message, MessageKind
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import StateChange
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import coordinator
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain import certificates, intake, preparation
from volunteers.models import Volunteer
from volunteers.models.volunteer import Training
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def history(volunteer: Volunteer) -> list[str]:
    return list(StateChange.objects.filter(subject_id=volunteer.pk).values_list("reason", flat=True))


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=366)])
def test_an_interview_is_planned_on_a_coming_day(ahead: timedelta) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.CONFIRMED)

    intake.plan_interview(volunteer=volunteer, on=TODAY + ahead, by=coordinator(), now=NOW)

    volunteer.refresh_from_db()
    assert (volunteer.state, volunteer.interview_on) == (VolunteerState.INTERVIEW_PLANNED, TODAY + ahead)


@pytest.mark.parametrize("day", [TODAY - DAY, TODAY + 367 * DAY])
@pytest.mark.parametrize(
    "step", [intake.plan_interview, preparation.move_interview, preparation.plan_training]
)
def test_a_day_that_has_passed_or_is_far_away_is_refused(step: Callable[..., None], day: date) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.CONFIRMED)

    with pytest.raises(InvalidInput) as refused:
        step(volunteer=volunteer, on=day, by=coordinator(), now=NOW)

    assert "on" in refused.value.errors
    assert history(volunteer) == []


def test_an_interview_moves_to_another_day_while_it_is_planned() -> None:
    volunteer = VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED, interview_on=TODAY)

    preparation.move_interview(volunteer=volunteer, on=TODAY + DAY, by=coordinator(), now=NOW)

    volunteer.refresh_from_db()
    assert volunteer.interview_on == TODAY + DAY
    assert history(volunteer) == ["interview_moved"]


def test_an_interview_that_was_decided_does_not_move() -> None:
    volunteer = VolunteerFactory(state=VolunteerState.ACCEPTED, interview_on=TODAY)

    with pytest.raises(Refusal, match="no-interview"):
        preparation.move_interview(volunteer=volunteer, on=TODAY + DAY, by=coordinator(), now=NOW)


def test_training_is_planned_and_done_and_the_agreement_signed() -> None:
    volunteer = VolunteerFactory(state=VolunteerState.ACCEPTED)
    by = coordinator()

    preparation.plan_training(volunteer=volunteer, on=TODAY + DAY, by=by, now=NOW)
    preparation.finish_training(volunteer=volunteer, valid_until=TODAY + 700 * DAY, by=by, now=NOW)
    preparation.sign_agreement(volunteer=volunteer, on=TODAY, by=by, now=NOW)

    volunteer.refresh_from_db()
    assert (volunteer.training, volunteer.training_on) == (Training.DONE, TODAY + DAY)
    assert (volunteer.training_valid_until, volunteer.agreement_signed_on) == (TODAY + 700 * DAY, TODAY)
    assert history(volunteer) == ["training_planned", "training_done", "agreement_signed"]


@pytest.mark.parametrize(
    ("step", "given", "code"),
    [
        (preparation.plan_training, {"on": TODAY + DAY}, "trained"),
        (preparation.finish_training, {}, "trained"),
        (preparation.sign_agreement, {"on": TODAY}, "signed"),
    ],
)
def test_what_a_colleague_noted_meanwhile_is_not_undone(
    step: Callable[..., None], given: dict[str, date], code: str
) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.ACCEPTED)
    there = {"training": Training.DONE, "training_valid_until": None, "agreement_signed_on": TODAY - DAY}
    Volunteer.objects.update(**there)

    with pytest.raises(Refusal, match=code):
        step(volunteer=volunteer, by=coordinator(), now=NOW, **given)

    assert Volunteer.objects.values(*there).get() == there
    assert history(volunteer) == []


@pytest.mark.parametrize("state", [VolunteerState.CONFIRMED, VolunteerState.LEFT, VolunteerState.DECLINED])
@pytest.mark.parametrize(
    ("step", "given"),
    [
        (preparation.plan_training, {"on": TODAY}),
        (preparation.finish_training, {}),
        (preparation.sign_agreement, {"on": TODAY}),
    ],
)
def test_nothing_is_prepared_before_the_first_talk_or_after_the_end(
    step: Callable[..., None], given: dict[str, date], state: VolunteerState
) -> None:
    volunteer = VolunteerFactory(state=state)

    with pytest.raises(Refusal, match="not-on-the-way"):
        step(volunteer=volunteer, by=coordinator(), now=NOW, **given)


@pytest.mark.parametrize(
    ("step", "given"),
    [
        (preparation.finish_training, {"valid_until": TODAY - DAY}),
        (preparation.sign_agreement, {"on": TODAY + DAY}),
    ],
)
def test_a_day_on_the_wrong_side_of_today_is_refused(
    step: Callable[..., None], given: dict[str, date]
) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.ACCEPTED)

    with pytest.raises(InvalidInput):
        step(volunteer=volunteer, by=coordinator(), now=NOW, **given)


@pytest.mark.parametrize(
    ("step", "given"),
    [
        (intake.plan_interview, {"on": TODAY}),
        (preparation.move_interview, {"on": TODAY}),
        (preparation.plan_training, {"on": TODAY}),
        (preparation.finish_training, {}),
        (preparation.sign_agreement, {"on": TODAY}),
    ],
)
def test_nobody_prepares_themselves(step: Callable[..., None], given: dict[str, date]) -> None:
    me = coordinator()
    volunteer = VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED, account=me)

    with pytest.raises(Refusal, match="own-record"):
        step(volunteer=volunteer, by=me, now=NOW, **given)


def test_what_is_lacking_is_told_with_what_must_be_there_first() -> None:
    volunteer = VolunteerFactory(state=VolunteerState.ACCEPTED, certificate=False)
    bare = [(str(lack.words), lack.must) for lack in preparation.lacks(volunteer, on=TODAY)]
    by = coordinator()
    certificates.request_certificate(volunteer=volunteer, by=by, now=NOW)
    preparation.plan_training(volunteer=volunteer, on=TODAY, by=by, now=NOW)
    preparation.sign_agreement(volunteer=volunteer, on=TODAY, by=by, now=NOW)

    later = preparation.lacks(volunteer, on=TODAY)

    assert [must for _words, must in bare] == [True, False, False]
    assert f"{TODAY:%d-%m-%Y}" in str(later[0].words)
    assert len(later) == 2


def test_nothing_is_lacking_when_everything_is_there() -> None:
    volunteer = VolunteerFactory(training=Training.DONE, agreement_signed_on=TODAY)

    assert preparation.lacks(volunteer, on=TODAY) == []


def test_each_step_of_a_certificate_stands_in_the_history() -> None:
    volunteer, by = VolunteerFactory(certificate=False), coordinator()

    certificates.request_certificate(volunteer=volunteer, by=by, now=NOW)
    certificates.record_certificate(volunteer=volunteer, seen_on=TODAY, by=by, now=NOW)
    certificates.refuse_certificate(volunteer=volunteer, by=by, now=NOW)

    assert history(volunteer) == ["certificate_requested", "certificate_seen", "certificate_refused"]


def test_whoever_is_accepted_gets_one_welcome() -> None:
    volunteer = VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED)

    intake.accept(volunteer=volunteer, by=coordinator(), now=NOW)

    message = Message.objects.get(kind=MessageKind.WELCOME)
    assert (message.recipient, message.region) == (Volunteer.objects.get().account, volunteer.region)


@pytest.mark.parametrize("ends", [TODAY - DAY, TODAY, certificates.months_after(TODAY, 3)])
def test_a_training_that_ended_or_ends_soon_is_done_anew(ends: date) -> None:
    volunteer = VolunteerFactory(training=Training.DONE, training_valid_until=ends)
    by = coordinator()

    preparation.plan_training(volunteer=volunteer, on=TODAY + DAY, by=by, now=NOW)
    volunteer.refresh_from_db()
    assert (volunteer.training, volunteer.training_valid_until) == (Training.PLANNED, ends)
    preparation.finish_training(volunteer=volunteer, valid_until=TODAY + 700 * DAY, by=by, now=NOW)

    volunteer.refresh_from_db()
    assert (volunteer.training, volunteer.training_valid_until) == (Training.DONE, TODAY + 700 * DAY)
    assert certificates.blocked_reason(volunteer, on=TODAY + 500 * DAY) is None


def test_a_training_that_counts_for_long_is_not_done_anew() -> None:
    ends = certificates.months_after(TODAY, 3) + DAY
    volunteer = VolunteerFactory(training=Training.DONE, training_valid_until=ends)

    with pytest.raises(Refusal, match="trained"):
        preparation.finish_training(volunteer=volunteer, by=coordinator(), now=NOW)
