"""Step 2 of the sign-up: where somebody lives, how they travel, and how far."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from programmes.domain.entry_checks import find_place, tidy_line, tidy_postcode
from programmes.domain.findings import Findings
from programmes.domain.geocoding import look_up
from programmes.domain.places import region_at
from programmes.domain.refusal import InvalidInput
from programmes.pages.asking import Said
from programmes.pages.contact import show as put
from programmes.pages.contact import split_number
from programmes.pages.refused import show
from volunteers.models import SignUpDraft
from volunteers.models.volunteer import Channel, Means

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MINUTES = (10, 15, 20, 30)
MINUTES_IN_WORDS = _("%(number)s minutes")
WRONG_NUMBER = _("Fill in your house number, for example 14.")


def _as_typed(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attributes})


class TravelForm(forms.Form):
    """Address, means, and time."""

    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        error_messages={"required": _("Fill in your postcode, for example 5211 AB.")},
    )
    house_number = forms.CharField(
        label=_("Number"),
        max_length=17,
        widget=_as_typed(inputmode="numeric"),
        error_messages={"required": WRONG_NUMBER},
    )
    house_addition = forms.CharField(
        label=_("Addition"),
        max_length=10,
        required=False,
        widget=_as_typed(),
    )
    street = forms.CharField(
        label=_("Street"),
        max_length=100,
        required=False,
        widget=_as_typed(),
        help_text=_("Only for post that we send you."),
    )
    town = forms.CharField(
        label=_("Place"),
        max_length=100,
        required=False,
        widget=_as_typed(),
    )
    means = forms.ChoiceField(
        label=_("How do you go there?"),
        choices=Means.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you travel.")},
    )
    max_minutes = forms.TypedChoiceField(
        label=_("How long do you want to travel at most, one way?"),
        choices=[(number, MINUTES_IN_WORDS % {"number": number}) for number in MINUTES],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long you want to travel at most.")},
    )
    second_postcode = forms.CharField(
        label=_("Do you also leave from another place?"),
        help_text=_("Fill in the postcode, for example of your work."),
        max_length=10,
        required=False,
        widget=_as_typed(),
    )

    def clean(self) -> dict[str, Any]:
        """Write postcodes and number as the register does, or say what to change."""
        findings = Findings()
        for name in ("postcode", "second_postcode"):
            written = tidy_postcode(self.cleaned_data.get(name) or "")
            if written and find_place(findings, name, written) is not None:
                self.cleaned_data[name] = written
        split_number(self, findings, WRONG_NUMBER)
        for name in ("house_addition", "street", "town"):
            self.cleaned_data[name] = tidy_line(findings, name, self.cleaned_data.get(name) or "")
        put(findings, self)
        return self.cleaned_data


class TravelQuestions:
    """Step 2."""

    name = "travel"
    template = "volunteers/signup/travel.html"

    def __init__(self, answers: dict[str, Any], data: QueryDict | None, draft: SignUpDraft) -> None:
        self.before = answers
        written = {name: _spaced(answers.get(name, "")) for name in ("postcode", "second_postcode")}
        self.form = TravelForm(data, initial={**answers, **written})
        self.forms: list[forms.BaseForm] = [self.form]
        self.by_post = draft.answers.get("person", {}).get("preferred_channel") == Channel.POST
        # A street that nobody can look up is asked at once; else only when an address is not found.
        self.seen = data.get("address_seen", "") if data is not None else ""
        self.asks_street = not settings.GEOCODER_URL or bool(self.seen or answers.get("street"))
        self.not_found = self.is_down = False
        self.address: dict[str, str] = {}

    def is_valid(self) -> bool:
        return self.form.is_valid() and self._is_found() and self._can_be_written_to()

    def answers(self) -> dict[str, Any]:
        given = {**self.form.cleaned_data, **self.address}
        region, municipality = region_at(given["postcode"])
        slug = region.slug if region else ""
        if not slug and self.before.get("municipality") == municipality:
            slug = self.before.get("region", "")
        return {**given, "region": slug, "municipality": municipality}

    def _is_found(self) -> bool:
        """Look the address up; without an answer it is shown once, and taken when it comes again."""
        given = self.form.cleaned_data
        try:
            found = look_up(
                postcode=given["postcode"],
                house_number=given["house_number"],
                addition=given["house_addition"],
            )
        except InvalidInput as refused:
            show(refused, self.form)
            return False
        typed = {"street": given["street"], "town": given["town"] or found.town}
        self.address = {"street": found.street, "town": found.town} if found.street else typed
        key = f"{given['postcode']} {given['house_number']} {given['house_addition']}".lower()
        if self.seen != key:
            self.not_found = not found.found
            self.is_down = found.found and bool(settings.GEOCODER_URL) and not self.address["street"]
        if self.not_found or self.is_down:
            self.seen, self.asks_street = key, True
            return False
        return True

    def _can_be_written_to(self) -> bool:
        if self.by_post and not self.address["street"]:
            self.asks_street = True
            self.form.add_error("street", _("Fill in your street: you want to be reached by letter."))
        return not self.form.errors


def _spaced(postcode: str) -> str:
    return f"{postcode[:4]} {postcode[4:]}".strip()


def said(answers: dict[str, Any]) -> Said:
    """Say the answers again for the check page."""
    code = _spaced(answers["postcode"])
    door = f"{answers['house_number']}{answers['house_addition']}"
    lines: list[StrOrPromise] = [
        f"{answers['street']} {door}" if answers["street"] else door,
        f"{code} {answers['town']}",
    ]
    if not answers["street"]:
        lines = [f"{code}, {door}", answers["town"]]
    return [
        (_("Address"), [line for line in lines if line]),
        (_("Travels by"), Means(answers["means"]).label),
        (_("At most"), MINUTES_IN_WORDS % {"number": answers["max_minutes"]}),
        (_("Also leaves from"), _spaced(answers["second_postcode"]) or _("No")),
    ]
