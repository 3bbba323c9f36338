"""How far somebody is who was invited for an organisation: kept in the organisation's history."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from programmes.domain.forgetting import erase_unused
from programmes.domain.lifecycle import note_edit
from programmes.domain.links import VALID, LinkPurpose
from programmes.models import Organisation, RoleAssignment, StateChange, User

ACCOUNT = "account:"
VALID_FOR = VALID[LinkPurpose.INVITATION]
KEPT = timedelta(days=44)
"""A month after the link stopped working nobody asks for it any more."""


class Standing(StrEnum):
    """What was last done about the access of one person to one organisation."""

    UNKNOWN = ""
    INVITED = "invited"
    BEGUN = "begun"
    ENDED = "ended"


@dataclass(frozen=True)
class Invited:
    """Somebody who did not begin yet.

    Attributes
    ----------
    account
        Only its e-mail address is told: the rest may be known from elsewhere, which is nobody's business.
    until
        The moment after which the link in the mail no longer works.
    """

    account: User
    at: datetime
    until: datetime
    ran_out: bool


def invited(organisation: Organisation, *, now: datetime) -> list[Invited]:
    """List who was invited and did not begin yet, who waits longest first (three queries)."""
    last = {_number(change): change for change in _changes(organisation)}
    open_ones = {number: change for number, change in last.items() if change.to_state == Standing.INVITED}
    works = set(RoleAssignment.objects.filter(organisation=organisation).values_list("user", flat=True))
    accounts = User.objects.in_bulk(open_ones.keys() - works)
    waiting = sorted((open_ones[number].at, number) for number in accounts)
    return [_invited(accounts[number], at, now) for at, number in waiting]


def standing(organisation: Organisation, account: User) -> tuple[Standing, datetime | None]:
    """Tell what was last done about somebody's access, and when."""
    last = _changes(organisation).filter(reason=f"{ACCOUNT}{account.pk}").last()
    return (Standing(last.to_state), last.at) if last else (Standing.UNKNOWN, None)


def note(organisation: Organisation, account: User, *, to: Standing, by: User | None, now: datetime) -> None:
    """Write down what was done about somebody's access; a step of the caller's transaction."""
    before = standing(organisation, account)[0]
    note_edit(organisation, before=before, after=to, by=by, now=now, reason=f"{ACCOUNT}{account.pk}")


def forget_lapsed(*, now: datetime) -> int:
    """Erase accounts made for invitations that nobody accepted, a while after the link stopped working.

    Returns
    -------
    int
        How many accounts that were.
    """
    long_ago = now - KEPT
    rows = StateChange.objects.filter(subject=Organisation._meta.label_lower, reason__startswith=ACCOUNT)
    lately = {_number(change) for change in rows.filter(at__gt=long_ago)}
    lapsed = {_number(change) for change in rows.filter(to_state=Standing.INVITED, at__lte=long_ago)}
    erased = 0
    for number in sorted(lapsed - lately):
        with transaction.atomic(durable=True):
            account = User.objects.select_for_update().filter(pk=number, last_login=None).first()
            erased += account is not None and erase_unused(account)
    return erased


def _changes(organisation: Organisation) -> QuerySet[StateChange]:
    rows = StateChange.objects.filter(subject=organisation._meta.label_lower, subject_id=organisation.pk)
    return rows.filter(reason__startswith=ACCOUNT).order_by("at", "pk")


def _number(change: StateChange) -> int:
    return int(change.reason.removeprefix(ACCOUNT))


def _invited(account: User, at: datetime, now: datetime) -> Invited:
    until = at + VALID_FOR if VALID_FOR else now
    return Invited(account, at, until, ran_out=until <= now)
