"""The outbox's one task."""

from celery import shared_task

from outbox.domain import deliver
from programmes.domain.clock import database_now


@shared_task(name="outbox.deliver_due")
def deliver_due() -> None:
    """Send what is due."""
    deliver.deliver_due(now=database_now())
