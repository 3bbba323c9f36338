"""Keys of repeated requests as rows: claimed, finished with the change, forgotten after a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from programmes.api.problems import RequestProblem
from programmes.models import IdempotencyKey

KEPT = timedelta(hours=24)
A_CLAIM_LASTS = timedelta(seconds=60)
FIRST_REFUSAL = 400


@dataclass(frozen=True)
class Once:
    """What makes a request the same as another: who, what, where, which key, and the body's hash."""

    caller: str
    method: str
    path: str
    key: str
    body_hash: str


def claim(once: Once, *, now: datetime) -> IdempotencyKey:
    """Take the key, or find that it was done before (then ``status`` is set).

    Raises
    ------
    RequestProblem
        422 when the key came with another body, 409 while the first request is still going on.
    """
    IdempotencyKey.objects.filter(caller=once.caller, created_at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(**vars(once), created_at=now)
    except IntegrityError:
        return _taken_before(once, now=now)


def _taken_before(once: Once, *, now: datetime) -> IdempotencyKey:
    row = IdempotencyKey.objects.filter(
        caller=once.caller, method=once.method, path=once.path, key=once.key
    ).first()
    if row is None:
        raise RequestProblem(409, code="in-flight", wait=1)
    if row.body_hash != once.body_hash:
        raise RequestProblem(422)
    if row.status is not None and row.status < FIRST_REFUSAL:
        return row
    return _taken_over(row, now=now)


def _taken_over(row: IdempotencyKey, *, now: datetime) -> IdempotencyKey:
    """Take a key that was refused, or whose process died; of two who try, one does."""
    refused = Q(status__gte=FIRST_REFUSAL)
    dead = Q(status=None, created_at__lt=now - A_CLAIM_LASTS)
    free = IdempotencyKey.objects.filter(refused | dead, pk=row.pk, created_at=row.created_at)
    if not free.update(status=None, created_at=now):
        raise RequestProblem(409, code="in-flight", wait=1)
    row.status, row.created_at = None, now
    return row


def finish(row: IdempotencyKey, *, status: int, location: str) -> None:
    """Write what became of it, inside the transaction of the change.

    Raises
    ------
    RequestProblem
        409 when another request took the claim over meanwhile: the change is then rolled back.
    """
    own = IdempotencyKey.objects.filter(pk=row.pk, created_at=row.created_at, status=None)
    if not own.update(status=status, location=location):
        raise RequestProblem(409, code="in-flight", wait=1)


def give_back(row: IdempotencyKey) -> None:
    """Forget a claim after a refusal that says nothing about the request itself."""
    IdempotencyKey.objects.filter(pk=row.pk, created_at=row.created_at, status=None).delete()
