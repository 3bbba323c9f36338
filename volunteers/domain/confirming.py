"""A volunteer says by the link in a mail that the address is theirs: from then on they may log in."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from programmes.domain import links
from programmes.domain.lifecycle import MoveNotAllowedError, move
from programmes.domain.links import LinkPurpose
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.tokens import hash_of
from programmes.models import PersonalLink
from volunteers.domain import duos
from volunteers.domain.accounts import let_in
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

FOLLOWS_INVITATION = frozenset(VolunteerState.values) - {
    VolunteerState.APPLIED,
    VolunteerState.LEFT,
    VolunteerState.DECLINED,
}


@dataclass(frozen=True)
class Standing:
    """What a link to confirm with can still do.

    Attributes
    ----------
    volunteer
        Whose address it is about.
    works
        A press on the button confirms; otherwise the address was confirmed before.
    """

    volunteer: Volunteer
    works: bool


def standing(secret: str, *, now: datetime) -> Standing | None:
    """Tell what a link can do; None for one that does not work and whose sign-up was never confirmed."""
    link = PersonalLink.objects.filter(key_hash=hash_of(secret), purpose=LinkPurpose.CONFIRM_EMAIL).first()
    volunteer = _volunteer_of(link) if link else None
    if volunteer is None:
        return None
    if volunteer.state == VolunteerState.APPLIED:
        works = links.find(secret, purpose=LinkPurpose.CONFIRM_EMAIL, now=now) is not None
        return Standing(volunteer, works=True) if works else None
    return Standing(volunteer, works=False)


def confirm(*, secret: str, now: datetime) -> Volunteer:
    """Spend the link, note that the address is theirs, and let them log in.

    Who was invited to read together becomes a duo with the inviter; where that cannot be, each reads
    for themselves and a coordinator sees who wanted it.

    Raises
    ------
    LinkSpentError
        When the link no longer works, or never did.
    """
    with transaction.atomic(durable=True):
        link = links.spend(secret, purpose=LinkPurpose.CONFIRM_EMAIL, now=now)
        volunteer = _volunteer_of(link)
        if volunteer is None or volunteer.state != VolunteerState.APPLIED:
            raise links.LinkSpentError
        try:
            move(volunteer, to=VolunteerState.CONFIRMED, by=None, now=now, reason="link")
        except MoveNotAllowedError:
            raise links.LinkSpentError from None  # another link of theirs was quicker
        let_in(volunteer)
    _join_inviter(volunteer, now)
    return volunteer


def _volunteer_of(link: PersonalLink) -> Volunteer | None:
    if link.subject != Volunteer._meta.label_lower or link.subject_id is None:
        return None
    rows = Volunteer.objects.select_related("account", "region", "invited_by")
    return rows.filter(pk=link.subject_id, erased_at__isnull=True).first()


def _join_inviter(volunteer: Volunteer, now: datetime) -> None:
    inviter = volunteer.invited_by
    if inviter is not None and inviter.state in FOLLOWS_INVITATION:
        with suppress(Refusal, InvalidInput):
            duos.form(first=inviter, second=volunteer, by=None, now=now)
