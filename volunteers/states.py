"""Life of a volunteer in the register. ``blocked`` is derived from dates, never a state."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.states import Moves


class VolunteerState(models.TextChoices):
    """Where a volunteer stands."""

    APPLIED = "applied", _("Signed up")
    CONFIRMED = "confirmed", _("E-mail confirmed")
    INTERVIEW_PLANNED = "interview_planned", _("Interview planned")
    ACCEPTED = "accepted", _("Accepted")
    AVAILABLE = "available", _("Available")
    RESTING = "resting", _("Resting")
    LEFT = "left", _("Left")
    DECLINED = "declined", _("Declined")


class Preparation(models.TextChoices):
    """What is arranged on the way in, as the history says it."""

    INTERVIEW_MOVED = "interview_moved", _("Interview on another day")
    CERTIFICATE_REQUESTED = "certificate_requested", _("VOG requested")
    CERTIFICATE_SEEN = "certificate_seen", _("VOG seen")
    CERTIFICATE_REFUSED = "certificate_refused", _("VOG refused")
    TRAINING_PLANNED = "training_planned", _("Training planned")
    TRAINING_DONE = "training_done", _("Training done")
    AGREEMENT_SIGNED = "agreement_signed", _("Agreement signed")


_S = VolunteerState
VOLUNTEER_MOVES: Moves = {
    _S.APPLIED: frozenset({_S.CONFIRMED, _S.LEFT, _S.DECLINED}),
    _S.CONFIRMED: frozenset({_S.INTERVIEW_PLANNED, _S.LEFT, _S.DECLINED}),
    _S.INTERVIEW_PLANNED: frozenset({_S.ACCEPTED, _S.LEFT, _S.DECLINED}),
    _S.ACCEPTED: frozenset({_S.AVAILABLE, _S.RESTING, _S.LEFT, _S.DECLINED}),
    _S.AVAILABLE: frozenset({_S.RESTING, _S.LEFT}),
    _S.RESTING: frozenset({_S.AVAILABLE, _S.LEFT}),
    _S.LEFT: frozenset({_S.CONFIRMED}),
    _S.DECLINED: frozenset(),
}
SEEN_BY_COORDINATORS = frozenset(VolunteerState.values) - {_S.APPLIED}
