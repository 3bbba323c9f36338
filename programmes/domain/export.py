"""A table as a file for a spreadsheet: Excel or CSV, in which no cell is ever a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import IO, TypeAlias, cast

from django.db import transaction
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.timezone import localdate
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from programmes.domain.access import Actor
from programmes.models import AccessLog

Number: TypeAlias = int | float | date
Value: TypeAlias = str | Number | Promise | None

IN_MEMORY = 2_000_000
LOGGED_AT_ONCE = 1_000
LONGEST_TEXT = 32_767  # what a cell of Excel holds
LONGEST_TITLE = 31
WIDTH = 18
# Spreadsheets calculate what begins with one of these, also in its full-width form.
STARTS_A_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


class Kind(StrEnum):
    """Which file."""

    XLSX = "xlsx"
    CSV = "csv"

    @property
    def content_type(self) -> str:
        """The type under which a browser receives it."""
        excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return excel if self is Kind.XLSX else "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Row:
    """One line of the file, and the family it tells of, if it tells of one."""

    values: Sequence[Value]
    family: int | None = None


def spreadsheet(
    *, title: str, columns: Sequence[str | Promise], rows: Iterable[Sequence[Value]], kind: Kind
) -> IO[bytes]:
    """Write rows into a file, one at a time.

    Parameters
    ----------
    title
        Name of the sheet; a CSV has none.
    columns
        Titles of the first line.
    rows
        Texts, numbers and days. Text stays text, whatever it begins with.

    Returns
    -------
    IO[bytes]
        Open, at its beginning; what is large lies on the disk. Closing it removes it.
    """
    write = _write_excel if kind is Kind.XLSX else _write_csv
    with ExitStack() as on_failure:
        file = cast("IO[bytes]", on_failure.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY)))
        write(file, title, [str(column) for column in columns], rows)
        file.seek(0)
        on_failure.pop_all()
        return file


def export(
    *,
    title: str,
    columns: Sequence[str | Promise],
    rows: Iterable[Row],
    kind: Kind,
    by: Actor,
    now: datetime,
) -> IO[bytes]:
    """Write rows into a file, and write down of each family in it that this person took it along.

    Returns
    -------
    IO[bytes]
        As of `spreadsheet`; the file is not handed out when the log could not be written.
    """
    families: set[int] = set()

    def noted() -> Iterator[Sequence[Value]]:
        for row in rows:
            if row.family is not None:
                families.add(row.family)
            yield row.values

    with ExitStack() as on_failure:
        with transaction.atomic(durable=True):
            file = spreadsheet(title=title, columns=columns, rows=noted(), kind=kind)
            on_failure.enter_context(file)
            log_reads("families.family", families, by=by, action="export", now=now)
        on_failure.pop_all()
        return file


def log_reads(
    subject: str | type[Model], ids: Iterable[int], *, by: Actor, action: str, now: datetime
) -> None:
    """Write down that a person looked at many records at once.

    Parameters
    ----------
    subject
        The kind of record: a model, or its label such as ``families.family``.
    """
    label = subject if isinstance(subject, str) else subject._meta.label_lower
    AccessLog.objects.bulk_create(
        (
            AccessLog(subject=label, subject_id=pk, action=action, by=by.user, client=by.client, at=now)
            for pk in sorted(ids)
        ),
        batch_size=LOGGED_AT_ONCE,
    )


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if STARTS_A_FORMULA.match(text) else text


def _write_csv(file: IO[bytes], _title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    # Excel takes a CSV for UTF-8 only with the mark in front, and splits at semicolons in Dutch.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([harmless(column) for column in columns])
    writer.writerows([_plain(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def _plain(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{_day(value):%d-%m-%Y}"
    if isinstance(value, int | float):
        return value
    return harmless(str(value).replace("\0", ""))


def _day(value: Number) -> Number:
    return localdate(value) if isinstance(value, datetime) else value


def _write_excel(
    file: IO[bytes], title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    book = Workbook(write_only=True)
    sheet = cast("Worksheet", book.create_sheet(NOT_IN_A_TITLE.sub(" ", title)[:LONGEST_TITLE]))
    sheet.freeze_panes = "A2"
    for number in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([_cell(sheet, column, is_title=True) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(file)


def _cell(sheet: Worksheet, value: Value, *, is_title: bool = False) -> Cell | None:
    if value is None or value == "":
        return None
    if isinstance(value, int | float | date):
        cell = WriteOnlyCell(sheet)
        cell.value = _day(value)
        cell.number_format = "DD-MM-YYYY" if isinstance(value, date) else "General"
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST_TEXT]
    cell = WriteOnlyCell(sheet, value=text)
    # The library takes = for a formula; as a string with the mark for text it stays what it is.
    cell.data_type = "s"
    cell.quotePrefix = bool(STARTS_A_FORMULA.match(text))
    if is_title:
        cell.font = Font(bold=True)
    return cell
