"""The rows that were not taken in, as a file with the reason in the last column; an example to begin with."""

from typing import IO

from django.utils.translation import gettext as _

from programmes.domain.export import Kind, spreadsheet
from programmes.domain.sheets.queries import RETURNED
from programmes.domain.sheets.rows import SheetKind
from programmes.models import Sheet, SheetRow


def wrong_rows(sheet: Sheet, kind: SheetKind) -> IO[bytes]:
    """Give the rows as they stood in the file, each with why it was not taken in."""
    rows = sheet.rows.filter(kind__in=RETURNED).order_by("number").iterator(chunk_size=1_000)
    return spreadsheet(
        title=_("Not taken in"),
        columns=[*sheet.headings, _("Reason")],
        rows=([*row.cells, reason_of(row, kind)] for row in rows),
        kind=Kind.XLSX,
    )


def example(kind: SheetKind) -> IO[bytes]:
    """Give a file with all headings and one line that shows how to write each."""
    return spreadsheet(
        title=_("Example"),
        columns=[column.label for column in kind.columns],
        rows=[[column.example for column in kind.columns]],
        kind=Kind.XLSX,
    )


def reason_of(row: SheetRow, kind: SheetKind) -> str:
    """Write why a row was not taken in, on one line."""
    named = ((kind.label_of(column), sentence) for column, sentence in row.problems)
    return " ".join(f"{label}: {sentence}" if label else sentence for label, sentence in named)
