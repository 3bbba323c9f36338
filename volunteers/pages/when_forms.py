"""When somebody can read: the table of day parts, lines to the half hour, and from when."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programmes.domain.weeks_ahead import RealWeek, weeks_ahead
from programmes.models import Region
from programmes.pages.asking import as_typed, is_unjudged
from programmes.pages.dates import DayField
from programmes.pages.dayparts import DayPartsField, cells_of, offer, windows_of
from programmes.pages.precise_lines import precise_lines, refuse_contradictions, typed, written
from programmes.pages.refused import place
from programmes.pages.windows import split
from programmes.values.availability import DAY_PARTS, Window
from programmes.values.merging import merged

LONGEST_AHEAD = timedelta(days=366)


class MomentsForm(forms.Form):
    """Parts of days, and from when."""

    moments = DayPartsField(label=_("When can you read?"), required=False)
    available_from = DayField(
        label=_("From when can you start?"),
        help_text=_("Leave this empty if you can start soon. For example 7-12-2026."),
        required=False,
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._day = day

    def clean_available_from(self) -> date | None:
        """Refuse a day that has been, unless it stood there, and one that is too far away."""
        given: date | None = self.cleaned_data["available_from"]
        if given is None or given == self.initial.get("available_from"):
            return given
        if not self._day <= given <= self._day + LONGEST_AHEAD:
            raise forms.ValidationError(_("Fill in a date from today on, at most a year ahead."))
        return given


class Moments:
    """All that is asked about when somebody can read, on the sign-up and on a volunteer's own page.

    Parameters
    ----------
    data
        What was sent. With a button named `STAY` nothing is judged: the page comes back with more lines.
    windows, available_from
        What is kept.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        region: Region | None,
        day: date,
        windows: Sequence[Window] = (),
        available_from: date | None = None,
        prefix: str = "when",
    ) -> None:
        self.region, self.day, self.parts = region, day, region.parts if region else DAY_PARTS
        cells, kept = split(windows, self.parts)
        self._prefix = prefix
        self._initial: dict[str, Any] = {"moments": cells, "available_from": available_from}
        if data is not None and is_unjudged(data):
            self._initial = as_typed(MomentsForm(data, prefix=prefix, day=day))
            kept, data = typed(data, prefix=f"{prefix}-lines"), None
        self.form = self._made(data)
        self.lines = precise_lines(data, prefix=f"{prefix}-lines", kept=kept, day=day)

    @property
    def forms(self) -> list[Any]:
        """What the summary of errors asks."""
        return [self.form, self.lines]

    @property
    def is_open(self) -> bool:
        """Whether the lines are shown at once: something stands in them, or is wrong with them."""
        return bool(self.lines.initial_form_count() or self.lines.total_error_count() or self._written())

    @cached_property
    def weeks(self) -> list[RealWeek]:
        """The strip of real weeks that makes clear what every other week means."""
        return weeks_ahead(region=self.region, day=self.day)

    def is_valid(self) -> bool:
        # All is asked before anything is answered, so that all errors show at once.
        if self.lines.is_valid() and "moments" not in self.form.errors:
            refuse_contradictions(self.lines, self._in_table())
        if self.form.is_valid() and not (self.chosen() or self.lines.total_error_count()):
            self.form.add_error("moments", _("Choose at least one moment of the week."))
        return self.form.is_valid() and self.lines.is_valid()

    def windows(self) -> tuple[Window, ...]:
        """Give the moments, once they are valid; those that share hours are one."""
        return merged(self.chosen())

    def available_from(self) -> date | None:
        """Give from when, once it is valid."""
        given: date | None = self.form.cleaned_data["available_from"]
        return given

    def chosen(self) -> tuple[Window, ...]:
        """Give what can be read of the moments so far; lines that are not right yet are left out."""
        return (*self._in_table(), *self._written())

    @property
    def number(self) -> int:
        """Count the boxes that are ticked, and the lines."""
        return len(self._cells()) + len(self._written())

    def refuse(self, path: str, sentences: Sequence[str]) -> None:
        """Put a refusal of the register at the field that it is about."""
        if not self.form.is_bound:
            answers = MultiValueDict({f"{self._prefix}-moments": self._initial["moments"]})
            answers[f"{self._prefix}-available_from"] = str(self._initial["available_from"] or "")
            self.form = self._made(answers)
        name = "available_from" if path.startswith("available_") else "moments"
        place(self.form, name, list(sentences))

    def _made(self, data: Mapping[str, Any] | None) -> MomentsForm:
        form = MomentsForm(data, prefix=self._prefix, initial=self._initial, day=self.day)
        offer(form, "moments", self.parts, large=True)
        return form

    def _cells(self) -> list[str]:
        offered = cells_of(self.parts)
        return [value for value in self.form["moments"].value() or () if value in offered]

    def _in_table(self) -> tuple[Window, ...]:
        return windows_of(self._cells(), self.parts)

    def _written(self) -> list[Window]:
        return written(self.lines, day=self.day)
