from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from outbox.domain.post import ASKED_FOR, Channel, MessageKind, may_write_again, post, withdraw
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


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(ASKED_FOR))
def test_what_proves_that_an_address_is_read_goes_there(kind: MessageKind) -> None:
    post(
        kind=kind,
        recipient=UserFactory(),
        subject=RegionFactory(),
        channel=Channel.LETTER,
        not_before=NOW,
        now=NOW,
    )

    assert Message.objects.get().channel == Channel.EMAIL


@pytest.mark.django_db
def test_three_mails_an_hour_may_be_asked_for_and_no_more() -> None:
    recipient = UserFactory()
    kinds = sorted(ASKED_FOR)

    allowed = []
    for kind in kinds:
        allowed.append(may_write_again(recipient=recipient, now=NOW))
        MessageFactory(kind=kind, recipient=recipient, created_at=NOW)

    assert allowed == [True] * 3 + [False] * (len(kinds) - 3)
    assert may_write_again(recipient=recipient, now=NOW + timedelta(hours=1))


@pytest.mark.django_db
def test_mails_that_nobody_can_ask_for_or_to_others_do_not_count() -> None:
    recipient = UserFactory()
    for _ in range(3):
        MessageFactory(recipient=recipient, created_at=NOW)
        MessageFactory(kind=MessageKind.LOG_IN, created_at=NOW)

    assert may_write_again(recipient=recipient, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_the_same_instant_three_get_a_mail() -> None:
    recipient = UserFactory()

    def ask(number: int) -> None:
        with transaction.atomic():
            if may_write_again(recipient=recipient, now=NOW):
                post(
                    kind=MessageKind.LOG_IN,
                    recipient=recipient,
                    subject=recipient,
                    occasion=str(number),
                    not_before=NOW,
                    now=NOW,
                )
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(ask, range(6)))

    assert Message.objects.count() == 3


@pytest.mark.django_db
def test_what_could_not_be_delivered_is_not_sent_again_once_its_cause_is_gone() -> None:
    region = RegionFactory()
    message = MessageFactory(subject="programmes.region", subject_id=region.pk, state=MessageState.FAILED)

    withdraw(subject=region, now=NOW)

    message.refresh_from_db()
    assert message.state == MessageState.WITHDRAWN
