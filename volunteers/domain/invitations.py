"""A volunteer invites somebody to read together: a link of a month, one at a time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.domain import links
from programmes.domain.links import LinkPurpose
from programmes.domain.refusal import Refusal
from programmes.models import User
from volunteers.domain import duos
from volunteers.models import Duo, Volunteer


def invite(*, volunteer: Volunteer, by: User, now: datetime) -> str:
    """Make a link to share; one that was made before ends.

    Returns
    -------
    str
        The secret, known only now.

    Raises
    ------
    Refusal
        ``in-a-duo`` for who reads together with somebody already.
    """
    with transaction.atomic(durable=True):
        if duos.duo_of(volunteer) is not None:
            raise Refusal("in-a-duo", _("You read together with somebody already."))
        links.revoke(account=by, purpose=LinkPurpose.DUO, now=now)
        return links.make(purpose=LinkPurpose.DUO, account=by, subject=volunteer, now=now)


def is_open(*, by: User, now: datetime) -> bool:
    """Tell whether a link of theirs still works."""
    return links.of_account(by, purpose=LinkPurpose.DUO, now=now).exists()


def inviter_of(secret: str, *, now: datetime) -> Volunteer | None:
    """Give whose link this is, while it works and they take part."""
    link = links.find(secret, purpose=LinkPurpose.DUO, now=now)
    if link is None or link.subject_id is None:
        return None
    rows = Volunteer.objects.exclude(state__in=duos.GONE).select_related("region")
    return rows.filter(pk=link.subject_id, account=link.account_id).first()


def accept(*, secret: str, volunteer: Volunteer, now: datetime) -> Duo:
    """Let a volunteer go along with whoever invited them; both agreed, so nobody else decides.

    Raises
    ------
    LinkSpentError
        When the link no longer works.
    InvalidInput, Refusal
        As for `duos.form`.
    """
    inviter = inviter_of(secret, now=now)
    if inviter is None:
        raise links.LinkSpentError
    duo = duos.form(first=inviter, second=volunteer, by=None, now=now)
    if inviter.account is not None:
        links.revoke(account=inviter.account, purpose=LinkPurpose.DUO, now=now)
    return duo
