"""Filters of a register: which values there are, how many rows each leaves, and the rows themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, F, Func, Model, Q, QuerySet
from django.utils.functional import Promise

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

    def narrowed(self, rows: QuerySet[Record], value: str) -> QuerySet[Record]:
        """Keep the rows with this value."""
        if not _is_many(rows.model, self.path):
            return rows.filter(**{self.path: value})
        # A family with two homes in a district stands once in the table.
        with_value = rows.model._base_manager.filter(**{self.path: value})
        return rows.filter(pk__in=with_value.values("pk"))

    def counts(self, rows: QuerySet[Record]) -> dict[str, int]:
        """Count the rows of each value, in one query."""
        figure = Count("pk", distinct=_is_many(rows.model, self.path))
        counted = rows.order_by().values_list(self.path).annotate(figure)
        return {str(value): number for value, number in counted}


@dataclass(frozen=True)
class ElementFilter(Filter):
    """A filter on a column that holds a list of values."""

    def narrowed(self, rows: QuerySet[Record], value: str) -> QuerySet[Record]:
        """Keep the rows of whose values this is one."""
        return rows.filter(**{f"{self.path}__contains": [value]})

    def counts(self, rows: QuerySet[Record]) -> dict[str, int]:
        """Count the rows in which each value stands."""
        field = rows.model._meta.get_field(self.path)
        inner = field.base_field if isinstance(field, ArrayField) else None
        element = Func(F(self.path), function="unnest", output_field=inner)
        counted = rows.order_by().values_list(element).annotate(Count("pk", distinct=True))
        return {str(value): number for value, number in counted}


@dataclass(frozen=True)
class Option:
    """A value of a filter by condition."""

    name: str | Promise
    condition: Q


@dataclass(frozen=True)
class ConditionFilter:
    """A filter whose values are conditions on one row each; a row may meet several."""

    name: str
    label: str | Promise
    options: Mapping[str, Option]

    @property
    def names(self) -> Mapping[str, str | Promise]:
        """What each value is called."""
        return {value: option.name for value, option in self.options.items()}

    def narrowed(self, rows: QuerySet[Record], value: str) -> QuerySet[Record]:
        """Keep the rows that meet the condition."""
        return rows.filter(self.options[value].condition)

    def counts(self, rows: QuerySet[Record]) -> dict[str, int]:
        """Count the rows that meet each condition, in one query."""
        figures = {
            f"n{number}": Count("pk", filter=option.condition)
            for number, option in enumerate(self.options.values())
        }
        found = rows.order_by().aggregate(**figures)
        return {value: found[f"n{number}"] for number, value in enumerate(self.options)}


AnyFilter = Filter | ConditionFilter


def names_of(records: Iterable[Model]) -> dict[str, str]:
    """Give the values and names of a filter on related records."""
    return {str(record.pk): str(record) for record in records}


def _is_many(model: type[Model], path: str) -> bool:
    """Tell whether a row may have several values at this path."""
    for part in path.split("__"):
        field = model._meta.get_field(part)
        if field.one_to_many or field.many_to_many:
            return True
        model = field.related_model if isinstance(field.related_model, type) else model
    return False
