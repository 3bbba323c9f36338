"""What a run is asked with: what counts most, weights by hand, the longest time."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from matching.domain.presets import OWN, SHORTEST, Preset, Scale, weights_of
from programmes.domain.refusal import InvalidInput

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MINUTE = 60
TIMES = (30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE)
# Near to the balanced weights.
USUAL = {"travel": 4, "language": 3, "slot": 2, "age": 1, "experience": 1}
PARTS = {
    "travel": (_("Travel"), _("A short way for the volunteer. Nobody travels longer than they want to.")),
    "language": (_("Language"), _("The volunteer speaks a language of the family's home.")),
    "slot": (_("Moment"), _("There are several moments at which both can, and both gladly.")),
    "age": (_("Age"), _("The children have the age that the volunteer likes best.")),
    "experience": (_("Experience"), _("The volunteer has experience with what the children need.")),
}


class NewRunForm(forms.Form):
    """What counts most when several outcomes place the same families."""

    place = forms.CharField(widget=forms.HiddenInput)
    preset = forms.ChoiceField(
        label=_("What counts most in fitting well?"),
        choices=[*Preset.choices, (OWN, _("My own weights, see more settings"))],
        initial=Preset.BALANCED,
        widget=forms.RadioSelect,
    )

    def __init__(self, place: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._place = place
        self.fields["place"].initial = place
        for name, (label, sentence) in PARTS.items():
            self.fields[f"weight_{name}"] = _scale(label, sentence, USUAL[name])
        longest = settings.RUN_TIME_LIMIT_SECONDS
        self.fields["time_limit"] = forms.TypedChoiceField(
            label=_("Stop by itself after"),
            help_text=_("The best outcome found by then is used. Most runs are done in seconds."),
            choices=[(seconds, in_words(seconds)) for seconds in _times(longest)],
            initial=longest,
            coerce=int,
        )

    @property
    def opens_more(self) -> bool:
        """Tell whether the further settings matter now."""
        more = {name for name in self.fields if name.startswith("weight_")} | {"time_limit"}
        return self["preset"].value() == OWN or bool(more & set(self.errors))

    @property
    def scales(self) -> list[forms.BoundField]:
        """The steps for each part."""
        return [self[f"weight_{name}"] for name in PARTS]

    def asked(self) -> dict[str, Any]:
        """Give what the use case is asked with."""
        said = {"time_limit": self.cleaned_data["time_limit"]}
        if self.cleaned_data["preset"] == OWN:
            return said | {"weights": weights_of(self._steps())}
        return said | {"preset": self.cleaned_data["preset"]}

    def clean(self) -> None:
        """Check that the place is the one shown, and the weights together, where they are chosen."""
        if self.cleaned_data.get("place") != self._place:
            self.add_error(None, str(_("This programme is not open here. Open it first.")))
        if self.cleaned_data.get("preset") != OWN or self.errors:
            return
        try:
            weights_of(self._steps())
        except InvalidInput as invalid:
            first = next(iter(PARTS))
            for sentence in invalid.errors["weights"]:
                self.add_error(f"weight_{first}", str(sentence))

    def _steps(self) -> dict[str, int]:
        return {name: self.cleaned_data[f"weight_{name}"] for name in PARTS}


def in_words(seconds: int) -> str:
    """Say a time limit."""
    if seconds % MINUTE:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    minutes = seconds // MINUTE
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def _scale(label: "StrOrPromise", sentence: "StrOrPromise", usual: int) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=sentence,
        choices=Scale.choices,
        initial=usual,
        coerce=int,
        widget=forms.RadioSelect,
    )


def _times(longest: int) -> list[int]:
    return [*(seconds for seconds in TIMES if SHORTEST <= seconds < longest), longest]
