"""Names of matching's tasks, and how they get on the queue: by number, after the commit."""

import logging
from collections.abc import Sequence

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

RUN_MATCHING = "matching.run_matching"
SOLVE_COMPONENT = "matching.solve_component"
RECOVER_RUNS = "matching.recover_runs"
MARK_HEARTBEAT = "matching.mark_heartbeat"
logger = logging.getLogger(__name__)


def enqueue_run(run_id: int) -> None:
    """Ask a worker to take up a run once the present transaction is committed.

    A queue that does not answer is logged and nothing else: the sweep finds the run.
    """
    transaction.on_commit(lambda: _send(RUN_MATCHING, run_id=run_id))


def enqueue_components(run_id: int, numbers: Sequence[int]) -> None:
    """Ask workers to help with pieces of a run once the present transaction is committed.

    When the queue does not answer, the rest is not asked for: the run's own worker computes what nobody took.
    """
    transaction.on_commit(lambda: _send_each(run_id, numbers))


def _send_each(run_id: int, numbers: Sequence[int]) -> None:
    for number in numbers:
        if not _send(SOLVE_COMPONENT, run_id=run_id, number=number):
            return


def _send(task: str, *, run_id: int, **arguments: int) -> bool:
    try:
        current_app.send_task(task, kwargs={"run_id": run_id, **arguments}, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("run %s waits for the sweep: the queue gave %s", run_id, type(error).__name__)
        return False
    return True
