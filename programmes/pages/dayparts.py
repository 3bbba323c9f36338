"""Availability as a table of check boxes: seven days, four parts of the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.models.window import Weekday
from programmes.values.availability import Window


@dataclass(frozen=True)
class DayPart:
    """A part of the day with its hours."""

    name: str | Promise
    start: int
    end: int

    @property
    def hours(self) -> str:
        return f"{self.start // 60} – {self.end // 60}"  # noqa: RUF001 - an en dash stands between hours


PARTS = (
    DayPart(gettext_lazy("Morning"), 9 * 60, 12 * 60),
    DayPart(gettext_lazy("Afternoon"), 12 * 60, 15 * 60),
    DayPart(gettext_lazy("After school"), 15 * 60, 18 * 60),
    DayPart(gettext_lazy("Evening"), 18 * 60, 20 * 60),
)
CELLS = {f"{day.value}-{number}": (day, part) for day in Weekday for number, part in enumerate(PARTS)}


class DayPartsWidget(forms.CheckboxSelectMultiple):
    """Draws the table; each box is named in full for who cannot see its place."""

    template_name = "forms/day_parts.html"

    def get_context(
        self, name: str, value: Iterable[str] | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        chosen = set(value or ())
        days = [
            {"name": day.label, "cells": [_cell(day, number, chosen) for number in range(len(PARTS))]}
            for day in Weekday
        ]
        return {"widget": {"name": name, "parts": PARTS, "days": days}}


def _cell(day: Weekday, number: int, chosen: Iterable[str]) -> dict[str, Any]:
    part = PARTS[number]
    label = _("%(day)s, %(part)s, %(start)s to %(end)s") % {
        "day": day.label,
        "part": part.name,
        "start": part.start // 60,
        "end": part.end // 60,
    }
    value = f"{day.value}-{number}"
    return {"value": value, "label": label, "chosen": value in chosen}


class DayPartsField(forms.MultipleChoiceField):
    """Parts of days that suit; gives windows of the weekly grid, neighbours joined."""

    widget = DayPartsWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[(value, value) for value in CELLS], **kwargs)


def windows_of(values: Iterable[str]) -> tuple[Window, ...]:
    """Turn chosen cells into windows; adjacent parts of a day become one stretch."""
    cells = sorted((CELLS[value][0].value, CELLS[value][1].start, CELLS[value][1].end) for value in values)
    joined: list[Window] = []
    for day, start, end in cells:
        if joined and (joined[-1].weekday, joined[-1].end) == (day, start):
            joined[-1] = Window(day, joined[-1].start, end)
        else:
            joined.append(Window(day, start, end))
    return tuple(joined)
