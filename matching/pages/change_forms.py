"""Forms of a decision about two people: a coded reason first, then a note, and a last day."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.pages.dates import DayField

NOTE_LENGTH = 400
OTHER = ("other", _("Something else"))


class ReasonForm(forms.Form):
    """Why, as a choice, with a note."""

    REASONS: ClassVar[tuple[tuple[str, str | Promise], ...]] = ()

    why = forms.ChoiceField(
        label=_("Why?"), widget=forms.RadioSelect, error_messages={"required": _("Choose why.")}
    )
    note = forms.CharField(
        label=_("Note"), max_length=NOTE_LENGTH, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["why"]).choices = [*self.REASONS, OTHER]

    @property
    def reason(self) -> str:
        """The reason in words, with the note."""
        chosen = self.cleaned_data["why"]
        words = str(dict([*self.REASONS, OTHER])[chosen])
        note = self.cleaned_data["note"].strip()
        return f"{words}: {note}" if note else words


class DropForm(ReasonForm):
    """Why a proposal falls out of this run."""

    REASONS = (
        ("not_now", _("The family or the volunteer cannot do it just now")),
        ("does_not_fit", _("They do not suit each other after all")),
    )


class _DatedForm(ReasonForm):
    until = DayField(
        label=_("Until and including"), required=False, help_text=_("Empty: until somebody ends it.")
    )

    def clean_until(self) -> object:
        day = self.cleaned_data["until"]
        if day is not None and day <= localdate():
            raise forms.ValidationError(_("Choose a day after today, or none."))
        return day


class PinForm(_DatedForm):
    """Why two must be paired."""

    REASONS = (
        ("know_each_other", _("They know each other")),
        ("asked_for", _("The family or the volunteer asked for it")),
        ("fits_better", _("They suit each other better than the points say")),
        ("continues", _("It goes on from an earlier match")),
    )


class BanForm(_DatedForm):
    """Why two must not be paired."""

    REASONS = (
        ("too_close", _("They know each other too well")),
        ("went_wrong", _("It did not go well before")),
        ("not_wanted", _("One of them does not want it")),
        ("safety", _("It is not safe")),
    )


class SwapForm(PinForm):
    """Why two pairs exchange families."""
