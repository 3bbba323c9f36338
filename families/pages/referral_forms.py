"""The questions about a contact parent and a child, for a registration and for a change."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.functional import lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.pages.consent_form import language_choices
from programmes.models.needs import Need

OLDEST = 18
MOST_CHILDREN = 8


class ContactForm(forms.Form):
    """Who the contact parent is, and how to reach them."""

    first_name = forms.CharField(
        label=_("First name of the contact parent"),
        max_length=100,
        error_messages={"required": _("Fill in the first name of the contact parent.")},
    )
    infix = forms.CharField(label=_("Infix, for example van der"), max_length=30, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=100, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={"required": _("Fill in a telephone number, for example 06 12345678.")},
    )
    call_language = forms.ChoiceField(label=_("Call in"), choices=lazy(language_choices, list), initial="nl")
    needs_interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    home_languages = forms.MultipleChoiceField(
        label=_("Languages at home"),
        help_text=_("Hold Ctrl or Cmd to choose more than one."),
        choices=lazy(language_choices, list),
        widget=forms.SelectMultiple(attrs={"size": 6}),
        error_messages={"required": _("Choose at least one language.")},
    )


class ChildForm(forms.Form):
    """A child: first name, month of birth, what helps."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=100,
        error_messages={"required": _("Fill in the first name of the child.")},
    )
    birth_month = forms.TypedChoiceField(
        label=_("Month of birth"),
        choices=[("", "-"), *MONTHS.items()],
        coerce=int,
        error_messages={"required": _("Choose the month in which the child was born.")},
    )
    birth_year = forms.TypedChoiceField(
        label=_("Year of birth"),
        coerce=int,
        error_messages={"required": _("Choose the year in which the child was born.")},
    )
    school = forms.CharField(label=_("School"), max_length=100, required=False)
    needs = forms.MultipleChoiceField(
        label=_("What helps"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = localdate().year
        field = self.fields["birth_year"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "-"), *((str(n), str(n)) for n in range(year, year - OLDEST - 1, -1))]

    def born(self) -> date:
        """Give the month of birth as its first day."""
        return date(self.cleaned_data["birth_year"], self.cleaned_data["birth_month"], 1)
