from datetime import datetime, timedelta

import pytest
from django.db import connection

from outbox.models import Message, MessageKind
from programmes.domain import links
from programmes.models import PersonalLink, User
from tests.factories.moments import NOW
from tests.factories.programmes import UserFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain import unconfirmed
from volunteers.models import SignUpDraft, Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def signed_up(moment: datetime, **fields: object) -> Volunteer:
    given = {"account": UserFactory(), "state": VolunteerState.APPLIED} | fields
    volunteer = VolunteerFactory(registered_at=moment, certificate=False, **given)
    assert isinstance(volunteer, Volunteer)
    return volunteer


def draft(saved_at: datetime, sent_at: datetime | None = None, **answers: object) -> SignUpDraft:
    number = SignUpDraft.objects.count()
    return SignUpDraft.objects.create(
        key_hash=f"{number:064}", answers=answers, started_at=saved_at, saved_at=saved_at, sent_at=sent_at
    )


def test_after_two_days_there_is_one_reminder() -> None:
    due = signed_up(NOW - 2 * DAY)
    signed_up(NOW - 2 * DAY + SECOND)
    signed_up(NOW - 9 * DAY, state=VolunteerState.CONFIRMED)

    assert unconfirmed.remind_due(now=NOW) == 1
    assert unconfirmed.remind_due(now=NOW) == 0
    message = Message.objects.get()
    assert (message.kind, message.subject_id, message.region) == (
        MessageKind.CONFIRM_REMINDER,
        due.pk,
        due.region,
    )


def test_who_is_about_to_be_erased_is_not_reminded() -> None:
    signed_up(NOW - 30 * DAY)

    assert unconfirmed.remind_due(now=NOW) == 0


def test_after_thirty_days_a_sign_up_is_gone_with_account_messages_and_links() -> None:
    due = signed_up(NOW - 30 * DAY)
    young = signed_up(NOW - 30 * DAY + SECOND)
    assert due.account
    links.make(purpose=links.LinkPurpose.CONFIRM_EMAIL, account=due.account, subject=due, now=NOW)
    draft(NOW, person={"email": due.email})

    assert unconfirmed.erase_due(now=NOW) == [due.pk]
    assert unconfirmed.erase_due(now=NOW) == []
    assert list(Volunteer.objects.all()) == [young]
    assert list(User.objects.all()) == [young.account]
    assert (PersonalLink.objects.count(), SignUpDraft.objects.count()) == (0, 0)


def test_an_account_with_other_work_stays() -> None:
    marieke = coordinator()
    signed_up(NOW - 40 * DAY, account=marieke)

    unconfirmed.erase_due(now=NOW)

    assert User.objects.filter(pk=marieke.pk).exists()


def test_a_sign_up_that_was_confirmed_stays() -> None:
    signed_up(NOW - 90 * DAY, state=VolunteerState.CONFIRMED)

    assert unconfirmed.erase_due(now=NOW) == []


def test_a_draft_stays_for_a_week_after_it_was_saved_or_sent() -> None:
    draft(NOW - 7 * DAY)
    kept = draft(NOW - 7 * DAY + SECOND)
    draft(NOW - 9 * DAY, NOW - 7 * DAY)
    sent = draft(NOW - 8 * DAY, NOW - 6 * DAY)

    assert unconfirmed.drop_drafts(now=NOW) == 2
    assert set(SignUpDraft.objects.all()) == {kept, sent}


@pytest.mark.django_db(transaction=True)
def test_a_second_sweep_at_the_same_moment_does_nothing() -> None:
    signed_up(NOW - 40 * DAY)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [unconfirmed.ERASE_LOCK])

            assert unconfirmed.erase_due(now=NOW) == []
            # Not only closed: the server may notice that a moment later.
            cursor.execute("SELECT pg_advisory_unlock(%s)", [unconfirmed.ERASE_LOCK])
    finally:
        other.close()
    assert unconfirmed.erase_due(now=NOW)
