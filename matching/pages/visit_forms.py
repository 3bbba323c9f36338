"""The form on which a reader tells of a visit: two taps when all went as planned."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.models import MissedReason, Visit
from matching.models.visit import MOST_MINUTES, NOTE_LENGTH
from matching.pages.visit_log import HELD, MISSED, VisitForm
from programmes.pages.dates import DayField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REASONS = [
    ("", _("Choose a reason")),
    (MissedReason.FAMILY_AWAY, _("The family could not")),
    (MissedReason.VOLUNTEER_AWAY, _("I could not")),
    (MissedReason.ILLNESS, _("Illness")),
    (MissedReason.HOLIDAY, _("Holiday")),
    (MissedReason.NOBODY_HOME, _("Nobody was at home")),
    (MissedReason.OTHER, _("Something else")),
]


class OwnVisitForm(VisitForm):
    """Yes or no, in a reader's own words; day and minutes are filled in already.

    ``there`` is the address where a visit of the same day, which was told of already, can be corrected.
    """

    there = ""
    use_required_attribute = False
    field_order = ("outcome", "on", "minutes", "missed_reason", "note")
    on = DayField(label=_("Which day?"))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages={"required": _("Fill in how many minutes, 1 to 240.")},
    )
    missed_reason = forms.ChoiceField(
        label=_("Why not?"),
        choices=REASONS,
        error_messages={"required": _("Choose why the visit was missed.")},
    )
    note = forms.CharField(
        label=_("Is there something to tell?"),
        help_text=_("One line, and without names."),
        required=False,
        max_length=NOTE_LENGTH,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of the two answers each asks for one thing more; of the other nothing counts.
        answers = {self["outcome"].value()} if self.is_bound else {HELD, MISSED}
        self.fields["minutes"].required = HELD in answers
        self.fields["missed_reason"].required = MISSED in answers


def likely(day: date, minutes: int) -> dict[str, Any]:
    """Fill in what is likely: the planned day, and the length that the programme plans."""
    return {"on": day, "minutes": minutes}


def why_not(visit: Visit) -> "StrOrPromise":
    """Say why a visit was missed, in the words of who reads; nothing for one that took place."""
    return "" if visit.held else dict(REASONS)[visit.missed_reason]


def told_before(visit: Visit, minutes: int) -> dict[str, Any]:
    """Fill in what was told of a visit."""
    return {
        "on": visit.on,
        "outcome": HELD if visit.held else MISSED,
        "minutes": visit.minutes or minutes,
        "missed_reason": visit.missed_reason,
        "note": visit.note,
    }
