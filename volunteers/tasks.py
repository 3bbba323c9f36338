"""Tasks of the volunteers' register: numbers in, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from programmes.domain.sheets import sweep, work
from volunteers.domain import renewal_mails, resting, unconfirmed
from volunteers.domain.sheet import VOLUNTEER_SHEETS


@shared_task(name="volunteers.read_sheet")
def read_sheet(*, sheet_id: int) -> None:
    """Do the step that a spreadsheet waits for."""
    work.carry_on(sheet_id=sheet_id, kind=VOLUNTEER_SHEETS)


@shared_task(name="volunteers.recover_sheets")
def recover_sheets() -> None:
    """Find spreadsheets that lost their worker, and erase those of more than a day ago."""
    sweep.recover(kind=VOLUNTEER_SHEETS, now=timezone.now())
    sweep.forget(kind=VOLUNTEER_SHEETS, now=timezone.now())


@shared_task(name="volunteers.tidy")
def tidy() -> None:
    """End rests whose last day has passed; erase sign-ups nobody confirmed, and drafts nobody sent."""
    resting.wake_due(now=timezone.now())
    unconfirmed.erase_due(now=timezone.now())
    unconfirmed.drop_drafts(now=timezone.now())


@shared_task(name="volunteers.remind")
def remind() -> None:
    """Remind of a sign-up that is not confirmed, and of a certificate or training that ends."""
    unconfirmed.remind_due(now=timezone.now())
    renewal_mails.remind_due(now=timezone.now())
