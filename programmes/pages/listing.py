"""A register as a table: search, filters with counts, sort and pages, all in the address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils.functional import Promise

from programmes.pages.filters import AnyFilter, Filter, names_of

__all__ = [
    "Filter",
    "FilterRow",
    "Listing",
    "address",
    "listing",
    "names_of",
    "narrowed_by",
    "sort_of",
    "sorted_by",
]

PAGE_SIZE = 50
Record = TypeVar("Record", bound=Model)
Sorts = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Choice:
    """One link: a value, its name, how many rows it would leave."""

    value: str
    name: str | Promise
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True)
class FilterRow:
    """A filter with its links."""

    name: str
    label: str | Promise
    choices: list[Choice]
    chosen: str
    without: str


@dataclass(frozen=True)
class Listing(Generic[Record]):
    """What the template of a register shows."""

    page: Page[Record]
    filters: list[FilterRow]
    search: str
    sort: str
    total: int
    is_narrowed: bool = field(default=False)


def listing(
    rows: QuerySet[Record],
    *,
    query: QueryDict,
    found: QuerySet[Record],
    filters: Sequence[AnyFilter],
    sorts: Sorts,
    usual: str = "",
) -> Listing[Record]:
    """Narrow, sort and cut.

    Parameters
    ----------
    rows
        All rows that this person may see.
    query
        The address: ``q``, ``sort`` (with ``-`` for the other way round), ``page``, and a value per filter.
    found
        The same rows narrowed by the search words.
    filters, sorts
        What can be chosen.
    usual
        The order without a choice; by default the first of ``sorts``.
    """
    chosen = {item.name: query.get(item.name, "") for item in filters}
    sort = sort_of(query, sorts, usual)
    paginator = Paginator(sorted_by(narrowed_by(found, filters, query), sorts, sort), PAGE_SIZE)
    return Listing(
        page=paginator.get_page(query.get("page")),
        filters=[_row(found, item, _others(filters, item), query) for item in filters],
        search=query.get("q", ""),
        sort=sort,
        total=paginator.count,
        is_narrowed=bool(query.get("q")) or any(chosen.values()),
    )


def sort_of(query: QueryDict, sorts: Sorts, usual: str = "") -> str:
    """Read the order from the address, or give the usual one."""
    asked = query.get("sort", "")
    return asked if asked.removeprefix("-") in sorts else usual or next(iter(sorts))


def sorted_by(rows: QuerySet[Record], sorts: Sorts, sort: str) -> QuerySet[Record]:
    """Put rows in order; what has no value comes last in either direction."""
    reverse = sort.startswith("-")
    fields = sorts[sort.removeprefix("-")]
    return rows.order_by(*(_ordering(path, reverse=reverse) for path in fields), "pk")


def narrowed_by(rows: QuerySet[Record], filters: Iterable[AnyFilter], query: QueryDict) -> QuerySet[Record]:
    """Keep the rows that meet every filter of the address; a value that does not exist narrows nothing."""
    for item in filters:
        value = query.get(item.name, "")
        if value in item.names:
            rows = item.narrowed(rows, value)
    return rows


def address(query: QueryDict, **changes: str) -> str:
    """Write the address with other values; an empty one leaves it out. A new choice begins at page 1."""
    changed = query.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        changed[name] = value
        if not value:
            del changed[name]
    return changed.urlencode()


def _ordering(path: str, *, reverse: bool) -> OrderBy:
    down = path.startswith("-") is not reverse
    return OrderBy(F(path.removeprefix("-")), descending=down, nulls_last=True)


def _others(filters: Sequence[AnyFilter], item: AnyFilter) -> list[AnyFilter]:
    return [other for other in filters if other is not item]


def _row(rows: QuerySet[Record], item: AnyFilter, others: Sequence[AnyFilter], query: QueryDict) -> FilterRow:
    counts = item.counts(narrowed_by(rows, others, query))
    chosen = query.get(item.name, "")
    links = [
        Choice(value, name, counts.get(value, 0), chosen == value, address(query, **{item.name: value}))
        for value, name in item.names.items()
        if counts.get(value) or chosen == value
    ]
    return FilterRow(item.name, item.label, links, chosen, address(query, **{item.name: ""}))
