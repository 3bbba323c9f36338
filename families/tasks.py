"""Tasks of the families' register: numbers in, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from families.domain import looking_again, referral_drafts
from families.domain.sheet import FAMILY_SHEETS
from programmes.domain.sheets import sweep, work


@shared_task(name="families.read_sheet")
def read_sheet(*, sheet_id: int) -> None:
    """Do the step that a spreadsheet waits for."""
    work.carry_on(sheet_id=sheet_id, kind=FAMILY_SHEETS)


@shared_task(name="families.recover_sheets")
def recover_sheets() -> None:
    """Find spreadsheets that lost their worker, and erase those of more than a day ago."""
    sweep.recover(kind=FAMILY_SHEETS, now=timezone.now())
    sweep.forget(kind=FAMILY_SHEETS, now=timezone.now())


@shared_task(name="families.look_again")
def look_again() -> None:
    """Bring back the families whose time on hold is over."""
    looking_again.wake_due(now=timezone.now())


@shared_task(name="families.forget_drafts")
def forget_drafts() -> None:
    """Erase registrations that were not sent, a month after they were last saved."""
    referral_drafts.forget_old(now=timezone.now())
