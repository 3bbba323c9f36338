"""No spreadsheet is forgotten, and none is kept: steps that lost their worker are asked for again."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from programmes.domain.lifecycle import can_move, move
from programmes.domain.sheets.rows import SheetKind
from programmes.models import Sheet, SheetRow
from programmes.states import AT_WORK, SheetState

PATIENCE = timedelta(seconds=30)


def recover(*, kind: SheetKind, now: datetime) -> list[int]:
    """Ask a worker again for files that wait or lost their worker; end those tried often enough.

    Returns
    -------
    list of int
        Numbers of the records that were asked for again.
    """
    with transaction.atomic(durable=True):
        found = list(_abandoned(kind, now))
        for sheet in found:
            if sheet.attempts >= settings.SHEET_ATTEMPTS:
                _give_up(sheet, now)
        again = [sheet.pk for sheet in found if sheet.attempts < settings.SHEET_ATTEMPTS]
        for sheet_id in again:
            kind.enqueue(sheet_id)
    return again


def forget(*, kind: SheetKind, now: datetime) -> int:
    """Erase what stood in files of more than a day ago; who read them in, when and how many rows stays."""
    old = now - timedelta(hours=settings.SHEET_KEPT_HOURS)
    with transaction.atomic(durable=True):
        rows = Sheet.objects.filter(register=kind.register, uploaded_at__lt=old, emptied_at__isnull=True)
        found = list(_locked(rows.exclude(state=SheetState.CONFIRMED)))
        for sheet in found:
            if can_move(sheet, to=SheetState.STOPPED):
                move(sheet, to=SheetState.STOPPED, by=None, now=now, reason="expired")
        ids = [sheet.pk for sheet in found]
        SheetRow.objects.filter(sheet__in=ids).delete()
        Sheet.objects.filter(pk__in=ids).update(content=b"", headings=[], name="", emptied_at=now)
    return len(ids)


def _abandoned(kind: SheetKind, now: datetime) -> QuerySet[Sheet]:
    not_taken_up = Q(lease_until__isnull=True, asked_at__lt=now - PATIENCE)
    lost = Q(lease_until__lt=now)
    return _locked(Sheet.objects.filter(not_taken_up | lost, register=kind.register, state__in=AT_WORK))


def _locked(rows: QuerySet[Sheet]) -> QuerySet[Sheet]:
    return rows.defer("content").select_for_update(of=("self",), skip_locked=True).order_by("pk")


def _give_up(sheet: Sheet, now: datetime) -> None:
    reader = sheet.uploaded_by.language if sheet.uploaded_by else settings.LANGUAGE_CODE
    with translation.override(reader):
        sentence = _("Reading broke off several times. Try a smaller file, or save it as .csv.")
    move(sheet, to=SheetState.FAILED, by=None, now=now, failure=sentence, content=b"", lease_until=None)
    sheet.rows.all().delete()
