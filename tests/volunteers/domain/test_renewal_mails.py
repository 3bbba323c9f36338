from datetime import date, timedelta

import pytest

from outbox.models import Channel, Message, MessageKind
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import UserFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain import renewal_mails
from volunteers.models import Volunteer
from volunteers.models.volunteer import Training
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Certificates count 36 months: these end on 23 and 24 February 2027, three months after today and later.
SEEN = date(2024, 2, 23)


def reader(**fields: object) -> Volunteer:
    volunteer = VolunteerFactory(**{"account": UserFactory()} | fields)
    assert isinstance(volunteer, Volunteer)
    return volunteer


def test_three_months_before_the_end_of_a_certificate_there_is_one_message() -> None:
    volunteer = reader(certificate=SEEN)
    reader(certificate=SEEN + DAY)

    assert renewal_mails.remind_due(now=NOW) == 1
    renewal_mails.remind_due(now=NOW + DAY)

    first = Message.objects.filter(subject_id=volunteer.pk).get()
    assert (first.kind, first.occasion, first.facts) == (
        MessageKind.CERTIFICATE_RENEWAL,
        "2027-02-23",
        {"on": "2027-02-23"},
    )
    assert first.region == volunteer.region


def test_a_renewed_certificate_is_written_about_anew_at_its_own_end() -> None:
    volunteer = reader(certificate=SEEN)
    renewal_mails.remind_due(now=NOW)
    volunteer.certificate.seen_on = volunteer.certificate.requested_on = SEEN + 30 * DAY
    volunteer.certificate.save()

    renewal_mails.remind_due(now=NOW + 60 * DAY)

    assert Message.objects.count() == 2


def test_a_certificate_that_was_asked_for_again_is_not_written_about() -> None:
    volunteer = reader(certificate=SEEN)
    volunteer.certificate.requested_on = TODAY
    volunteer.certificate.save()

    assert renewal_mails.remind_due(now=NOW) == 0


def test_a_certificate_that_ended_already_is_the_coordinators_matter() -> None:
    reader(certificate=date(2023, 11, 22))
    reader(certificate=date(2023, 11, 23))

    assert renewal_mails.remind_due(now=NOW) == 1


def test_a_training_that_ends_is_written_about_once() -> None:
    reader(training_valid_until=date(2027, 2, 23))
    reader(training_valid_until=date(2027, 2, 24))

    assert renewal_mails.remind_due(now=NOW) == 1
    assert Message.objects.get().kind == MessageKind.TRAINING_RENEWAL


def test_the_message_takes_the_way_that_the_volunteer_prefers() -> None:
    reader(certificate=SEEN, preferred_channel="post")

    renewal_mails.remind_due(now=NOW)

    assert Message.objects.get().channel == Channel.LETTER


@pytest.mark.parametrize("fields", [{"state": VolunteerState.LEFT}, {"account": None}])
def test_who_left_or_has_no_account_gets_none(fields: dict[str, object]) -> None:
    reader(certificate=SEEN, **fields)

    assert renewal_mails.remind_due(now=NOW) == 0


def test_who_is_blocked_hears_it_when_they_may_come_in_again() -> None:
    account = UserFactory(is_active=False)
    reader(certificate=SEEN, account=account)
    assert renewal_mails.remind_due(now=NOW) == 0
    account.is_active = True
    account.save()

    assert renewal_mails.remind_due(now=NOW + DAY) == 1


def test_who_is_trained_again_soon_is_not_told_to_ask_when() -> None:
    reader(training=Training.PLANNED, training_valid_until=date(2027, 2, 23))

    assert renewal_mails.remind_due(now=NOW) == 0
