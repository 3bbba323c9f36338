"""The questions about a volunteer: who, how they travel, what suits them, when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programmes.models import Place, Programme, Region
from programmes.models.needs import Need, Restriction
from programmes.pages.dates import DayField
from programmes.pages.dayparts import DayPartsField, Parts, offer
from programmes.pages.form_version import as_shown
from programmes.pages.windows import Lines, WindowFormSet, split, together
from programmes.values.languages import LEVELS, languages
from volunteers.domain.entry import Spoken
from volunteers.models.volunteer import Channel, Means, Motivation, Training

MOST_LANGUAGES = 10
LEVEL_CHOICES = [
    ("", "-"),
    *((level, _("mother tongue") if level == "native" else level) for level in LEVELS),
]
OLDEST = 18


def language_choices() -> list[tuple[str, str]]:
    """List the languages by name, in the reader's language, with an empty line."""
    reader = get_language() or "nl"
    named = sorted(((code, language.name(reader)) for code, language in languages().items()), key=_by_name)
    return [("", "-"), *named]


def _by_name(named: tuple[str, str]) -> str:
    return named[1]


class PersonForm(forms.Form):
    """Who they are, and how to reach them."""

    first_name = forms.CharField(
        label=_("First name"), max_length=100, error_messages={"required": _("Fill in the first name.")}
    )
    infix = forms.CharField(label=_("Infix, for example van der"), max_length=30, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=100, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Fill in an e-mail address, for example name@example.nl."),
            "invalid": _("Fill in an e-mail address, for example name@example.nl."),
        },
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={"required": _("Fill in a telephone number, for example 06 12345678.")},
    )
    preferred_channel = forms.ChoiceField(label=_("Best reached by"), choices=Channel.choices)


class TravelForm(forms.Form):
    """From where, how, and how far."""

    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=10,
        error_messages={"required": _("Fill in your postcode, for example 5211 AB.")},
    )
    house_number = forms.IntegerField(
        label=_("House number"),
        min_value=1,
        max_value=99_999,
        error_messages={
            "required": _("Fill in the house number."),
            "invalid": _("Fill in the house number without letters, for example 14."),
        },
    )
    house_addition = forms.CharField(label=_("Addition"), max_length=10, required=False)
    second_postcode = forms.CharField(
        label=_("Postcode of a second start, for example work"), max_length=10, required=False
    )
    means = forms.ChoiceField(label=_("Travels by"), choices=Means.choices)
    max_minutes = forms.IntegerField(
        label=_("Longest travel time in minutes"), min_value=5, max_value=120, initial=20
    )


