"""Availability as a table of check boxes: seven days, and the parts of the day of a region."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeAlias, cast

from django import forms
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.models import Region
from programmes.models.window import Weekday
from programmes.values.availability import DAY_PARTS, DayPart, Window, clock

HOUR = 60
NAMES: dict[str, Promise] = {
    "morning": gettext_lazy("Morning"),
    "afternoon": gettext_lazy("Afternoon"),
    "after_school": gettext_lazy("After school"),
    "evening": gettext_lazy("Evening"),
}
Parts: TypeAlias = Sequence[DayPart]
Cell: TypeAlias = tuple[int, int]
"""Weekday (Monday is 1) and place of the part in the day."""


def name_of(part: DayPart) -> str | Promise:
    """Give the words for a part; one that a region named itself is shown as it was written."""
    return NAMES.get(part.name, part.name)


def shared_parts(regions: Iterable[Region]) -> Parts:
    """Give the parts that these regions all have; where they differ, the usual ones."""
    found = {region.parts for region in regions}
    return found.pop() if len(found) == 1 else DAY_PARTS


def cells_of(parts: Parts) -> dict[str, tuple[Weekday, DayPart]]:
    """List the boxes of the table by their value."""
    return {f"{day.value}-{number}": (day, part) for day in Weekday for number, part in enumerate(parts)}


class DayPartsWidget(forms.CheckboxSelectMultiple):
    """Draws the table; each box is named in full for who cannot see its place.

    Attributes
    ----------
    parts
        The columns.
    wanted
        Boxes on which many families wait.
    is_large
        Whether the boxes are as large as on the sign-up for volunteers.
    days_across
        Whether the days stand next to each other, for two tables beside one another.
    """

    template_name = "forms/day_parts.html"
    parts: Parts = DAY_PARTS
    wanted: Collection[Cell] = ()
    is_large = False
    days_across = False

    def get_context(
        self, name: str, value: Iterable[str] | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        chosen = set(value or ())
        table = [[self._cell(day, number, chosen) for number in range(len(self.parts))] for day in Weekday]
        days = [{"name": day.label, "short": WEEKDAYS_ABBR[day - 1]} for day in Weekday]
        parts = [{"name": name_of(part), "hours": _hours(part)} for part in self.parts]
        columns, heads = (days, parts) if self.days_across else (parts, days)
        cells = zip(*table, strict=True) if self.days_across else table
        shown = {
            "columns": columns,
            "rows": [{"head": head, "cells": row} for head, row in zip(heads, cells, strict=True)],
            "is_large": self.is_large,
            "days_across": self.days_across,
            "asks": bool(self.wanted),
        }
        return {"widget": {"name": name, **shown}}

    def _cell(self, day: Weekday, number: int, chosen: Collection[str]) -> dict[str, Any]:
        value, asked = f"{day.value}-{number}", (day.value, number) in self.wanted
        label = _spoken(day, self.parts[number], asked=asked)
        return {"value": value, "label": label, "chosen": value in chosen, "asked": asked}


class DayPartsField(forms.MultipleChoiceField):
    """Parts of days that suit; gives windows of the weekly grid, neighbours joined."""

    widget = DayPartsWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offer(DAY_PARTS)

    def offer(self, parts: Parts, *, large: bool = False, days_across: bool = False) -> None:
        """Ask for the parts of the day of a region."""
        widget = cast("DayPartsWidget", self.widget)
        widget.parts, widget.is_large, widget.days_across = parts, large, days_across
        self.choices = [(value, value) for value in cells_of(parts)]


def offer(
    form: forms.Form, name: str, parts: Parts, *, large: bool = False, days_across: bool = False
) -> None:
    """Let a field of a form ask for the parts of the day of a region."""
    field = form.fields[name]
    assert isinstance(field, DayPartsField)  # noqa: S101 - the caller names such a field
    field.offer(parts, large=large, days_across=days_across)


def windows_of(values: Iterable[str], parts: Parts = DAY_PARTS) -> tuple[Window, ...]:
    """Turn chosen cells into windows; adjacent parts of a day become one stretch."""
    found = cells_of(parts)
    cells = sorted((found[value][0].value, found[value][1].start, found[value][1].end) for value in values)
    joined: list[Window] = []
    for day, start, end in cells:
        if joined and (joined[-1].weekday, joined[-1].end) == (day, start):
            joined[-1] = Window(day, joined[-1].start, end)
        else:
            joined.append(Window(day, start, end))
    return tuple(joined)


def hour(minutes: int) -> str:
    """Write a time as people say it: 16, or 16:30."""
    return str(minutes // HOUR) if minutes % HOUR == 0 else clock(minutes)


def _hours(part: DayPart) -> str:
    return f"{hour(part.start)} – {hour(part.end)}"  # noqa: RUF001 - an en dash stands between hours


def _spoken(day: Weekday, part: DayPart, *, asked: bool) -> str:
    told = {"day": day.label, "part": name_of(part), "start": hour(part.start), "end": hour(part.end)}
    if asked:
        return _("%(day)s, %(part)s, %(start)s to %(end)s, much asked for") % told
    return _("%(day)s, %(part)s, %(start)s to %(end)s") % told
