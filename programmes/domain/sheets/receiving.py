"""What a person does with a spreadsheet: hand it over, match its columns, have it processed, or stop."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import PureWindowsPath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.domain.lifecycle import move
from programmes.domain.refusal import Refusal
from programmes.domain.sheets import columns
from programmes.domain.sheets.accepting import kind_of
from programmes.domain.sheets.rows import SheetKind
from programmes.models import Region, Sheet, User
from programmes.states import SheetState

LONGEST_NAME = 200
_AN_HOUR = timedelta(hours=1)


def receive(*, kind: SheetKind, region: Region, name: str, content: bytes, by: User, now: datetime) -> Sheet:
    """Keep a file and have a worker read it.

    Raises
    ------
    InvalidInput
        On ``file``: empty, too large, or no spreadsheet.
    Refusal
        ``too-many-sheets``: this person handed over enough files in the past hour.
    """
    kind_of(content)
    with transaction.atomic(durable=True):
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        if (
            Sheet.objects.filter(uploaded_by=by, uploaded_at__gt=now - _AN_HOUR).count()
            >= settings.SHEETS_PER_HOUR
        ):
            raise Refusal(
                "too-many-sheets",
                _("Wait a while: you have read in %(most)s files in the past hour.")
                % {"most": settings.SHEETS_PER_HOUR},
                field="file",
            )
        sheet = Sheet.objects.create(
            register=kind.register,
            region=region,
            uploaded_by=by,
            uploaded_at=now,
            asked_at=now,
            name=_tidy(name),
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        kind.enqueue(sheet.pk)
        return sheet


def match_columns(
    *, sheet: Sheet, kind: SheetKind, chosen: Mapping[str, int], by: User, now: datetime
) -> None:
    """Say which column of the file is which, and have a worker compare the rows with the register.

    Raises
    ------
    InvalidInput
        By column: a needed one lacks, or a place is used twice.
    MoveNotAllowedError
        When the file is not at this step any more.
    """
    known = columns.check(chosen, columns=kind.columns, width=len(sheet.headings), key=kind.key)
    with transaction.atomic(durable=True):
        _move_on(sheet, to=SheetState.MATCHED, by=by, now=now, columns=known, done=0, fingerprint="")
        kind.enqueue(sheet.pk)


def confirm(*, sheet: Sheet, kind: SheetKind, seen: str, by: User, now: datetime) -> None:
    """Have a worker process exactly the preview that was seen.

    Parameters
    ----------
    seen
        Fingerprint of the preview that stood on the page.

    Raises
    ------
    Refusal
        ``already-processed`` a second time; ``other-preview`` when the preview is another by now.
    """
    state = Sheet.objects.values_list("state", flat=True).get(pk=sheet.pk)
    if state in {SheetState.CONFIRMED, SheetState.APPLIED}:
        raise Refusal("already-processed", _("This file was processed already. Nothing was done twice."))
    with transaction.atomic(durable=True):
        kept = Sheet.objects.select_for_update(of=("self",)).only("fingerprint").get(pk=sheet.pk)
        if not seen or kept.fingerprint != seen:
            raise Refusal(
                "other-preview",
                _("The preview changed in the meantime. Look at it again before you process it."),
            )
        _move_on(sheet, to=SheetState.CONFIRMED, by=by, now=now, applied_by=by)
        kind.enqueue(sheet.pk)


def stop(*, sheet: Sheet, by: User, now: datetime) -> None:
    """Give up a file; nothing of it comes into the register.

    Raises
    ------
    MoveNotAllowedError
        When it is being processed, or ended already.
    """
    with transaction.atomic(durable=True):
        move(sheet, to=SheetState.STOPPED, by=by, now=now, content=b"", lease_until=None)
        sheet.rows.all().delete()


def _move_on(sheet: Sheet, *, to: SheetState, by: User, now: datetime, **changes: Any) -> None:
    move(sheet, to=to, by=by, now=now, asked_at=now, attempts=0, lease_until=None, **changes)


def _tidy(name: str) -> str:
    """Keep the last part of a file's name, without what is not seen."""
    shown = "".join(character for character in PureWindowsPath(name).name if character.isprintable())
    return shown[-LONGEST_NAME:]
