"""Matching's tasks: numbers in, one domain call each, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from matching.domain import execution, expiry, helping, recovery, reminders
from programmes.domain import heartbeat


@shared_task(name="matching.run_matching")
def run_matching(*, run_id: int) -> None:
    """Execute a run."""
    execution.execute(run_id=run_id)


@shared_task(name="matching.solve_component")
def solve_component(*, run_id: int, number: int) -> None:
    """Compute a piece of a large run."""
    helping.help_with(run_id=run_id, number=number)


@shared_task(name="matching.recover_runs")
def recover_runs() -> None:
    """Find runs that wait or that lost their worker."""
    recovery.recover_runs()


@shared_task(name="matching.expire_matches")
def expire_matches() -> None:
    """Let the matches expire that nobody answered in time."""
    expiry.expire_due(now=timezone.now())


@shared_task(name="matching.remind")
def remind() -> None:
    """Remind readers of the answer, and ask whether visits took place."""
    reminders.remind_due(now=timezone.now())


@shared_task(name="matching.mark_heartbeat")
def mark_heartbeat() -> None:
    """Note that clock, queue and worker work together."""
    heartbeat.mark(timezone.now())
