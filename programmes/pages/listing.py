"""A register as a table: search, filters with counts, sort and pages, all in the address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

PAGE_SIZE = 50
Record = TypeVar("Record", bound=Model)


@dataclass(frozen=True)
class Filter:
    """One row of links above the table.

    ``path`` is what rows are counted by, ``names`` what a value is called.
    """

    name: str
    label: str | Promise
    path: str
    names: Mapping[str, str | Promise]


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


def names_of(records: Iterable[Model]) -> dict[str, str]:
    """Give the values and names of a filter on related records."""
    return {str(record.pk): str(record) for record in records}


def listing(
    rows: QuerySet[Record],
    *,
    query: QueryDict,
    found: QuerySet[Record],
    filters: Sequence[Filter],
    sorts: Mapping[str, Sequence[str]],
) -> Listing[Record]:
    """Narrow, sort and cut.

    Parameters
    ----------
    rows
        All rows that this person may see.
    query
        The address: ``q``, ``sort``, ``page``, and a value per filter.
    found
        The same rows narrowed by the search words.
    filters, sorts
        What can be chosen; the first sort is the usual one.
    """
    chosen = {item.name: query.get(item.name, "") for item in filters}
    narrowed = _narrowed(found, filters, chosen)
    sort = query.get("sort", "")
    sort = sort if sort in sorts else next(iter(sorts))
    paginator = Paginator(narrowed.distinct().order_by(*sorts[sort]), PAGE_SIZE)
    return Listing(
        page=paginator.get_page(query.get("page")),
        filters=[_row(found, item, _others(filters, item), query) for item in filters],
        search=query.get("q", ""),
        sort=sort,
        total=paginator.count,
        is_narrowed=bool(query.get("q")) or any(chosen.values()),
    )


def _narrowed(
    rows: QuerySet[Record], filters: Iterable[Filter], chosen: Mapping[str, str]
) -> QuerySet[Record]:
    for item in filters:
        if chosen[item.name] in item.names:
            rows = rows.filter(**{item.path: chosen[item.name]})
    return rows


def _others(filters: Sequence[Filter], item: Filter) -> list[Filter]:
    return [other for other in filters if other is not item]


def _row(rows: QuerySet[Record], item: Filter, others: Sequence[Filter], query: QueryDict) -> FilterRow:
    narrowed = _narrowed(rows, others, {other.name: query.get(other.name, "") for other in others})
    counted = narrowed.order_by().values_list(item.path).annotate(Count("pk", distinct=True))
    counts = {str(value): number for value, number in counted}
    chosen = query.get(item.name, "")
    links = [
        Choice(value, name, counts[value], chosen == value, _address(query, item.name, value))
        for value, name in item.names.items()
        if value in counts
    ]
    return FilterRow(item.name, item.label, links, chosen, _address(query, item.name, ""))


def _address(query: QueryDict, name: str, value: str) -> str:
    changed = query.copy()
    changed.pop("page", None)
    changed[name] = value
    if not value:
        del changed[name]
    return changed.urlencode()
