"""A volunteer comes into the register: by signing up, or entered by a coordinator."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from outbox.domain.post import MessageKind, may_write_again, post
from programmes.domain.access import Action, Actor, NotAllowedError, Scope
from programmes.domain.lifecycle import move
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import Region, User
from volunteers.domain import drafts
from volunteers.domain.accounts import account_for, account_of_others
from volunteers.domain.entry import SignUp
from volunteers.domain.entry_rules import Checked, check
from volunteers.domain.parts import write_parts
from volunteers.models import SignUpDraft, Volunteer
from volunteers.states import VolunteerState


def sign_up(
    *, entry: SignUp, now: datetime, language: str = "nl", invited_by: Volunteer | None = None
) -> Volunteer | None:
    """Keep a sign-up from the public form, and write the mail that asks to confirm it.

    Who signs up with a known e-mail address changes nothing and learns nothing: the caller answers as
    for a new one, and only the mail differs (quality S6). An address of a colleague's account gets a
    mail and is kept nowhere.

    Parameters
    ----------
    language
        In which the mails are written.
    invited_by
        Whom the new volunteer wants to read together with.

    Returns
    -------
    Volunteer | None
        Who is in the register under this address now; None when the address is a colleague's.

    Raises
    ------
    InvalidInput
        With every field that has to change.
    """
    with transaction.atomic(durable=True):
        return _sign_up(entry, now, language, invited_by)


def send(*, draft: SignUpDraft, entry: SignUp, now: datetime, language: str = "nl") -> None:
    """Send what was filled in on a device, once: a second time does nothing.

    Raises
    ------
    InvalidInput
        With every field that has to change; the draft stays as it is.
    """
    with transaction.atomic(durable=True):
        row = drafts.lock(draft)
        if row.sent_at is None:
            # Who was invited may still say that they read alone.
            invited_by = drafts.inviter_of(row) if entry.wants_duo else None
            _sign_up(entry, now, language, invited_by)
            drafts.empty(row, now=now)


def set_aside(*, draft: SignUpDraft, now: datetime) -> None:
    """Answer a program as if its sign-up was kept; nothing of it is."""
    with transaction.atomic(durable=True):
        row = drafts.lock(draft)
        if row.sent_at is None:
            drafts.empty(row, now=now)


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
        checked = _checked(entry, now)
        if not _is_kept(checked, entry):
            raise Refusal(
                "email-known",
                _("Look in the register: a volunteer with this e-mail address is there already."),
                field="email",
            )
        move(checked.volunteer, to=VolunteerState.CONFIRMED, by=by, now=now, reason="entered")
        return checked.volunteer


def _check_region(entry: SignUp, actor: Actor) -> None:
    regions = actor.targets(Action.VOLUNTEERS_WRITE, Scope.REGION)
    if not regions:
        raise NotAllowedError
    if not Region.objects.filter(slug=entry.region, pk__in=regions).exists():
        raise InvalidInput({"region": [_("Choose a municipality that takes part.")]})


def _sign_up(entry: SignUp, now: datetime, language: str, invited_by: Volunteer | None) -> Volunteer | None:
    checked = _checked(entry, now)
    volunteer = checked.volunteer
    volunteer.invited_by = invited_by
    colleague = account_of_others(volunteer.email)
    known = Volunteer.objects.filter(email__iexact=volunteer.email).first()
    if colleague is not None and known is None:
        _tell_known(colleague, None, now)
        return None
    if known is None and _is_kept(checked, entry):
        _ask_to_confirm(volunteer, account_for(volunteer, language=language), "", now)
        return volunteer
    # The constraint decides, so that of two sign-ups at the same instant one is kept.
    known = known or Volunteer.objects.get(email__iexact=volunteer.email)
    _write_again(known, language, now)
    return known


def _checked(entry: SignUp, now: datetime) -> Checked:
    return check(entry, onto=Volunteer(registered_at=now, consent_on=localdate(now)))


def _is_kept(checked: Checked, entry: SignUp) -> bool:
    try:
        with transaction.atomic():
            checked.volunteer.save(force_insert=True)
    except IntegrityError:
        return False
    write_parts(checked.volunteer, entry, checked.programmes)
    return True


def _write_again(known: Volunteer, language: str, now: datetime) -> None:
    """Tell who signs up a second time what is the matter; their first answers stay."""
    try:
        account = account_for(known, language=language)
    except Refusal:
        # Their address became the log-in name of somebody else: a coordinator mends that.
        return
    if known.state == VolunteerState.APPLIED:
        # The month in which they can confirm is promised anew.
        Volunteer.objects.filter(pk=known.pk).update(registered_at=now)
        _ask_to_confirm(known, account, now.isoformat(timespec="milliseconds"), now)
    else:
        _tell_known(account, known.region, now)


def _ask_to_confirm(volunteer: Volunteer, account: User, occasion: str, now: datetime) -> None:
    if may_write_again(recipient=account, now=now):
        post(
            kind=MessageKind.CONFIRM_EMAIL,
            recipient=account,
            subject=volunteer,
            region=volunteer.region,
            occasion=occasion,
            not_before=now,
            now=now,
        )


def _tell_known(account: User, region: Region | None, now: datetime) -> None:
    if may_write_again(recipient=account, now=now):
        post(
            kind=MessageKind.ALREADY_KNOWN,
            recipient=account,
            subject=account,
            region=region,
            occasion=now.isoformat(timespec="milliseconds"),
            not_before=now,
            now=now,
        )
