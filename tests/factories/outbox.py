"""Messages for tests."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from outbox.models import Message, MessageKind
from tests.factories.programmes import UserFactory


class MessageFactory(DjangoModelFactory):
    """A message that is due."""

    class Meta:
        model = Message

    kind = MessageKind.VOLUNTEER_PROPOSED
    recipient = factory.SubFactory(UserFactory)
    subject = "matching.match"
    subject_id = factory.Sequence(lambda n: n + 1)
    created_at = factory.LazyFunction(timezone.now)
    not_before = factory.SelfAttribute("created_at")
