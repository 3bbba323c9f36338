"""Life of a family in the register, and the five words that a referrer reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programmes.states import Moves


class FamilyState(models.TextChoices):
    """Where a family stands."""

    REFERRED = "referred", _("Registered")
    CONSENT_CONFIRMED = "consent_confirmed", _("Consent confirmed")
    INTAKE_PLANNED = "intake_planned", _("Intake planned")
    INTAKE_DONE = "intake_done", _("Intake done")
    WAITING = "waiting", _("Waiting")
    LOOK_AGAIN = "look_again", _("On hold until")
    PROPOSED = "proposed", _("Proposed")
    MATCHED = "matched", _("Matched")
    ACTIVE = "active", _("Reading")
    FINISHED = "finished", _("Finished")
    AFTER_CARE = "after_care", _("After-care")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class IntakeStep(models.TextChoices):
    """What is done with a family that stays where it is, for the history."""

    INTAKE_MOVED = "intake_moved", _("Intake put on another day")
    LOOKED_AGAIN = "looked_again", _("Looked at again")
    URGENCY_ASKED = "urgency_asked", _("Urgency asked")
    URGENCY_CONFIRMED = "urgency_confirmed", _("Urgency confirmed")


_S = FamilyState
FAMILY_MOVES: Moves = {
    _S.REFERRED: frozenset({_S.CONSENT_CONFIRMED, _S.WITHDRAWN}),
    _S.CONSENT_CONFIRMED: frozenset({_S.INTAKE_PLANNED, _S.LOOK_AGAIN, _S.WITHDRAWN}),
    _S.INTAKE_PLANNED: frozenset({_S.INTAKE_DONE, _S.LOOK_AGAIN, _S.WITHDRAWN}),
    _S.INTAKE_DONE: frozenset({_S.WAITING, _S.LOOK_AGAIN, _S.WITHDRAWN}),
    _S.WAITING: frozenset({_S.PROPOSED, _S.LOOK_AGAIN, _S.WITHDRAWN}),
    _S.LOOK_AGAIN: frozenset({_S.CONSENT_CONFIRMED, _S.INTAKE_PLANNED, _S.WAITING, _S.WITHDRAWN}),
    _S.PROPOSED: frozenset({_S.MATCHED, _S.WAITING, _S.WITHDRAWN}),
    _S.MATCHED: frozenset({_S.ACTIVE, _S.WAITING, _S.WITHDRAWN}),
    _S.ACTIVE: frozenset({_S.FINISHED, _S.WAITING, _S.WITHDRAWN}),
    _S.FINISHED: frozenset({_S.AFTER_CARE, _S.CLOSED}),
    _S.AFTER_CARE: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset({_S.WAITING}),
    _S.WITHDRAWN: frozenset({_S.REFERRED}),
}

GONE = frozenset({_S.FINISHED, _S.AFTER_CARE, _S.CLOSED, _S.WITHDRAWN})
"""Families that look for a reader no more; one that comes again is registered anew."""


class FamilyStatus(models.TextChoices):
    """The five words of the referrer's page."""

    RECEIVED = "received", pgettext_lazy("status for a referrer", "Received")
    WAITING = "waiting", pgettext_lazy("status for a referrer", "Waiting")
    READER_FOUND = "reader_found", pgettext_lazy("status for a referrer", "Reader found")
    RUNNING = "running", pgettext_lazy("status for a referrer", "Running")
    CLOSED = "closed", pgettext_lazy("status for a referrer", "Closed")


STATUS_OF: dict[str, FamilyStatus] = {
    _S.REFERRED: FamilyStatus.RECEIVED,
    _S.CONSENT_CONFIRMED: FamilyStatus.RECEIVED,
    _S.INTAKE_PLANNED: FamilyStatus.RECEIVED,
    _S.INTAKE_DONE: FamilyStatus.RECEIVED,
    _S.WAITING: FamilyStatus.WAITING,
    _S.LOOK_AGAIN: FamilyStatus.WAITING,
    # A referrer hears of a reader once both said yes.
    _S.PROPOSED: FamilyStatus.WAITING,
    _S.MATCHED: FamilyStatus.READER_FOUND,
    _S.ACTIVE: FamilyStatus.RUNNING,
    _S.FINISHED: FamilyStatus.CLOSED,
    _S.AFTER_CARE: FamilyStatus.CLOSED,
    _S.CLOSED: FamilyStatus.CLOSED,
    _S.WITHDRAWN: FamilyStatus.CLOSED,
}
