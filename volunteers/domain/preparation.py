"""What is arranged with a volunteer before the first family: days, each with its history."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.domain import lifecycle
from programmes.domain.coming_days import check_coming
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User
from volunteers.domain.certificates import BlockedReason, blocked_reason, months_after
from volunteers.domain.own_record import check_not_erased, check_not_own
from volunteers.models import Volunteer
from volunteers.models.volunteer import Training
from volunteers.states import Preparation, VolunteerState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PREPARED_IN = (
    VolunteerState.INTERVIEW_PLANNED,
    VolunteerState.ACCEPTED,
    VolunteerState.AVAILABLE,
    VolunteerState.RESTING,
)
"""Trainings and agreements belong to who had or has a first talk, and did not leave."""


@dataclass(frozen=True)
class Lack:
    """Something that is not there yet, in words; without what `must` be there nobody becomes available."""

    words: "StrOrPromise"
    must: bool = False


def move_interview(*, volunteer: Volunteer, on: date, by: User | None, now: datetime) -> None:
    """Put the first talk on another day.

    Raises
    ------
    InvalidInput
        When the day has passed or is too far away.
    Refusal
        ``own-record``; ``no-interview`` when none is planned any more.
    """
    check_coming("on", on, now=now)
    with transaction.atomic(durable=True):
        stands = _locked(volunteer, by)
        if stands.state != VolunteerState.INTERVIEW_PLANNED:
            raise Refusal("no-interview", _("No interview is planned with this volunteer any more."))
        _note(volunteer, Preparation.INTERVIEW_MOVED, by, now, interview_on=on)


def plan_training(*, volunteer: Volunteer, on: date, by: User | None, now: datetime) -> None:
    """Note on which day the volunteer is trained.

    Raises
    ------
    InvalidInput
        When the day has passed or is too far away.
    Refusal
        ``own-record``, ``not-on-the-way``, or ``trained`` when the training was done already.
    """
    check_coming("on", on, now=now)
    with transaction.atomic(durable=True):
        _check_untrained(_prepared(volunteer, by), now)
        _note(volunteer, Preparation.TRAINING_PLANNED, by, now, training=Training.PLANNED, training_on=on)


def finish_training(
    *, volunteer: Volunteer, valid_until: date | None = None, by: User | None, now: datetime
) -> None:
    """Note that the volunteer was trained.

    Parameters
    ----------
    valid_until
        Its last day, where trainings end.

    Raises
    ------
    InvalidInput
        When that day has passed.
    Refusal
        ``own-record``, ``not-on-the-way``, or ``trained`` when that was noted already.
    """
    if valid_until is not None and valid_until < localdate(now):
        raise InvalidInput({"valid_until": [_("Choose today or a later day.")]})
    with transaction.atomic(durable=True):
        _check_untrained(_prepared(volunteer, by), now)
        changes = {"training": Training.DONE, "training_valid_until": valid_until}
        _note(volunteer, Preparation.TRAINING_DONE, by, now, **changes)


def sign_agreement(*, volunteer: Volunteer, on: date, by: User | None, now: datetime) -> None:
    """Note on which day the volunteer and the organisation signed their agreement.

    Raises
    ------
    InvalidInput
        When the day still has to come.
    Refusal
        ``own-record``, ``not-on-the-way``, or ``signed`` when that was noted already.
    """
    if on > localdate(now):
        raise InvalidInput({"on": [_("Choose today or an earlier day.")]})
    with transaction.atomic(durable=True):
        if _prepared(volunteer, by).agreement_signed_on is not None:
            raise Refusal("signed", _("The agreement is signed already. A wrong day is changed with “Edit”."))
        _note(volunteer, Preparation.AGREEMENT_SIGNED, by, now, agreement_signed_on=on)


def lacks(volunteer: Volunteer, *, on: date) -> list[Lack]:
    """List what is not there yet, what must be there first (no query for a row of the register)."""
    found = []
    blocked = blocked_reason(volunteer, on=on)
    if blocked is not None:
        found.append(Lack(_certificate_words(volunteer, blocked), must=True))
    if volunteer.training != Training.DONE:
        planned = volunteer.training_on is not None and volunteer.training == Training.PLANNED
        found.append(Lack(_("training is planned") if planned else _("training")))
    if volunteer.agreement_signed_on is None:
        found.append(Lack(_("agreement")))
    return found


def _certificate_words(volunteer: Volunteer, blocked: BlockedReason) -> "StrOrPromise":
    certificate = getattr(volunteer, "certificate", None)
    if blocked == BlockedReason.NO_CERTIFICATE and certificate is not None:
        return _("VOG, requested on %(day)s") % {"day": f"{certificate.requested_on:%d-%m-%Y}"}
    return blocked.label


def _locked(volunteer: Volunteer, by: User | None) -> Volunteer:
    check_not_own(volunteer, by)
    check_not_erased(volunteer)
    return Volunteer.objects.select_for_update(of=("self",), no_key=True).get(pk=volunteer.pk)


def _prepared(volunteer: Volunteer, by: User | None) -> Volunteer:
    stands = _locked(volunteer, by)
    if stands.state not in PREPARED_IN:
        raise Refusal("not-on-the-way", _("That comes after a first talk, and not when somebody has left."))
    return stands


def is_trained(volunteer: Volunteer, *, on: date) -> bool:
    """Tell whether no training is needed for now: one that has ended, or ends soon, is done anew."""
    soon = months_after(on, settings.RENEWAL_AHEAD_MONTHS)
    ends = volunteer.training_valid_until
    return volunteer.training == Training.DONE and (ends is None or ends > soon)


def _check_untrained(stands: Volunteer, now: datetime) -> None:
    if is_trained(stands, on=localdate(now)):
        raise Refusal("trained", _("The training is done already. A mistake is changed with “Edit”."))


def _note(volunteer: Volunteer, what: Preparation, by: User | None, now: datetime, **changes: object) -> None:
    for name, value in changes.items():
        setattr(volunteer, name, value)
    Volunteer.objects.filter(pk=volunteer.pk).update(**changes)
    lifecycle.note_step(volunteer, step=what, by=by, now=now)
