"""A message that leaves after the change that caused it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outbox.states import MESSAGE_MOVES, MessageState
from programmes.states import Moves


class MessageKind(models.TextChoices):
    """What a message says; the words live in the templates."""

    VOLUNTEER_PROPOSED = "volunteer_proposed", _("We found a family")
    REFERRER_READER_FOUND = "referrer_reader_found", _("Reader found")
    RUN_FINISHED = "run_finished", _("A matching run has ended")


class Message(models.Model):
    """One message to one account. The address is read when it leaves, so it is never stored twice."""

    MOVES: ClassVar[Moves] = MESSAGE_MOVES

    kind = models.CharField(_("kind"), max_length=40, choices=MessageKind)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("to")
    )
    subject = models.CharField(_("kind of record"), max_length=50)
    subject_id = models.BigIntegerField(_("number of the record"))
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.HELD)
    not_before = models.DateTimeField(_("not before"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("made at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("not_before", "id")
        indexes = (
            models.Index(fields=("not_before",), condition=Q(state=MessageState.HELD), name="message_due"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "recipient", "subject", "subject_id"), name="a_message_is_written_once"
            ),
        )

    class Privacy:
        """Numbers of records; no address and no words."""

        operational = (
            "id",
            "kind",
            "recipient",
            "subject",
            "subject_id",
            "state",
            "not_before",
            "attempts",
            "created_at",
            "sent_at",
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
