"""What the page of a spreadsheet shows: counts, and the rows of one kind with what each would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from programmes.domain.export import log_reads
from programmes.domain.sheets import columns, queries
from programmes.domain.sheets.rows import SheetKind
from programmes.models import RowKind, Sheet, SheetRow
from programmes.pages.doors import PageRequest
from programmes.states import AT_WORK, SheetState

PAGE_SIZE = 25
TABS = (RowKind.WRONG, RowKind.CHANGED, RowKind.NEW, RowKind.SAME)


@dataclass(frozen=True)
class ShownRow:
    """A row on the page, with words for its columns."""

    row: SheetRow
    differences: Sequence[tuple[str, str, str]]
    values: Sequence[tuple[str, str]]
    problems: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Shown:
    """What the pages below a table ask."""

    page: Any
    total: int


def context_of(request: PageRequest, sheet: Sheet, kind: SheetKind) -> dict[str, Any]:
    """Give what the template shows; a look at families is written down."""
    counts = {name: sheet.counts.get(name, 0) for name in RowKind.values}
    counts["back"] = sum(counts[name] for name in queries.RETURNED)
    context: dict[str, Any] = {
        "sheet": sheet,
        "counts": counts,
        "is_at_work": sheet.state in AT_WORK,
        "is_applied": sheet.state == SheetState.APPLIED,
        "to_process": counts[RowKind.NEW] + counts[RowKind.CHANGED],
    }
    if sheet.state not in {SheetState.COMPARED, SheetState.APPLIED} or sheet.emptied_at:
        return context
    chosen = _tab(request, counts)
    page = Paginator(queries.rows_of(sheet, chosen), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [_row(row, sheet, kind) for row in _with_cells(sheet, list(page))]
    if kind.subject:
        targets = {row.row.target for row in rows if row.row.target is not None and row.differences}
        log_reads(kind.subject, targets, by=request.actor, action="read", now=timezone.now())
    tabs = [(name, RowKind(name).label, counts["back" if name == "wrong" else name]) for name in TABS]
    listing = Shown(page, page.paginator.count)
    return context | {"tabs": tabs, "tab": chosen, "rows": rows, "listing": listing}


def sample_of(sheet: Sheet) -> list[str]:
    """Give the cells of the first row, by which a person recognises a column."""
    return sheet.rows.order_by("number").values_list("cells", flat=True).first() or []


def _tab(request: PageRequest, counts: dict[str, int]) -> str:
    asked = request.GET.get("soort", "")
    if asked in TABS:
        return asked
    order = (RowKind.CHANGED, RowKind.NEW, RowKind.WRONG, RowKind.SAME)
    return next((kind for kind in order if counts["back" if kind == RowKind.WRONG else kind]), RowKind.NEW)


def _with_cells(sheet: Sheet, rows: list[SheetRow]) -> list[SheetRow]:
    cells = dict(sheet.rows.filter(pk__in=[row.pk for row in rows]).values_list("pk", "cells"))
    for row in rows:
        row.cells = cells[row.pk]
    return rows


def _row(row: SheetRow, sheet: Sheet, kind: SheetKind) -> ShownRow:
    filled = columns.filled(row.cells, sheet.columns)
    return ShownRow(
        row=row,
        differences=[(kind.label_of(name), old, new) for name, old, new in row.differences],
        values=[(str(column.label), filled[column.name]) for column in kind.columns if column.name in filled],
        problems=[(kind.label_of(name), sentence) for name, sentence in row.problems],
    )
