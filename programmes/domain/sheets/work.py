"""What a worker does with a spreadsheet: read it, compare it, process it; each step safe to begin again."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _

from programmes.domain.clock import database_now
from programmes.domain.lifecycle import move
from programmes.domain.places import remembered
from programmes.domain.refusal import InvalidInput
from programmes.domain.sheets import columns, reading
from programmes.domain.sheets.rows import Outlook, Problem, SheetKind, Values
from programmes.models import RowKind, Sheet, SheetRow
from programmes.states import AT_WORK, SheetState

PIECE = 250
FILE = "*"
"""The column of what is odd about a row as it stands in the file; it stays when rows are compared anew."""
_RESULT = ("kind", "title", "target", "version", "differences", "problems")


class _StoppedError(Exception):
    """Somebody stopped the file, or another worker has it."""


def carry_on(*, sheet_id: int, kind: SheetKind) -> None:
    """Do the step that a file waits for. A second worker with the same file does nothing."""
    sheet = _take_up(sheet_id)
    if sheet is None:
        return
    reader = sheet.uploaded_by.language if sheet.uploaded_by else settings.LANGUAGE_CODE
    with translation.override(reader), remembered():
        try:
            _STEPS[SheetState(sheet.state)](sheet, kind)
        except InvalidInput as refused:
            _fail(sheet, " ".join(str(text) for texts in refused.errors.values() for text in texts))
        except _StoppedError:
            return


def _take_up(sheet_id: int) -> Sheet | None:
    is_free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    with transaction.atomic(durable=True):
        waiting = Sheet.objects.filter(is_free, pk=sheet_id, state__in=AT_WORK).defer("content")
        sheet = waiting.select_for_update(of=("self",), skip_locked=True).first()
        if sheet is not None:
            is_last = sheet.state == SheetState.CONFIRMED
            seconds = settings.SHEET_STEP_SECONDS if is_last else settings.SHEET_LEASE_SECONDS
            sheet.lease_until = database_now() + timedelta(seconds=seconds)
            sheet.attempts += 1
            sheet.save(update_fields=["lease_until", "attempts"])
    return sheet


def _read(sheet: Sheet, kind: SheetKind) -> None:
    deadline = _deadline()
    sheet.rows.all().delete()
    file = reading.read(bytes(sheet.content))
    done = 0
    while piece := list(islice(file.rows, PIECE)):
        deadline()
        done += len(piece)
        with transaction.atomic(durable=True):
            _beat(sheet, done=done, total=done)
            SheetRow.objects.bulk_create(
                SheetRow(
                    sheet=sheet,
                    number=row.number,
                    cells=row.cells,
                    problems=[[FILE, sentence] for sentence in row.problems],
                )
                for row in piece
            )
    _end_step(
        sheet,
        to=SheetState.READ,
        headings=file.headings,
        formulas=file.formulas,
        columns=columns.guess(file.headings, kind.columns),
        # The rows hold it all; the hash tells which file it was.
        content=b"",
    )


def _compare(sheet: Sheet, kind: SheetKind) -> None:
    deadline = _deadline()
    comparison = kind.compare(sheet, database_now())
    done = 0
    for piece in pieces_of(sheet):
        deadline()
        with transaction.atomic(durable=True):
            done += len(piece)
            _beat(sheet, done=done, total=sheet.total)
            told = comparison.compare([(row.number, _values(row, sheet)) for row in piece])
            for row, outlook in zip(piece, told, strict=True):
                _write(row, outlook)
            # As one statement: many times as fast as an update of so many fields.
            SheetRow.objects.bulk_create(
                piece, update_conflicts=True, unique_fields=["id"], update_fields=_RESULT
            )
    _end_step(sheet, to=SheetState.COMPARED, fingerprint=fingerprint_of(sheet), counts=_counts(sheet))


def _apply(sheet: Sheet, kind: SheetKind) -> None:
    deadline = _deadline()
    now = database_now()
    with transaction.atomic(durable=True):
        Sheet.objects.select_for_update(of=("self",)).only("pk").get(pk=sheet.pk, state=SheetState.CONFIRMED)
        if fingerprint_of(sheet) != sheet.fingerprint:
            raise InvalidInput({"": [_("The preview changed in the meantime. Look at it again.")]})
        left = kind.apply(sheet, _to_apply(sheet, deadline), now)
        rows = list(sheet.rows.filter(number__in=left))
        for row in rows:
            row.kind = RowKind.LEFT
            row.problems = [[problem.column, problem.sentence] for problem in left[row.number]]
        SheetRow.objects.bulk_update(rows, ["kind", "problems"], batch_size=PIECE)
        _move_on(sheet, to=SheetState.APPLIED, counts=_counts(sheet))


def _to_apply(sheet: Sheet, deadline: Callable[[], None]) -> Iterator[tuple[SheetRow, Values]]:
    rows = sheet.rows.filter(kind__in=(RowKind.NEW, RowKind.CHANGED))
    for row in rows.order_by("number").iterator(chunk_size=PIECE):
        deadline()
        yield row, columns.filled(row.cells, sheet.columns)


def pieces_of(sheet: Sheet) -> Iterator[list[SheetRow]]:
    """Give the rows of a file in pieces, in their order."""
    last = 0
    while piece := list(sheet.rows.filter(number__gt=last).order_by("number")[:PIECE]):
        last = piece[-1].number
        yield piece


def fingerprint_of(sheet: Sheet) -> str:
    """Hash a preview: the file, the matched columns, and what each row would do to which version."""
    sign = hashlib.sha256(f"{sheet.sha256} {sorted(sheet.columns.items())}".encode())
    rows = sheet.rows.order_by("number").values_list("number", "kind", "target", "version")
    for row in rows.iterator(chunk_size=5_000):
        sign.update(repr(row).encode())
    return sign.hexdigest()


def _values(row: SheetRow, sheet: Sheet) -> Values:
    is_odd = any(column == FILE for column, _sentence in row.problems)
    return {} if is_odd else columns.filled(row.cells, sheet.columns)


def _write(row: SheetRow, outlook: Outlook) -> None:
    odd = [problem for problem in row.problems if problem[0] == FILE]
    told: Sequence[Problem] = () if odd else outlook.problems
    row.kind = RowKind.WRONG if odd else outlook.kind
    row.title = outlook.title[:250]
    row.target, row.version = outlook.target, outlook.version
    row.differences = [[item.column, item.old, item.new] for item in outlook.differences]
    row.problems = odd + [[problem.column, problem.sentence] for problem in told]


def _counts(sheet: Sheet) -> dict[str, int]:
    return dict(sheet.rows.order_by().values_list("kind").annotate(Count("pk")))


def _deadline() -> Callable[[], None]:
    """Make the check that refuses to go on when the step takes too long."""
    ends = time.monotonic() + settings.SHEET_STEP_SECONDS

    def check() -> None:
        if time.monotonic() > ends:
            raise InvalidInput({"file": [_("This file takes too long. Divide it into smaller files.")]})

    return check


def _beat(sheet: Sheet, *, done: int, total: int) -> None:
    until = database_now() + timedelta(seconds=settings.SHEET_LEASE_SECONDS)
    mine = Sheet.objects.filter(pk=sheet.pk, state=sheet.state, lease_until=sheet.lease_until)
    if not mine.update(done=done, total=total, lease_until=until):
        raise _StoppedError
    sheet.lease_until, sheet.done, sheet.total = until, done, total


def _end_step(sheet: Sheet, *, to: SheetState, **changes: Any) -> None:
    with transaction.atomic(durable=True):
        _beat(sheet, done=sheet.done, total=sheet.total)
        _move_on(sheet, to=to, **changes)


def _move_on(sheet: Sheet, *, to: SheetState, **changes: Any) -> None:
    move(sheet, to=to, by=sheet.applied_by, now=database_now(), lease_until=None, attempts=0, **changes)


def _fail(sheet: Sheet, sentence: str) -> None:
    with transaction.atomic(durable=True):
        state = Sheet.objects.values_list("state", flat=True).get(pk=sheet.pk)
        if state == sheet.state:
            _move_on(sheet, to=SheetState.FAILED, failure=sentence[:500], content=b"")
            sheet.rows.all().delete()


_STEPS: dict[SheetState, Callable[[Sheet, SheetKind], None]] = {
    SheetState.UPLOADED: _read,
    SheetState.MATCHED: _compare,
    SheetState.CONFIRMED: _apply,
}
