"""Name of the volunteers' task for spreadsheets, and how it is queued: by number, after the commit."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

READ_SHEET = "volunteers.read_sheet"
logger = logging.getLogger(__name__)


def enqueue_sheet(sheet_id: int) -> None:
    """Ask a worker to go on with a spreadsheet once the present transaction is committed.

    A queue that does not answer is logged and nothing else: the sweep finds the sheet.
    """
    transaction.on_commit(lambda: _send(sheet_id))


def _send(sheet_id: int) -> None:
    try:
        current_app.send_task(READ_SHEET, kwargs={"sheet_id": sheet_id}, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("sheet %s waits for the sweep: the queue gave %s", sheet_id, type(error).__name__)
