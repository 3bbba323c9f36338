"""Personal links: made for one purpose, found again by their hash, spent or revoked (quality S5)."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from programmes.domain.tokens import KEY_BYTES, hash_of
from programmes.models import LinkPurpose, PersonalLink, User

__all__ = [
    "LinkPurpose",
    "LinkSpentError",
    "PersonalLink",
    "enter",
    "find",
    "forget",
    "holder",
    "language_of",
    "make",
    "of_account",
    "revoke",
    "see",
    "spend",
]

SEEN_IS_NOTED_EVERY = timedelta(minutes=1)
VALID: dict[LinkPurpose, timedelta | None] = {
    LinkPurpose.CONFIRM_EMAIL: timedelta(days=30),
    LinkPurpose.LOG_IN: timedelta(minutes=15),
    # Longer than any proposal waits: the page itself says what is no longer open.
    LinkPurpose.ANSWER: timedelta(days=60),
    LinkPurpose.LOG_VISIT: timedelta(days=21),
    LinkPurpose.DUO: timedelta(days=30),
    LinkPurpose.CALENDAR: None,
    LinkPurpose.INVITATION: timedelta(days=14),
    # As long as the reader's: the page says what is true by then.
    LinkPurpose.FAMILY_ANSWER: timedelta(days=60),
}
"""How long a link works; a calendar feed until it is revoked."""
KEPT = timedelta(days=30)
"""How long a link that no longer works stays, so that what happened can still be told."""


class LinkSpentError(Exception):
    """The link was used, revoked, or is too old."""


def make(
    *,
    purpose: LinkPurpose,
    account: User | None,
    now: datetime,
    subject: Model | None = None,
    about: tuple[str, int] | None = None,
) -> str:
    """Make a link, as a step of the caller's transaction or in one of its own.

    Parameters
    ----------
    account
        Whose it is; none for a parent, of whom only the record is known.
    subject, about
        The record that it is about: itself, or as label and number such as ``("matching.match", 7)``.

    Returns
    -------
    str
        The secret, 256 random bits: this is the only time that it is known.
    """
    secret = secrets.token_urlsafe(KEY_BYTES)
    valid = VALID[purpose]
    label, number = about or ((subject._meta.label_lower, subject.pk) if subject is not None else ("", None))
    PersonalLink.objects.create(
        key_hash=hash_of(secret),
        purpose=purpose,
        account=account,
        subject=label,
        subject_id=number,
        made_at=now,
        expires_at=now + valid if valid else None,
    )
    return secret


def find(secret: str, *, purpose: LinkPurpose, now: datetime) -> PersonalLink | None:
    """Give the link of a secret while it works; unknown, spent, revoked and too old are all the same."""
    return _working(purpose, now).filter(key_hash=hash_of(secret)).first()


def holder(link: PersonalLink) -> User:
    """Give the account of a link that has one.

    Raises
    ------
    LinkSpentError
        For the link of a parent.
    """
    if link.account is None:
        raise LinkSpentError
    return link.account


def language_of(secret: str) -> str | None:
    """Give the language of whom a link was sent to, also when it no longer works; None where that is unknown.

    An invitation to read together is passed on to somebody else.
    """
    rows = PersonalLink.objects.filter(key_hash=hash_of(secret)).exclude(purpose=LinkPurpose.DUO)
    return rows.values_list("account__language", flat=True).first()


def spend(secret: str, *, purpose: LinkPurpose, now: datetime) -> PersonalLink:
    """Use a link that works once; of two uses at the same instant one wins.

    Raises
    ------
    LinkSpentError
        When it no longer works, or never did.
    """
    link = find(secret, purpose=purpose, now=now)
    # Columns of the row itself and nothing else: only these does the database look at again after a wait.
    unused = PersonalLink.objects.filter(used_at__isnull=True, revoked_at__isnull=True)
    if link is None or not unused.filter(pk=link.pk).update(used_at=now):
        raise LinkSpentError
    link.used_at = now
    return link


def enter(*, secret: str, now: datetime) -> User:
    """Use a link that logs in; the others that were asked for end with it.

    Raises
    ------
    LinkSpentError
        When it no longer works, or never did.
    """
    with transaction.atomic(durable=True):
        link = spend(secret, purpose=LinkPurpose.LOG_IN, now=now)
        account = holder(link)
        revoke(account=account, purpose=LinkPurpose.LOG_IN, now=now)
    return account


def see(link: PersonalLink, *, now: datetime) -> None:
    """Note that a link was opened, at most once a minute."""
    if link.last_seen_at is None or now - link.last_seen_at >= SEEN_IS_NOTED_EVERY:
        PersonalLink.objects.filter(pk=link.pk).update(last_seen_at=now)


def revoke(*, account: User, purpose: LinkPurpose, now: datetime) -> int:
    """End the working links of an account for a purpose; return how many that were."""
    with transaction.atomic():
        return of_account(account, purpose=purpose, now=now).update(revoked_at=now)


def of_account(account: User, *, purpose: LinkPurpose, now: datetime) -> QuerySet[PersonalLink]:
    """List the links of an account for a purpose that work, the newest first."""
    return _working(purpose, now).filter(account=account).order_by("-made_at", "-pk")


def forget(*, now: datetime) -> int:
    """Delete the links that have not worked for a while; return how many that were."""
    long_ago = now - KEPT
    ended = Q(expires_at__lt=long_ago) | Q(used_at__lt=long_ago) | Q(revoked_at__lt=long_ago)
    return PersonalLink.objects.filter(ended).delete()[0]


def _working(purpose: LinkPurpose, now: datetime) -> QuerySet[PersonalLink]:
    in_time = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    rows = PersonalLink.objects.select_related("account").filter(in_time, purpose=purpose)
    whose = Q(account__isnull=True) | Q(account__is_active=True)
    return rows.filter(whose, used_at__isnull=True, revoked_at__isnull=True)
