"""A volunteer comes into the register: by signing up, or entered by a coordinator."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.domain.access import Action, Actor, NotAllowedError, Scope
from programmes.domain.lifecycle import move
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import Region, User
from volunteers.domain.entry import SignUp
from volunteers.domain.entry_rules import check
from volunteers.domain.parts import write_parts
from volunteers.models import Volunteer
from volunteers.states import VolunteerState


def sign_up(*, entry: SignUp, now: datetime) -> Volunteer:
    """Keep a sign-up from the public form.

    Who signs up with a known e-mail address changes nothing and learns nothing: the volunteer of the
    register comes back, and the caller answers as for a new one (quality S6).

    Raises
    ------
    InvalidInput
        With every field that has to change.
    """
    with transaction.atomic(durable=True):
        volunteer, _is_new = _keep(entry, now)
        return volunteer


def enter(*, entry: SignUp, actor: Actor, by: User | None, now: datetime) -> Volunteer:
    """Keep a volunteer whom a coordinator (or a system of the municipality) enters.

    They know the person, so the e-mail address counts as confirmed.

    Raises
    ------
    NotAllowedError
        When the actor enters nobody anywhere.
    InvalidInput
        With every field that has to change; a municipality of others is the same as an unknown one.
    Refusal
        ``email-known``: the address is in the register already.
    """
    with transaction.atomic(durable=True):
        _check_region(entry, actor)
        volunteer, is_new = _keep(entry, now)
        if not is_new:
            raise Refusal(
                "email-known",
                _("Look in the register: a volunteer with this e-mail address is there already."),
                field="email",
            )
        move(volunteer, to=VolunteerState.CONFIRMED, by=by, now=now, reason="entered")
        return volunteer


def _check_region(entry: SignUp, actor: Actor) -> None:
    regions = actor.targets(Action.VOLUNTEERS_WRITE, Scope.REGION)
    if not regions:
        raise NotAllowedError
    if not Region.objects.filter(slug=entry.region, pk__in=regions).exists():
        raise InvalidInput({"region": [_("Choose a municipality that takes part.")]})


def _keep(entry: SignUp, now: datetime) -> tuple[Volunteer, bool]:
    checked = check(entry, onto=Volunteer(registered_at=now, consent_on=localdate(now)))
    volunteer = checked.volunteer
    try:
        with transaction.atomic():
            volunteer.save(force_insert=True)
    except IntegrityError:
        # The constraint decides, so that of two sign-ups at the same instant one is kept.
        return Volunteer.objects.get(email__iexact=volunteer.email), False
    write_parts(volunteer, entry, checked.programmes)
    return volunteer, True
