"""The questions about a family: consent, contact, home, children."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.functional import lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.pages.consent_form import language_choices
from programmes.models import Place, Programme, Region
from programmes.models.needs import Need
from programmes.pages.dayparts import DayPartsField, Parts, offer

OLDEST = 18
MOST_CHILDREN = 8


class ContactForm(forms.Form):
    """Who the contact parent is, and how to reach them."""

    agreed = forms.BooleanField(
        label=_("The parents know about this registration and agree"),
        error_messages={"required": _("Ask the parents first. Without their consent we cannot register.")},
    )
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


class HomeForm(forms.Form):
    """Where and when it can be."""

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
    moments = DayPartsField(
        label=_("When is a reader welcome?"),
        help_text=_("Choose all moments that are possible. More moments find a reader sooner."),
        error_messages={"required": _("Choose at least one moment of the week.")},
    )
    places = forms.MultipleChoiceField(
        label=_("Where can it be?"),
        choices=Place.choices,
        initial=[Place.HOME],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one place.")},
    )
    programme = forms.ChoiceField(label=_("Programme"), widget=forms.RadioSelect)
    region = forms.ChoiceField(label=_("Municipality"), required=False)
    wishes = forms.CharField(label=_("Wishes"), max_length=500, required=False, widget=forms.Textarea)

    def __init__(
        self, programmes: list[Programme], regions: list[Region], parts: Parts, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        offer(self, "moments", parts)
        self.fields["wishes"].widget.attrs["rows"] = 3
        programme, region = self.fields["programme"], self.fields["region"]
        assert isinstance(programme, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(region, forms.ChoiceField)  # noqa: S101 - declared above
        programme.choices = [
            (item.slug, f"{item.name} ({item.age_from}-{item.age_to})") for item in programmes
        ]
        programme.initial = programmes[0].slug if programmes else None
        region.choices = [(item.slug, item.name) for item in regions]
        if len(regions) < 2:  # noqa: PLR2004 - nothing to choose
            del self.fields["region"]


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


ChildFormSet = forms.formset_factory(
    ChildForm,
    min_num=1,
    extra=2,
    max_num=MOST_CHILDREN,
    validate_min=True,
)
