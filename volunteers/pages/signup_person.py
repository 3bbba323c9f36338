"""Step 1 of the sign-up: who somebody is, and how to reach them."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from programmes.pages.asking import Said
from programmes.pages.contact import tidy_contact
from programmes.values.dutch import full_name, spoken_phone
from volunteers.models import SignUpDraft
from volunteers.models.volunteer import Channel
from volunteers.pages.email_slips import suggestion

WRONG_EMAIL = _("Fill in your e-mail address, for example name@example.nl.")


def _words(kind: str, **more: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": kind, **more})


class ContactForm(forms.Form):
    """Name, telephone, and how to be reached: what a volunteer can change later too."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=100,
        widget=_words("given-name"),
        error_messages={"required": _("Fill in your first name.")},
    )
    infix = forms.CharField(
        label=_("Infix"),
        max_length=30,
        required=False,
        widget=_words("additional-name"),
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=100, required=False, widget=_words("family-name")
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        widget=_words("tel", type="tel"),
        error_messages={"required": _("Fill in your telephone number, for example 06 12345678.")},
    )
    preferred_channel = forms.ChoiceField(
        label=_("How do we reach you best?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        initial=Channel.EMAIL,
        error_messages={"required": _("Choose how we reach you best.")},
    )

    def clean(self) -> dict[str, Any]:
        """Write names and number as the register does, or say what to change."""
        tidy_contact(self)
        return self.cleaned_data


class PersonForm(ContactForm):
    """What is asked of who signs up."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": WRONG_EMAIL, "invalid": WRONG_EMAIL},
    )
    adult = forms.ChoiceField(
        label=_("Are you 18 or older?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no: you can read along from the age of 18.")},
    )
    field_order = ("first_name", "infix", "last_name", "email", "phone", "adult", "preferred_channel")


class PersonQuestions:
    """Step 1."""

    name = "person"
    template = "volunteers/signup/person.html"

    def __init__(self, answers: dict[str, Any], data: QueryDict | None, draft: SignUpDraft) -> None:
        first = {**answers, "adult": {True: "yes", False: "no"}.get(answers.get("adult", ""), "")}
        if "phone" in answers:
            first["phone"] = spoken_phone(answers["phone"])
        self.form = PersonForm(_with_fix(data), initial=first)
        self.forms: list[forms.BaseForm] = [self.form]
        # An address that was asked about once is taken as it is, now and when the step comes back.
        self.seen = data.get("email_seen", "") if data is not None else answers.get("email", "")
        self.meant = ""

    def is_valid(self) -> bool:
        valid = self.form.is_valid()
        email = self.form.cleaned_data.get("email", "")
        meant = suggestion(email)
        if meant and self.seen != email:
            self.meant, self.seen = meant, email
            return False
        return valid

    def answers(self) -> dict[str, Any]:
        return {**self.form.cleaned_data, "adult": self.form.cleaned_data["adult"] == "yes"}


def _with_fix(data: QueryDict | None) -> QueryDict | None:
    """Take the address over that was suggested and pressed."""
    if data is None or not data.get("email_fix"):
        return data
    fixed = data.copy()
    fixed["email"] = str(data["email_fix"])
    return fixed


def said(answers: dict[str, Any]) -> Said:
    """Say the answers again for the check page."""
    return [
        (_("Name"), full_name(answers["first_name"], answers["infix"], answers["last_name"])),
        (_("E-mail address"), answers["email"]),
        (_("Telephone"), spoken_phone(answers["phone"])),
        (_("18 or older"), _("Yes")),
        (_("Best reached by"), Channel(answers["preferred_channel"]).label),
    ]
