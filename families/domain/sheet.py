"""Families in a spreadsheet: each row laid beside the register, and written as it was seen."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import connection
from django.utils.translation import gettext as _

from families.dispatch import enqueue_sheet
from families.domain.sheet_columns import COLUMNS, NUMBER
from families.domain.sheet_drafts import Draft, FamilyComparison
from families.domain.sheet_writing import write_changed, write_new
from programmes.domain.sheets.rows import Applied, Problem, SheetKind, Values
from programmes.models import Register, RowKind, Sheet, SheetRow

PIECE = 250
SHEETS_LOCK = 0x646C_0006


def apply(sheet: Sheet, rows: Iterable[tuple[SheetRow, Values]], now: datetime) -> Applied:
    """Write new and changed families; a step of a use case that opened the transaction.

    Each row is compared once more: what is not as it was seen is left as it was.
    """
    _one_at_a_time(sheet.region_id)
    comparison = FamilyComparison(sheet, now, locks=True)
    left: dict[int, Sequence[Problem]] = {}
    new: list[Draft] = []
    for piece in _pieces(iter(rows)):
        drafts = comparison.drafts([(row.number, values) for row, values in piece])
        for (row, _values), draft in zip(piece, drafts, strict=True):
            if (found := draft.outlook).kind != row.kind or found.version != row.version:
                left[row.number] = found.problems or [
                    Problem("", _("This changed in the meantime. Look again."))
                ]
            elif found.kind == RowKind.NEW:
                new.append(draft)
            else:
                write_changed(draft, by=sheet.applied_by, now=now)
    write_new(new, by=sheet.applied_by, now=now)
    return left


def _pieces(rows: Iterator[tuple[SheetRow, Values]]) -> Iterator[list[tuple[SheetRow, Values]]]:
    while piece := list(islice(rows, PIECE)):
        yield piece


def _one_at_a_time(region_id: int) -> None:
    """Wait for another file of this municipality: of two with the same families, one is new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SHEETS_LOCK, region_id])


FAMILY_SHEETS = SheetKind(
    register=Register.FAMILIES,
    columns=COLUMNS,
    key=NUMBER,
    compare=FamilyComparison,
    apply=apply,
    enqueue=enqueue_sheet,
    subject="families.family",
)