class ReadingForm(forms.Form):
    """For whom, where, for how many."""

    programmes = forms.MultipleChoiceField(
        label=_("Programmes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one programme.")},
    )
    places = forms.MultipleChoiceField(
        label=_("Where can it be?"),
        choices=Place.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one place.")},
    )
    capacity = forms.IntegerField(label=_("Families at a time"), min_value=1, max_value=4)
    max_children = forms.IntegerField(label=_("Children at most"), min_value=1, max_value=8)
    age_from = forms.IntegerField(label=_("Youngest child"), min_value=0, max_value=OLDEST)
    age_to = forms.IntegerField(label=_("Oldest child"), min_value=0, max_value=OLDEST)
    age_wish_from = forms.IntegerField(
        label=_("Preferred age, from"), required=False, min_value=0, max_value=OLDEST
    )
    age_wish_to = forms.IntegerField(
        label=_("Preferred age, to"), required=False, min_value=0, max_value=OLDEST
    )
    experience = forms.MultipleChoiceField(
        label=_("Experience with"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    restrictions = forms.MultipleChoiceField(
        label=_("Cannot be with"),
        choices=Restriction.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    motivation_code = forms.ChoiceField(
        label=_("Motivation"), choices=[("", "-"), *Motivation.choices], required=False
    )
    motivation = forms.CharField(
        label=_("Motivation in own words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, offered: list[Programme], asks_restrictions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programmes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(item.slug, item.name) for item in offered]
        if not asks_restrictions:
            del self.fields["restrictions"]


class WhenForm(forms.Form):
    """Parts of days, and from when until when."""

    moments = DayPartsField(label=_("When can this reader?"), required=False)
    available_from = DayField(label=_("Available from"), required=False)
    available_until = DayField(label=_("Available until"), required=False)


class GuidedForm(forms.Form):
    """What only a coordinator writes."""

    training = forms.ChoiceField(label=_("Training"), choices=Training.choices)
    training_valid_until = DayField(label=_("Training valid until"), required=False)
    agreement_signed_on = DayField(label=_("Agreement signed on"), required=False)


class JoiningForm(forms.Form):
    """What a volunteer says once, when they join."""

    region = forms.ChoiceField(label=_("Municipality"))
    adult = forms.BooleanField(
        label=_("This volunteer is 18 or older"),
        error_messages={"required": _("Somebody reads along from the age of 18.")},
    )
    agreed = forms.BooleanField(
        label=_("This volunteer read the privacy text and agrees"),
        error_messages={"required": _("Ask for it first: without it we keep nothing.")},
    )

    def __init__(self, *args: Any, regions: list[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(item.slug, item.name) for item in regions]
        if len(regions) == 1:
            field.initial, field.widget = regions[0].slug, forms.HiddenInput()
            field.choices = [(regions[0].slug, regions[0].name)]


class SpokenForm(forms.Form):
    """A language and its level; a line without a language says nothing."""

    code = forms.ChoiceField(label=_("Language"), choices=lazy(language_choices, list), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=LEVEL_CHOICES, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the level once a language is chosen."""
        if self.cleaned_data.get("code") and not self.cleaned_data.get("level"):
            self.add_error("level", _("Choose a level from A1 to C2, or native."))
        return self.cleaned_data


SpokenFormSet = forms.formset_factory(SpokenForm, extra=2, max_num=MOST_LANGUAGES)


@dataclass(frozen=True)
class Questions:
    """All questions of the page; those of joining and those of a coordinator only where they belong."""

    person: PersonForm
    travel: TravelForm
    reading: ReadingForm
    when: WhenForm
    lines: Lines
    spoken: "forms.BaseFormSet[SpokenForm]"
    apart: GuidedForm | JoiningForm
    parts: Parts

    def plain(self) -> tuple[forms.Form, ...]:
        return self.person, self.travel, self.reading, self.when, self.apart

    def are_valid(self) -> bool:
        # Each form is asked, so that all errors show at once.
        valid = [form.is_valid() for form in self.plain()]
        return all([*valid, self.lines.is_valid(), self.spoken.is_valid()])

    def changes(self) -> dict[str, Any]:
        """Give what was filled in by the names of `volunteers.domain.entry.SignUp`."""
        given: dict[str, Any] = {}
        for form in self.plain():
            given |= form.cleaned_data
        for name in ("programmes", "places", "experience", "restrictions"):
            if name in given:
                given[name] = tuple(given[name])
        chosen = [form.cleaned_data for form in self.kept_languages()]
        return given | {
            "languages": tuple(Spoken(line["code"], line["level"]) for line in chosen),
            "availability": together(given.pop("moments"), self.lines, self.parts),
        }

    def kept_languages(self) -> list[SpokenForm]:
        return [form for form in self.spoken.forms if form.cleaned_data.get("code")]


def questions(
    kept: dict[str, Any],
    data: Mapping[str, Any] | None,
    *,
    region: Region,
    apart: GuidedForm | JoiningForm,
) -> Questions:
    """Make the forms, with what stands in the register (or what is usual) as their first answers."""
    cells, lines = split(kept.get("availability", ()), region.parts)
    languages_kept = [vars(spoken) for spoken in kept.get("languages", ())]
    offered = list(Programme.objects.filter(regions=region))
    when = WhenForm(data, prefix="when", initial={**kept, "moments": cells})
    offer(when, "moments", region.parts)
    return Questions(
        PersonForm(data, prefix="person", initial=kept),
        TravelForm(data, prefix="travel", initial=kept),
        ReadingForm(
            data,
            prefix="reading",
            initial=kept,
            offered=offered,
            asks_restrictions=region.uses_restrictions,
        ),
        when,
        as_shown(WindowFormSet(data, prefix="moments", initial=lines)),
        as_shown(SpokenFormSet(data, prefix="spoken", initial=languages_kept)),
        apart,
        region.parts,
    )
