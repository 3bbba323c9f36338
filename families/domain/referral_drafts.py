"""A registration that is being filled in: of one account at any device; of two devices the second is told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from families.domain.referrer import region_of
from families.models import ReferralDraft
from programmes.domain.versions import StaleError
from programmes.models import User

TYPED = "typed"
"""What was typed in steps that are not right yet, by step."""
NONE = 0
"""The version that somebody read who read no draft."""


def kept_for() -> timedelta:
    """Tell how long a draft is kept after it was last saved."""
    return timedelta(days=settings.REFERRAL_DRAFT_KEPT_DAYS)


def find(account: User, *, now: datetime) -> ReferralDraft | None:
    """Give the registration that an account has not sent yet."""
    rows = ReferralDraft.objects.filter(account=account, saved_at__gt=now - kept_for())
    return rows.order_by("-saved_at", "-pk").first()


def is_new(draft: ReferralDraft) -> bool:
    """Tell whether a draft is kept nowhere yet."""
    return draft.version == NONE


def save_step(
    *, account: User, read: int, step: str, answers: dict[str, Any], now: datetime
) -> ReferralDraft:
    """Keep the answers of a step; what was typed there and not finished is no longer needed.

    Parameters
    ----------
    read
        Version that was read, `NONE` before there is a draft.

    Raises
    ------
    StaleError
        When it was saved, sent or erased elsewhere after it was read; nothing is saved.
    """

    def changed(before: dict[str, Any]) -> dict[str, Any]:
        kept = _what_still_holds(before, step, answers)
        typed = {name: words for name, words in kept.get(TYPED, {}).items() if name != step}
        return {**kept, step: answers, TYPED: typed}

    return _save(account, read, changed, now)


def save_typed(
    *, account: User, read: int, step: str, typed: dict[str, list[str]], now: datetime
) -> ReferralDraft:
    """Keep what was typed in a step, right or not, for who goes on later.

    Raises
    ------
    StaleError
        As `save_step`.
    """

    def changed(before: dict[str, Any]) -> dict[str, Any]:
        return {**before, TYPED: {**before.get(TYPED, {}), step: typed}}

    return _save(account, read, changed, now)


def take(*, account: User, read: int, now: datetime) -> ReferralDraft:
    """Lock the draft that was read, to send it; a step of the caller's transaction.

    Raises
    ------
    StaleError
        As `save_step`.
    """
    row = _locked(account, now)
    if row is None or row.version != read:
        raise StaleError
    return row


def forget(*, account: User, now: datetime) -> None:
    """Erase a draft: somebody starts again, or the parents do not agree."""
    with transaction.atomic(durable=True):
        row = _locked(account, now)
        if row is not None:
            row.delete()


def forget_old(*, now: datetime) -> int:
    """Erase what was not saved for a month; return how many that were."""
    with transaction.atomic(durable=True):
        return ReferralDraft.objects.filter(saved_at__lte=now - kept_for()).delete()[0]


def _save(
    account: User, read: int, changed: Callable[[dict[str, Any]], dict[str, Any]], now: datetime
) -> ReferralDraft:
    with transaction.atomic(durable=True):
        row = _locked(account, now) or ReferralDraft(account=account, version=NONE, started_at=now)
        if row.version != read:
            raise StaleError
        row.answers, row.version, row.saved_at = changed(row.answers), row.version + 1, now
        row.save()
        return row


def _locked(account: User, now: datetime) -> ReferralDraft | None:
    """Give the draft under the lock of its account, so that of two devices that begin one makes it."""
    User.objects.select_for_update(no_key=True).filter(pk=account.pk).first()
    return find(account, now=now)


def _what_still_holds(before: dict[str, Any], step: str, answers: dict[str, Any]) -> dict[str, Any]:
    """Leave out what belonged to another municipality: its programmes and parts of the day differ."""
    earlier = before.get("consent", {}).get("sender")
    if step != "consent" or earlier is None or region_of(earlier) == region_of(answers["sender"]):
        return before
    return {}
