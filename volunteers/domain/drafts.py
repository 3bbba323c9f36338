"""A sign-up that is being filled in: kept on the server, found again by a key in the device's cookie."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from programmes.domain.tokens import KEY_BYTES, hash_of
from programmes.models import Region
from volunteers.models import SignUpDraft, Volunteer

INVITED_BY = "invited_by"
TYPED = "typed"
MOST_TYPED = 20_000
"""Characters that are kept of a step that is not right yet: more than any person types."""


def kept_for() -> timedelta:
    """Tell how long a draft is kept after it was last saved."""
    return timedelta(days=settings.DRAFT_KEPT_DAYS)


def start(*, now: datetime) -> tuple[SignUpDraft, str]:
    """Begin a draft.

    Returns
    -------
    tuple[SignUpDraft, str]
        The row, and its key: only the device knows it from now on.
    """
    key = secrets.token_urlsafe(KEY_BYTES)
    return SignUpDraft.objects.create(key_hash=hash_of(key), started_at=now, saved_at=now), key


def find(key: str, *, now: datetime) -> SignUpDraft | None:
    """Give the draft of a key, for a week after it was last saved."""
    return SignUpDraft.objects.filter(key_hash=hash_of(key), saved_at__gt=now - kept_for()).first()


def save_step(*, draft: SignUpDraft, step: str, answers: dict[str, Any], now: datetime) -> None:
    """Keep the answers of a step; what was typed there and not finished is no longer needed."""
    with transaction.atomic(durable=True):
        row = _locked(draft)
        if row.sent_at is None:
            _forget_what_no_longer_holds(row, step, answers)
            typed = {name: kept for name, kept in row.answers.get(TYPED, {}).items() if name != step}
            row.answers = {**row.answers, step: answers, TYPED: typed}
            _write(row, draft, now)


def save_typed(*, draft: SignUpDraft, step: str, typed: dict[str, list[str]], now: datetime) -> None:
    """Keep what was typed in a step that is not right yet, for who goes back first.

    What is endless was typed by no person, and is not kept.
    """
    if sum(len(text) for name, values in typed.items() for text in (name, *values)) > MOST_TYPED:
        return
    # The database keeps no NUL.
    kept = {_without_nul(name): [_without_nul(text) for text in values] for name, values in typed.items()}
    with transaction.atomic(durable=True):
        row = _locked(draft)
        if row.sent_at is None:
            row.answers = {**row.answers, TYPED: {**row.answers.get(TYPED, {}), step: kept}}
            _write(row, draft, now)


def remember_invitation(*, draft: SignUpDraft, inviter: Volunteer, now: datetime) -> None:
    """Note by whom a visitor was invited to read together; who follows an invitation wants to."""
    with transaction.atomic(durable=True):
        row = _locked(draft)
        if row.sent_at is None:
            row.answers = {**row.answers, INVITED_BY: {"pk": inviter.pk}}
            if "suits" in row.answers:
                row.answers["suits"] = {**row.answers["suits"], "wants_duo": True}
            _write(row, draft, now)


def forget(*, draft: SignUpDraft) -> None:
    """Erase a draft: somebody starts again, or does not go on."""
    SignUpDraft.objects.filter(pk=draft.pk).delete()


def empty(row: SignUpDraft, *, now: datetime) -> None:
    """Keep of a draft that was sent only what its last page says; a step of the caller's transaction."""
    person = row.answers.get("person", {})
    region = region_of(row)
    row.answers = {"sent": {"first_name": person.get("first_name", ""), "region": region and region.slug}}
    row.sent_at = row.saved_at = now
    row.save(update_fields=["answers", "sent_at", "saved_at"])


def inviter_of(draft: SignUpDraft) -> Volunteer | None:
    """Give by whom the visitor was invited, while that person is there."""
    return Volunteer.objects.filter(
        pk=draft.answers.get(INVITED_BY, {}).get("pk"), erased_at__isnull=True
    ).first()


def region_of(draft: SignUpDraft) -> Region | None:
    """Give the municipality of a draft: where its postcode lies, else the one chosen by who lives outside."""
    travel = draft.answers.get("travel", {})
    sent = draft.answers.get("sent", {})
    slug = travel.get("region") or sent.get("region")
    return Region.objects.filter(slug=slug).first() if slug else None


def lock(draft: SignUpDraft) -> SignUpDraft:
    """Lock a draft inside the caller's transaction, so that it is sent once."""
    return _locked(draft)


def _locked(draft: SignUpDraft) -> SignUpDraft:
    return SignUpDraft.objects.select_for_update(no_key=True).get(pk=draft.pk)


def _write(row: SignUpDraft, draft: SignUpDraft, now: datetime) -> None:
    row.saved_at = now
    row.save(update_fields=["answers", "saved_at"])
    draft.answers, draft.saved_at = row.answers, now


def _without_nul(text: str) -> str:
    return text.replace("\0", "")


def _forget_what_no_longer_holds(row: SignUpDraft, step: str, answers: dict[str, Any]) -> None:
    """Who moves to another municipality chooses again from what is offered there."""
    before = row.answers.get("travel", {}).get("region")
    if step == "travel" and before and before != answers.get("region"):
        row.answers.pop("suits", None)
