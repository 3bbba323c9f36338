"""A registration that was filled in step by step is sent: once, and it leaves no draft."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from families.domain import duplicates, referral_drafts
from families.domain.entry import Referral
from families.domain.referral import enter
from families.models import Family
from programmes.domain.access import Actor
from programmes.models import User


@dataclass(frozen=True)
class Sent:
    """The family in the register; and whether it looks like one that the same organisation registered."""

    family: Family
    is_known: bool


def send(*, entry: Referral, read: int, actor: Actor, by: User, now: datetime) -> Sent:
    """Register the family of a draft and erase the draft, together or not at all.

    Parameters
    ----------
    read
        Version of the draft from which the entry was made.

    Raises
    ------
    StaleError
        When the draft was changed, sent or erased elsewhere meanwhile; nothing happens.
    NotAllowedError, InvalidInput
        As `families.domain.referral.register`; the draft stays as it is.
    """
    with transaction.atomic(durable=True):
        draft = referral_drafts.take(account=by, read=read, now=now)
        family = enter(entry=entry, actor=actor, by=by, now=now)
        draft.delete()
        return Sent(family, duplicates.is_known_to(actor, family))
