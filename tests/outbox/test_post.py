from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from outbox.domain.post import MessageKind, post, withdraw
from outbox.models import Message
from outbox.states import MessageState
from programmes.models import Region, StateChange, User
from tests.factories.outbox import MessageFactory
from tests.factories.programmes import RegionFactory, UserFactory

NOW = timezone.now()


def write(region: Region, recipient: User | None = None) -> None:
    post(
        kind=MessageKind.VOLUNTEER_PROPOSED,
        recipient=recipient or UserFactory(),
        subject=region,
        not_before=NOW + timedelta(minutes=10),
        now=NOW,
    )


@pytest.mark.django_db
def test_a_message_waits_until_its_time() -> None:
    write(region := RegionFactory())

    message = Message.objects.get()
    assert (message.state, message.not_before) == (MessageState.HELD, NOW + timedelta(minutes=10))
    assert (message.subject, message.subject_id) == ("programmes.region", region.pk)


@pytest.mark.django_db
def test_the_same_message_is_written_once() -> None:
    region, recipient = RegionFactory(), UserFactory()

    write(region, recipient)
    write(region, recipient)

    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_message_is_gone_when_its_cause_is_undone() -> None:
    region = RegionFactory()

    with transaction.atomic():
        write(region)
        transaction.set_rollback(True)

    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_message_without_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        write(RegionFactory())


@pytest.mark.django_db
def test_what_has_not_left_can_be_withdrawn() -> None:
    region = RegionFactory()
    write(region)
    write(region)

    number = withdraw(subject=region, now=NOW)

    assert number == 2
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.WITHDRAWN}
    assert StateChange.objects.filter(to_state=MessageState.WITHDRAWN).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("state", [MessageState.SENDING, MessageState.SENT])
def test_what_has_left_is_not_withdrawn(state: MessageState) -> None:
    region = RegionFactory()
    message = MessageFactory(subject="programmes.region", subject_id=region.pk, state=state)

    assert withdraw(subject=region, now=NOW) == 0

    message.refresh_from_db()
    assert message.state == state


@pytest.mark.django_db
def test_messages_about_another_record_stay() -> None:
    message = MessageFactory()

    withdraw(subject=RegionFactory(), now=NOW)

    message.refresh_from_db()
    assert message.state == MessageState.HELD
