"""The floor's one task: tidying what nobody needs any more."""

from celery import shared_task

from programmes.domain import links, throttling
from programmes.domain.clock import database_now


@shared_task(name="programmes.forget_counts")
def forget_counts() -> None:
    """Delete old counts of requests, and links that ended long ago."""
    now = database_now()
    throttling.forget(now=now)
    links.forget(now=now)
