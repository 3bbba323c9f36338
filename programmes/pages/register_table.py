"""A register that an app declares once: shown as a page, and handed out as a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timezone import localdate

from programmes.domain import views
from programmes.domain.export import Row, Value, export
from programmes.models import Register
from programmes.pages.doors import PageRequest
from programmes.pages.downloads import file_answer, kind_of
from programmes.pages.filters import AnyFilter
from programmes.pages.listing import Listing, address, listing, narrowed_by, sort_of, sorted_by

CHUNK = 2_000
LONGEST_SEARCH = 100
Record = TypeVar("Record", bound=Model)


@dataclass(frozen=True)
class Column(Generic[Record]):
    """One column: what a file holds of a record, and what the page shows.

    ``template`` draws the cell from ``row`` and ``detail``; without it the value stands there.
    """

    key: str
    title: str | Promise
    value: Callable[[Record], Value]
    sort: Sequence[str] = ()
    template: str = ""
    detail: Callable[[Record], object] | None = None
    is_shown: bool = True
    is_number: bool = False


@dataclass(frozen=True)
class NamedQuery:
    """A view under a name; ``pk`` when a person made it."""

    name: str | Promise
    query: str
    pk: int | None = None


@dataclass(frozen=True)
class Table(Generic[Record]):
    """A register. Its first column opens the record and is always there.

    ``family`` names the family that a row tells of, for the log of a file; ``prepare`` looks up
    what columns need beside the records, for many at once.
    """

    register: Register
    rows: QuerySet[Record]
    search: Callable[[QuerySet[Record], str], QuerySet[Record]]
    columns: Sequence[Column[Record]]
    filters: Sequence[AnyFilter]
    order: str
    opens: str
    exports: str
    file_name: str
    built_in: Sequence[NamedQuery] = ()
    family: Callable[[Record], int | None] = lambda _record: None
    prepare: Callable[[Sequence[Record]], None] = lambda _records: None

    @property
    def sorts(self) -> dict[str, Sequence[str]]:
        """What can be sorted by."""
        return {column.key: column.sort for column in self.columns if column.sort}


@dataclass(frozen=True)
class Cell(Generic[Record]):
    """What stands where a row and a column meet."""

    row: Record
    column: Column[Record]

    @property
    def text(self) -> object:
        """The value as it is written on a page."""
        value = self.column.value(self.row)
        if isinstance(value, datetime):
            value = localdate(value)
        return f"{value:%d-%m-%Y}" if isinstance(value, date) else "" if value is None else value

    @property
    def detail(self) -> object:
        """What the template of the column needs beside the record."""
        return self.column.detail(self.row) if self.column.detail else None


@dataclass(frozen=True)
class Heading(Generic[Record]):
    """The head of a column: which way it is sorted now, and where a click leads."""

    column: Column[Record]
    direction: str
    query: str


@dataclass(frozen=True)
class Line(Generic[Record]):
    """A record with its cells."""

    row: Record
    cells: list[Cell[Record]]


def show(
    request: PageRequest, table: Table[Record], template: str, context: Mapping[str, Any] | None = None
) -> HttpResponseBase:
    """Answer with the page of a register."""
    shown = listing(
        table.rows,
        query=request.GET,
        found=_found(request, table),
        filters=table.filters,
        sorts=table.sorts,
        usual=table.order,
    )
    columns = _columns(request, table)
    table.prepare(list(shown.page))
    return render(
        request,
        template,
        {
            "table": table,
            "listing": shown,
            "headings": [_heading(request, column, shown.sort) for column in columns],
            "choosable": table.columns[1:],
            "chosen": [column.key for column in columns],
            "lines": _lines(shown, columns),
            "views": _views(request, table),
            "query": address(request.GET, **{"as": ""}),
            **(context or {}),
        },
    )


def download(request: PageRequest, table: Table[Record]) -> HttpResponseBase:
    """Answer with all rows that the filters leave, in the columns and the order of the page."""
    kind = kind_of(request.GET.get("as", ""))
    now = timezone.now()
    columns = _columns(request, table)
    file = export(
        title=str(table.register.label),
        columns=[column.title for column in columns],
        rows=_rows(request, table, columns),
        kind=kind,
        by=request.actor,
        now=now,
    )
    return file_answer(file, name=table.file_name, kind=kind, now=now)


def _rows(request: PageRequest, table: Table[Record], columns: Sequence[Column[Record]]) -> Iterator[Row]:
    narrowed = narrowed_by(_found(request, table), table.filters, request.GET)
    ordered = sorted_by(narrowed, table.sorts, sort_of(request.GET, table.sorts, table.order))
    for records in _batched(ordered.iterator(chunk_size=CHUNK)):
        table.prepare(records)
        for record in records:
            yield Row([column.value(record) for column in columns], table.family(record))


def _batched(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(islice(records, CHUNK)):
        yield batch


def _found(request: PageRequest, table: Table[Record]) -> QuerySet[Record]:
    return table.search(table.rows, request.GET.get("q", "")[:LONGEST_SEARCH])


def _columns(request: PageRequest, table: Table[Record]) -> list[Column[Record]]:
    chosen = views.columns_of(request.user, table.register)
    first, *others = table.columns
    return [first, *(item for item in others if (item.key in chosen if chosen else item.is_shown))]


def _heading(request: PageRequest, column: Column[Record], sort: str) -> Heading[Record]:
    direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "")
    turned = f"-{column.key}" if direction == "ascending" else column.key
    return Heading(column, direction, address(request.GET, sort=turned))


def _lines(shown: Listing[Record], columns: Sequence[Column[Record]]) -> list[Line[Record]]:
    return [Line(row, [Cell(row, column) for column in columns]) for row in shown.page]


def _views(request: PageRequest, table: Table[Record]) -> list[NamedQuery]:
    own = views.views_of(request.user, table.register)
    return [*table.built_in, *(NamedQuery(view.name, view.query, view.pk) for view in own)]
