"""Rows of an Excel workbook: values only, a row at a time, never more than was promised."""

import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from programmes.domain.sheets.accepting import MOST_UNPACKED, refused

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

LAST_ROW = 1_048_576
_PIECE = 1 << 16
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(rb"<f[ >/]")
_OVERLAP = 16
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    SyntaxError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)
"""What the readers of zips and workbooks raise on a broken one; defusedxml raises a ValueError."""


def formulas_in(content: bytes) -> int:
    """Count the cells with a formula, while looking at every part before it is understood.

    Raises
    ------
    InvalidInput
        When a part declares entities, is written in a wide alphabet, or unpacks to more than it said.
    """
    found = unpacked = 0
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for part in archive.infolist():
                is_sheet = part.filename.startswith("xl/worksheets/sheet")
                for piece in _pieces(archive, part):
                    unpacked += len(piece)
                    if unpacked > 2 * MOST_UNPACKED or _DECLARATION.search(piece) or piece[:1] in b"\xff\xfe":
                        raise refused(_("This file holds more than a table. Save only the table as .csv."))
                    found += len(_FORMULA.findall(piece[:-_OVERLAP])) if is_sheet else 0
    except _BROKEN:
        raise _damaged() from None
    return found


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack an XML part piece by piece; each begins with the end of the one before."""
    if not part.filename.endswith((".xml", ".rels")):
        return
    with archive.open(part) as file:
        tail = b""
        while read := file.read(_PIECE):
            yield tail + read
            tail = read[-_OVERLAP:]


def rows_of(content: bytes, *, most_columns: int) -> Iterator[list[str]]:
    """Give the rows of the first sheet that shows and holds something, cells as text; an empty row is empty.

    Raises
    ------
    InvalidInput
        When the workbook cannot be read.
    """
    try:
        with warnings.catch_warnings():
            # A wrong date or an unknown extension is the row's matter, or nobody's.
            warnings.simplefilter("ignore")
            yield from _rows(content, most_columns)
    except _BROKEN:
        raise _damaged() from None


def _rows(content: bytes, most_columns: int) -> Iterator[list[str]]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        filled = next((sheet for sheet in shown if any(_rows_on(sheet, most_columns))), None)
        if filled is not None:
            yield from _rows_on(filled, most_columns)
    finally:
        book.close()


def _rows_on(sheet: "ReadOnlyWorksheet", most_columns: int) -> Iterator[list[str]]:
    # What a sheet says about its own size is not to be trusted.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(  # type: ignore[misc] # the stubs take it for a sheet that is written - it is read
        max_col=most_columns + 1, values_only=True
    )
    return (_trimmed([text_of(value) for value in row]) for row in islice(rows, LAST_ROW))


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def text_of(value: object) -> str:
    """Write a cell as text: a day as 2026-11-23, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _damaged() -> Exception:
    return refused(_("This file is damaged. Open it in Excel, save it again and try once more."))
