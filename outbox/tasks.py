"""Tasks of the outbox: safe to run twice."""

from celery import shared_task

from outbox.domain import deliver, invited
from programmes.domain.clock import database_now


@shared_task(name="outbox.deliver_due")
def deliver_due() -> None:
    """Send what is due."""
    deliver.deliver_due(now=database_now())


@shared_task(name="outbox.forget_invitations")
def forget_invitations() -> None:
    """Erase who was invited and never came."""
    invited.forget_lapsed(now=database_now())
