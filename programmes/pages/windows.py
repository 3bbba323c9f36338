"""Moments of the week to the half hour: lines beside the table of day parts, and moments in words."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.models.window import RHYTHM_CHOICES, STRENGTH_CHOICES, Weekday
from programmes.pages.dayparts import Parts, cells_of, hour, windows_of
from programmes.values.availability import (
    DAY_CLOSES,
    DAY_OPENS,
    DAY_PARTS,
    HALF_HOUR,
    Rhythm,
    Strength,
    Window,
    clock,
)

EXTRA = 2
MOST_LINES = 28
ASKED = {
    "start": gettext_lazy("Choose from what time, for example 15:00."),
    "end": gettext_lazy("Choose until what time, for example 17:00."),
}
WEEKS = {
    Rhythm.WEEKLY: gettext_lazy("every week"),
    Rhythm.WEEK_A: gettext_lazy("in weeks A"),
    Rhythm.WEEK_B: gettext_lazy("in weeks B"),
}


def _clocks(first: int, last: int) -> list[tuple[str, str]]:
    return [("", "-"), *((str(minutes), clock(minutes)) for minutes in range(first, last + 1, HALF_HOUR))]


class WindowForm(forms.Form):
    """One moment: the day, from, to, which weeks, how gladly. A line without a day says nothing."""

    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Day"),
        choices=[("", "-"), *((str(value), label) for value, label in Weekday.choices)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    start = forms.TypedChoiceField(
        label=gettext_lazy("From"),
        choices=_clocks(DAY_OPENS, DAY_CLOSES - HALF_HOUR),
        coerce=int,
        required=False,
    )
    end = forms.TypedChoiceField(
        label=gettext_lazy("To"),
        choices=_clocks(DAY_OPENS + HALF_HOUR, DAY_CLOSES),
        coerce=int,
        required=False,
    )
    rhythm = forms.ChoiceField(label=gettext_lazy("Weeks"), choices=RHYTHM_CHOICES, required=False)
    strength = forms.ChoiceField(label=gettext_lazy("Suits"), choices=STRENGTH_CHOICES, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the hours once a day is chosen."""
        given = self.cleaned_data
        if given.get("weekday"):
            for name, sentence in ASKED.items():
                if not given.get(name):
                    self.add_error(name, sentence)
        return given

    def window(self) -> Window | None:
        """Give the moment of this line."""
        given = self.cleaned_data
        if not given.get("weekday"):
            return None
        rhythm = Rhythm(given["rhythm"] or Rhythm.WEEKLY)
        strength = Strength(given["strength"] or Strength.YES)
        return Window(given["weekday"], given["start"], given["end"], strength, rhythm)


WindowFormSet = forms.formset_factory(
    WindowForm, extra=EXTRA, max_num=MOST_LINES, absolute_max=MOST_LINES + EXTRA
)
Lines: TypeAlias = "forms.BaseFormSet[WindowForm]"


def split(windows: Iterable[Window], parts: Parts = DAY_PARTS) -> tuple[list[str], list[dict[str, object]]]:
    """Divide moments into cells of the table of day parts, and lines for what has other hours or weeks."""
    cells: list[str] = []
    lines: list[dict[str, object]] = []
    for window in windows:
        inside = _cells_in(window, parts)
        if windows_of(inside, parts) == (window,):
            cells += inside
        else:
            lines.append(_line(window))
    return cells, lines


def together(cells: Iterable[str], lines: Lines, parts: Parts = DAY_PARTS) -> tuple[Window, ...]:
    """Join what was chosen in the table and what was written in the lines."""
    written = [form.window() for form in lines.forms]
    return (*windows_of(cells, parts), *(window for window in written if window is not None))


def _cells_in(window: Window, parts: Parts) -> list[str]:
    return [
        value
        for value, (day, part) in cells_of(parts).items()
        if day.value == window.weekday and window.start <= part.start and part.end <= window.end
    ]


def _line(window: Window) -> dict[str, object]:
    return {
        "weekday": window.weekday,
        "start": window.start,
        "end": window.end,
        "rhythm": window.rhythm.value,
        "strength": window.strength.value,
    }


def in_words(window: Window, *, within: Rhythm = Rhythm.WEEKLY) -> str:
    """Write a moment as people say it; every week of a home of weeks A is in weeks A."""
    weeks = within if window.rhythm == Rhythm.WEEKLY else window.rhythm
    text = _("%(day)s %(start)s to %(end)s") % {
        "day": Weekday(window.weekday).label,
        "start": hour(window.start),
        "end": hour(window.end),
    }
    text += f", {WEEKS[weeks]}"
    return text if window.strength == Strength.YES else _("%(moment)s (if needed)") % {"moment": text}
