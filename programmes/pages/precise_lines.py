"""Moments to the half hour for volunteers: with real weeks to choose from instead of weeks A and B."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.models.window import Weekday
from programmes.pages.dayparts import Parts, hour, windows_of
from programmes.pages.windows import MOST_LINES, Lines, WindowForm
from programmes.values.availability import Rhythm, Strength, Window, mondays, rhythm_of
from programmes.values.merging import contradicts

WEEK, SIX_DAYS = timedelta(weeks=1), timedelta(days=6)
EXTRA = 2
LONGEST_NUMBER = 4
NAMES = ("weekday", "start", "end", "rhythm", "strength")
STRENGTHS = [
    (Strength.YES.value, gettext_lazy("Yes")),
    (Strength.IF_NEEDED.value, gettext_lazy("If needed")),
]


class PreciseForm(WindowForm):
    """One moment. Every other week is asked as this week or the next, with its days."""

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["rhythm"], weeks_to_choose(day))
        _choose(self.fields["strength"], STRENGTHS)
        self.fields["rhythm"].label, self.fields["strength"].label = _("How often"), _("Does it suit?")

    def clean(self) -> dict[str, Any]:
        """Ask for a day with the hours, and for an end after the start."""
        given = super().clean()
        if not given.get("weekday") and (given.get("start") or given.get("end")):
            self.add_error("weekday", _("Choose a day with these hours."))
        if given.get("start") and given.get("end") and given["start"] >= given["end"]:
            self.add_error("end", _("Choose an end that is later than the start."))
        return given


PreciseFormSet = forms.formset_factory(
    PreciseForm, extra=EXTRA, max_num=MOST_LINES, absolute_max=MOST_LINES + EXTRA
)


def precise_lines(
    data: Mapping[str, Any] | None, *, prefix: str, kept: Iterable[Mapping[str, object]], day: date
) -> Lines:
    """Make the lines: those kept and two empty ones, or what somebody typed."""
    # What was sent is read for itself: a line that is as it was would else count as an empty one.
    initial = list(kept) if data is None else None
    return cast("Lines", PreciseFormSet(data, prefix=prefix, initial=initial, form_kwargs={"day": day}))


def typed(data: Mapping[str, Any], *, prefix: str) -> list[dict[str, object]]:
    """Read what was typed in the lines so far, without judging it, to show them again with more."""
    told = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    number = min(int(told[:LONGEST_NUMBER]), MOST_LINES) if told.isdecimal() else 0
    lines = [{name: data.get(f"{prefix}-{n}-{name}", "") for name in NAMES} for n in range(number)]
    return [line for line in lines if line["weekday"] or line["start"] or line["end"]]


def written(lines: Lines, *, day: date) -> list[Window]:
    """Give the moments of the lines that are right, sent or kept."""
    forms_sent = lines.forms if lines.is_bound else [_sent(line, day) for line in lines.initial or ()]
    found = [form.window() for form in forms_sent if not form.errors]
    return [window for window in found if window is not None]


def refuse_contradictions(lines: Lines, chosen: Iterable[Window]) -> None:
    """Note at each line that shares hours with an earlier moment for other weeks, or less gladly."""
    before = list(chosen)
    for form in lines.forms:
        window = None if form.errors else form.window()
        if window is None:
            continue
        if contradicts(window, before):
            form.add_error("weekday", _("Choose other hours: these overlap a moment that you chose already."))
        before.append(window)


def check_moments(form: forms.Form, lines: Lines, parts: Parts) -> None:
    """Ask for a moment in the table or the lines, and refuse those that contradict each other."""
    if "moments" in form.errors or not lines.is_valid():
        return
    chosen = windows_of(form.cleaned_data["moments"], parts)
    refuse_contradictions(lines, chosen)
    if not (chosen or any(line.window() for line in lines.forms)):
        form.add_error("moments", _("Choose at least one moment of the week."))


def said_of(window: Window, *, day: date) -> str:
    """Write a moment; what is every other week with the first day of its next week."""
    text = _("%(day)s %(start)s to %(end)s") % {
        "day": Weekday(window.weekday).label,
        "start": hour(window.start),
        "end": hour(window.end),
    }
    if window.rhythm != Rhythm.WEEKLY:
        first = next(monday for monday, rhythm in mondays(after=day, number=2) if rhythm == window.rhythm)
        told = {"moment": text, "monday": date_format(first, "j F")}
        text = _("%(moment)s, every other week from the week of %(monday)s") % told
    return text if window.strength == Strength.YES else _("%(moment)s (if needed)") % {"moment": text}


def _sent(line: Mapping[str, object], day: date) -> PreciseForm:
    return PreciseForm({name: str(value) for name, value in line.items()}, day=day)


def _choose(field: forms.Field, choices: Iterable[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so by the form of a moment
    field.choices = list(choices)


def weeks_to_choose(day: date) -> list[tuple[str, str]]:
    """Offer every week, and every other week from this one or from the next, with its days."""
    monday = day - timedelta(days=day.weekday())
    this_week = _("Every other week: this week (%(days)s)") % {"days": days_of(monday)}
    next_week = _("Every other week: next week (%(days)s)") % {"days": days_of(monday + WEEK)}
    return [
        (Rhythm.WEEKLY.value, _("Every week")),
        (rhythm_of(monday).value, this_week),
        (rhythm_of(monday + WEEK).value, next_week),
    ]


def days_of(monday: date) -> str:
    """Write the days of a week: 23 - 29 November, or 30 November - 6 December."""
    sunday = monday + SIX_DAYS
    first = date_format(monday, "j" if monday.month == sunday.month else "j F")
    return f"{first} – {date_format(sunday, 'j F')}"  # noqa: RUF001 - an en dash stands between days
