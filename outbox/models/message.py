"""A message that leaves after the change that caused it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outbox.states import MESSAGE_MOVES, MessageState
from programmes.models import Region
from programmes.states import Moves


class MessageKind(models.TextChoices):
    """What a message says; the words live in the templates."""

    CONFIRM_EMAIL = "confirm_email", _("Confirm your sign-up")
    CONFIRM_REMINDER = "confirm_reminder", _("Confirm your sign-up, reminder")
    ALREADY_KNOWN = "already_known", _("You signed up before")
    LOG_IN = "log_in", _("Your link to log in")
    WELCOME = "welcome", _("You are accepted")
    CERTIFICATE_RENEWAL = "certificate_renewal", _("Your certificate of conduct ends soon")
    TRAINING_RENEWAL = "training_renewal", _("Your training ends soon")
    VOLUNTEER_PROPOSED = "volunteer_proposed", _("We found a family")
    REPLY_REMINDER = "reply_reminder", _("Reminder to answer")
    FAMILY_SAID_YES = "family_said_yes", _("The family said yes too")
    OTHER_FAMILY = "other_family", _("Not this family")
    PROPOSAL_EXPIRED = "proposal_expired", _("The time to answer is over")
    INTRODUCTION_PLANNED = "introduction_planned", _("First meeting")
    VISIT_QUESTION = "visit_question", _("Did the visit take place?")
    HOW_WAS_IT = "how_was_it", _("How was it?")
    QUESTION_ASKED = "question_asked", _("A volunteer asked something")
    QUESTION_ANSWERED = "question_answered", _("An answer to your question")
    REFERRER_INVITED = "referrer_invited", _("You can register families")
    REFERRER_RECEIVED = "referrer_received", _("Registration received")
    REFERRER_READER_FOUND = "referrer_reader_found", _("Reader found")
    REFERRER_FINISHED = "referrer_finished", _("Reading is finished")
    PARENT_ASKED = "parent_asked", _("A reader for your children")
    RUN_FINISHED = "run_finished", _("A matching run has ended")


class Channel(models.TextChoices):
    """By which way a message goes."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    LETTER = "letter", _("Letter")


class Message(models.Model):
    """One message to one account, or to the parent of a family, who has none.

    The address is read when it leaves, so it is never stored twice.
    """

    MOVES: ClassVar[Moves] = MESSAGE_MOVES
    SCOPES: ClassVar[dict[str, str]] = {"region": "region_id"}

    kind = models.CharField(_("kind"), max_length=40, choices=MessageKind)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("to"),
    )
    to_family = models.BigIntegerField(_("to the parent of family"), null=True, blank=True)
    subject = models.CharField(_("kind of record"), max_length=50)
    subject_id = models.BigIntegerField(_("number of the record"))
    occasion = models.CharField(_("which time, for what comes back"), max_length=30, blank=True)
    facts = models.JSONField(_("dates and numbers in its words"), default=dict, blank=True)
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
                fields=("kind", "recipient", "to_family", "subject", "subject_id", "occasion"),
                name="a_message_is_written_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, to_family__isnull=True)
                | Q(recipient__isnull=True, to_family__isnull=False),
                name="a_message_goes_to_an_account_or_to_a_parent",
            ),
        )

    class Privacy:
        """Numbers of records, dates and codes; no address and no words."""

        operational = (
            "id",
            "kind",
            "channel",
            "region",
            "recipient",
            "to_family",
            "subject",
            "subject_id",
            "occasion",
            "facts",
            "state",
            "not_before",
            "attempts",
            "created_at",
            "sent_at",
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
