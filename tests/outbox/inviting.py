"""Somebody who is invited to an organisation, for the tests about it."""

from datetime import datetime

from django.utils import timezone

from outbox.domain import invitations
from outbox.domain.destination import link_of
from outbox.models import Message, MessageKind
from outbox.states import MessageState
from programmes.models import Organisation, User

NOW = timezone.now()
NOOR = "noor@school.example.org"


def invite(school: Organisation, by: User, email: str = NOOR, now: datetime = NOW) -> User:
    invitations.invite(organisation=school, name="Noor Peeters", email=email, by=by, now=now)
    return User.objects.get(email=email.lower())


def secret_of(account: User, now: datetime = NOW) -> str:
    """The secret in the mail that was written last, as it leaves."""
    message = Message.objects.filter(recipient=account, kind=MessageKind.REFERRER_INVITED).latest("pk")
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT)
    return link_of(message, now=now).rpartition("/")[2]
