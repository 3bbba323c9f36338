"""Keys of programs: made, shown once, found again by their hash."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.domain.access import CLIENT_ACTIONS, ORGANISATIONS_ACTIONS
from programmes.domain.refusal import InvalidInput
from programmes.models import ApiToken, Organisation, Region, User

KEY_BYTES = 32
LONGEST_DAYS = 366
USE_IS_NOTED_EVERY = timedelta(minutes=1)


def hash_of(key: str) -> str:
    """Hash a key as it is kept; a random key of 256 bits needs no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


def issue(
    *,
    name: str,
    now: datetime,
    user: User | None = None,
    region: Region | None = None,
    organisation: Organisation | None = None,
    scopes: Iterable[str] = (),
    days: int = 365,
) -> tuple[ApiToken, str]:
    """Make a key for an account, or for another system with scopes in one region or one organisation.

    Returns
    -------
    tuple[ApiToken, str]
        The row, and the key itself: this is the only time that it is known.

    Raises
    ------
    InvalidInput
        When it would live longer than a year, has an unknown scope, or belongs to nobody or to two.
    """
    wanted = sorted(set(scopes))
    _check_owner(user, region, organisation)
    _check(system=None if user else region or organisation, scopes=wanted, days=days)
    key = secrets.token_urlsafe(KEY_BYTES)
    with transaction.atomic():
        token = ApiToken.objects.create(
            key_hash=hash_of(key),
            name=name,
            user=user,
            region=region,
            organisation=organisation,
            scopes=wanted,
            expires_at=now + timedelta(days=days),
        )
    return token, key


def find(key: str, *, now: datetime) -> ApiToken | None:
    """Find a key that is still valid and whose account may still log in."""
    valid = Q(expires_at__gt=now) & (Q(user__isnull=True) | Q(user__is_active=True))
    return ApiToken.objects.select_related("user").filter(valid, key_hash=hash_of(key)).first()


def note_use(token: ApiToken, *, now: datetime) -> None:
    """Write down when a key was last used, at most once a minute."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USE_IS_NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < now - USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


def _check_owner(*owners: User | Region | Organisation | None) -> None:
    if sum(owner is not None for owner in owners) != 1:
        sentence = _("Choose an account, or a region or an organisation with scopes: one of the three.")
        raise InvalidInput({"": [sentence]})


def _check(*, system: Region | Organisation | None, scopes: list[str], days: int) -> None:
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidInput({"days": [_("Choose between 1 and 366 days.")]})
    allowed = ORGANISATIONS_ACTIONS if isinstance(system, Organisation) else CLIENT_ACTIONS
    if not set(scopes) <= set(allowed) or bool(scopes) != (system is not None):
        raise InvalidInput({"scopes": [_("Choose one or more of the scopes that a system can have.")]})
