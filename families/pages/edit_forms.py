"""The questions of the page on which a coordinator changes a family."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from families.domain.entry import ChildEntry, HomeEntry, Referral
from families.models.family import LEVEL_CHOICES
from families.pages.consent_form import language_choices
from families.pages.referral_forms import MOST_CHILDREN, ChildForm, ContactForm
from programmes.models import Place, Region
from programmes.models.needs import Restriction
from programmes.models.window import RHYTHM_CHOICES
from programmes.pages.dayparts import DayPartsField, Parts, offer
from programmes.pages.form_version import as_shown
from programmes.pages.windows import Lines, WindowFormSet, split, together
from programmes.values.dutch import spoken_phone

MOST_HOMES = 2


def _with_none(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", "-"), *choices]


class ContactEditForm(ContactForm):
    """How to reach the family, and its languages."""

    required_language = forms.ChoiceField(
        label=_("The reader must speak"),
        choices=lazy(lambda: _with_none(language_choices()), list),
        required=False,
    )
    parents_dutch = forms.ChoiceField(
        label=_("Dutch of the parents"), choices=_with_none(LEVEL_CHOICES), required=False
    )
    children_dutch = forms.ChoiceField(
        label=_("Dutch of the children"), choices=_with_none(LEVEL_CHOICES), required=False
    )


class WishesForm(forms.Form):
    """What the family asks for."""

    places = forms.MultipleChoiceField(
        label=_("Where can it be?"),
        choices=Place.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one place.")},
    )
    readers_needed = forms.TypedChoiceField(
        label=_("Readers needed"), choices=[(1, "1"), (2, "2")], coerce=int, widget=forms.RadioSelect
    )
    took_part_before = forms.BooleanField(label=_("Took part before"), required=False)
    restrictions = forms.MultipleChoiceField(
        label=_("At home there are"),
        choices=Restriction.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wishes = forms.CharField(
        label=_("Wishes"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    safety_note = forms.CharField(
        label=_("Safety note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, asks_restrictions: bool, shows_note: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_restrictions:
            del self.fields["restrictions"]
        if not shows_note:
            del self.fields["safety_note"]


class HomeEditForm(forms.Form):
    """An address, its weeks, and the parts of days that suit; a second home may stay empty."""

    label = forms.CharField(label=_("Called, for example “with mother”"), max_length=50, required=False)
    rhythm = forms.ChoiceField(label=_("Which weeks"), choices=RHYTHM_CHOICES)
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
    is_hidden = forms.BooleanField(label=_("Hide this address from the other parent"), required=False)
    moments = DayPartsField(label=_("When is a reader welcome?"), required=False)

    def __init__(self, *args: Any, may_be_empty: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_be_empty = may_be_empty
        if may_be_empty:
            self.fields["postcode"].required = self.fields["house_number"].required = False
            self.fields["postcode"].help_text = _("Leave this empty when there is one home.")

    def clean(self) -> dict[str, Any]:
        """Ask for the number once a postcode of the second home is there."""
        given = self.cleaned_data
        if given.get("postcode") and "house_number" in given and given["house_number"] is None:
            self.add_error("house_number", _("Fill in the house number."))
        return given


ChildEditSet = forms.formset_factory(
    ChildForm, extra=1, max_num=MOST_CHILDREN, can_delete=True, can_delete_extra=False
)


@dataclass(frozen=True)
class HomeQuestions:
    """One home on the page: the form, and the lines with other hours."""

    form: HomeEditForm
    lines: Lines
    parts: Parts

    @property
    def is_used(self) -> bool:
        return bool(self.form.cleaned_data.get("postcode"))

    def entry(self) -> HomeEntry:
        given = self.form.cleaned_data
        names = ("label", "rhythm", "postcode", "house_number", "house_addition", "is_hidden")
        plain = {name: given[name] for name in names}
        return HomeEntry(
            availability=together(given["moments"], self.lines, self.parts),
            **plain,
        )


@dataclass(frozen=True)
class Questions:
    """All questions of the page, filled in from an entry or by somebody."""

    contact: ContactEditForm
    wishes: WishesForm
    children: "forms.BaseFormSet[ChildForm]"
    homes: tuple[HomeQuestions, ...]

    def are_valid(self) -> bool:
        # Each form is asked, so that all errors show at once.
        valid = [form.is_valid() for form in self.everything()]
        return all(valid)

    def everything(self) -> "list[forms.BaseForm | forms.BaseFormSet[Any]]":
        homes = [part for home in self.homes for part in (home.form, home.lines)]
        return [self.contact, self.children, *homes, self.wishes]

    def kept_children(self) -> list[ChildForm]:
        """Give the forms of the children who stay or come."""
        given = ((form, form.cleaned_data) for form in self.children.forms)
        return [form for form, child in given if child.get("first_name") and not child.get("DELETE")]

    def changes(self) -> dict[str, Any]:
        """Give what was filled in by the names of `families.domain.entry.Referral`."""
        given = {**self.contact.cleaned_data, **self.wishes.cleaned_data}
        for name in ("home_languages", "places", "restrictions"):
            if name in given:
                given[name] = tuple(given[name])
        return given | {
            "children": tuple(_child(form) for form in self.kept_children()),
            "homes": tuple(home.entry() for home in self.homes if home.is_used),
        }


def questions(
    entry: Referral, data: Mapping[str, Any] | None, *, region: Region, shows_note: bool
) -> Questions:
    """Make the forms, with what stands in the register as their first answers."""
    kept = {**vars(entry), "phone": spoken_phone(entry.phone)}
    return Questions(
        ContactEditForm(data, prefix="contact", initial=kept),
        WishesForm(
            data,
            prefix="wishes",
            initial=kept,
            asks_restrictions=region.uses_restrictions,
            shows_note=shows_note,
        ),
        _children(entry, data),
        tuple(_home(entry, data, number, region.parts) for number in range(MOST_HOMES)),
    )


def _children(entry: Referral, data: Mapping[str, Any] | None) -> "forms.BaseFormSet[ChildForm]":
    answers = [_child_answers(child) for child in entry.children]
    found = as_shown(ChildEditSet(data, prefix="children", initial=answers))
    for form in (form for form in found.forms if "DELETE" in form.fields):
        form.fields["DELETE"].label = _("Take this child off the list")
    return found


def _home(entry: Referral, data: Mapping[str, Any] | None, number: int, parts: Parts) -> HomeQuestions:
    kept = entry.homes[number] if number < len(entry.homes) else None
    cells, lines = split(kept.availability, parts) if kept else ([], [])
    answers = vars(kept) | {"moments": cells} if kept else {}
    prefix = f"home-{number}"
    form = HomeEditForm(data, prefix=prefix, initial=answers, may_be_empty=number > 0)
    offer(form, "moments", parts)
    return HomeQuestions(
        form, as_shown(WindowFormSet(data, prefix=f"{prefix}-moments", initial=lines)), parts
    )


def _child(form: ChildForm) -> ChildEntry:
    given = form.cleaned_data
    return ChildEntry(given["first_name"], form.born(), given["school"], tuple(given["needs"]))


def _child_answers(child: ChildEntry) -> dict[str, object]:
    return {
        "first_name": child.first_name,
        "birth_month": child.birth_month.month,
        "birth_year": child.birth_month.year,
        "school": child.school,
        "needs": list(child.needs),
    }
