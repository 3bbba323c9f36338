"""What stands on the list of what is due: a rule, a day, and the record at which it is done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rule(models.TextChoices):
    """Why something is due. A region can switch each off."""

    UNANSWERED = "unanswered", _("A proposal is not answered 3 days before its date")
    MEETING = "meeting", _("Both said yes, and after 3 days no meeting is planned")
    ONE_LEFT = "one_left", _("The family or the reader left, and their match is still open")
    QUESTION = "question", _("A volunteer asked something that nobody answered yet")
    CALL_PARENTS = "call_parents", _("Parents asked to be called before they answer")
    TELL_PARENTS = "tell_parents", _("Parents said yes, the reader did not: they were promised a call")
    QUIET = "quiet", _("No visit for 3 weeks, outside school holidays")
    MISSED = "missed", _("Three visits in a row were missed")
    CLICK = "click", _("After the first visit: does it click?")
    START_TALK = "start_talk", _("The start talk is due")
    WEEK_5_CALL = "week_5_call", _("The call of week 5 is due")
    LIBRARY_VISIT = "library_visit", _("The library visit of week 10 is due")
    END_TALK = "end_talk", _("The end talk is due")
    CERTIFICATE = "certificate", _("A certificate (VOG) is not there 3 weeks after it was requested")
    RENEWAL = "renewal", _("A certificate (VOG) ends within 3 months")
    FIRST_CALL = "first_call", _("A family waits 5 working days for a first call")
    INTAKE = "intake", _("An intake takes longer than 5 working days")
    INTAKE_DAY = "intake_day", _("The day of an intake has passed without a decision")
    DUPLICATE = "duplicate", _("A family may have been registered twice")
    INTERVIEW = "interview", _("A new volunteer waits 5 working days for a call")
    UNDECIDED = "undecided", _("The day of an interview has passed without a decision")
    UNTRAINED = "untrained", _("The day of a training has passed, and nobody noted that it was done")
    COMPLETE = "complete", _("An accepted volunteer has everything and is not available yet")
    LONG_WAIT = "long_wait", _("A family waits longer than 12 weeks")
    PASSED_OVER = "passed_over", _("Two runs in a row found no reader for a family")
    HOLD = "hold", _("The day on which to look at a family again has come")
    BY_HAND = "by_hand", _("A text or a letter waits to be sent")
    UNDELIVERED = "undelivered", _("A message could not be delivered")
    URGENCY = "urgency", _("Urgency waits for a second person")


class Subject(StrEnum):
    """The kind of record at which a task is done."""

    MATCH = "match"
    FAMILY = "family"
    VOLUNTEER = "volunteer"
    UNPLACED = "unplaced"
    RUN = "run"
    QUESTION = "question"
    MESSAGES = "messages"
    DUPLICATES = "duplicates"


@dataclass(frozen=True)
class Task:
    """One thing to do.

    Attributes
    ----------
    rule : Rule
        Why.
    due : date
        The day on which it should be done; before today it is late.
    subject, pk
        The record at which it is done.
    since : date
        The day that the rule counts from.
    family, person : str
        The reference of a family, the name of a volunteer or of who gets a message.
    """

    rule: Rule
    due: date
    subject: Subject
    pk: int
    since: date
    family: str = ""
    person: str = ""


@dataclass(frozen=True)
class Found:
    """What one rule found.

    Attributes
    ----------
    rule : Rule
        The rule.
    total : int
        How many there are, also those that are not in `tasks`.
    tasks : list[Task]
        The oldest of them.
    """

    rule: Rule
    total: int
    tasks: list[Task]
