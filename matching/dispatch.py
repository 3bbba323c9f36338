"""Names of matching's tasks, and how they get on the queue: by number, after the commit."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

RUN_MATCHING = "matching.run_matching"
RECOVER_RUNS = "matching.recover_runs"
MARK_HEARTBEAT = "matching.mark_heartbeat"
logger = logging.getLogger(__name__)


def enqueue_run(run_id: int) -> None:
    """Ask a worker to take up a run once the present transaction is committed.

    A queue that does not answer is logged and nothing else: the sweep finds the run.
    """
    transaction.on_commit(lambda: _send(run_id))


def _send(run_id: int) -> None:
    try:
        current_app.send_task(RUN_MATCHING, kwargs={"run_id": run_id}, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("run %s waits for the sweep: the queue gave %s", run_id, type(error).__name__)
