"""Spreadsheets for tests: files as Excel and CSV make them, and files that harm."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook

from programmes.domain.sheets import receiving, work
from programmes.domain.sheets.rows import SheetKind
from programmes.models import Region, Sheet, User
from tests.factories.moments import NOW

Table = Iterable[Sequence[object]]


def excel(rows: Table) -> bytes:
    """A workbook as Excel saves it: texts are texts, whatever they begin with."""
    book = Workbook()
    page = book.worksheets[0]
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            cell = page.cell(row, column)
            cell.value = value  # type: ignore[assignment] # what people put in - of any kind
            if isinstance(value, str):
                cell.data_type = "s"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_formula(formula: str) -> bytes:
    """A workbook of one column with a formula below its heading."""
    book = Workbook()
    page = book.worksheets[0]
    page["A1"], page["A2"] = "Aantal", formula
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def delimited(rows: Table, *, separator: str = ";", coding: str = "utf-8") -> bytes:
    """A CSV file."""
    lines = (separator.join(f'"{cell}"' for cell in row) for row in rows)
    return "\r\n".join(lines).encode(coding)


def repacked(content: bytes, **parts: bytes) -> bytes:
    """A workbook with parts replaced; ``__`` in a name stands for ``/``."""
    changed = {f"{name.replace('__', '/')}.xml": part for name, part in parts.items()}
    kept = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in {*source.namelist(), *changed}:
            target.writestr(name, changed[name] if name in changed else source.read(name))
    return kept.getvalue()


def received(
    content: bytes, *, kind: SheetKind, region: Region, by: User, name: str = "families.xlsx"
) -> Sheet:
    """A file that was handed over and read by a worker."""
    sheet = receiving.receive(kind=kind, region=region, name=name, content=content, by=by, now=NOW)
    return carried_on(sheet, kind)


def compared(content: bytes, *, kind: SheetKind, region: Region, by: User) -> Sheet:
    """A file whose rows lie beside the register, with the columns as they were guessed."""
    sheet = received(content, kind=kind, region=region, by=by)
    assert sheet.failure == ""
    receiving.match_columns(sheet=sheet, kind=kind, chosen=sheet.columns, by=by, now=NOW)
    return carried_on(sheet, kind)


def applied(sheet: Sheet, *, kind: SheetKind, by: User) -> Sheet:
    """A file that was processed as it was seen."""
    receiving.confirm(sheet=sheet, kind=kind, seen=sheet.fingerprint, by=by, now=NOW)
    return carried_on(sheet, kind)


def carried_on(sheet: Sheet, kind: SheetKind) -> Sheet:
    """A file after a worker did the step that it waited for."""
    work.carry_on(sheet_id=sheet.pk, kind=kind)
    return Sheet.objects.get(pk=sheet.pk)
