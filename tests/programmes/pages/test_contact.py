"""Names, telephone numbers and house numbers on a form, as people write them."""

import pytest
from django import forms

from programmes.domain.findings import Findings
from programmes.pages.contact import show, split_number, tidy_contact

WRONG = "Fill in the house number, for example 14."


class PersonForm(forms.Form):
    first_name = forms.CharField(required=False)
    infix = forms.CharField(required=False)
    last_name = forms.CharField(required=False)
    phone = forms.CharField(required=False)

    def clean(self) -> None:
        tidy_contact(self)


class DoorForm(forms.Form):
    house_number = forms.CharField(required=False)
    house_addition = forms.CharField(required=False, max_length=10)

    def clean(self) -> None:
        findings = Findings()
        split_number(self, findings, WRONG)
        show(findings, self)


def test_names_and_number_are_written_as_the_register_keeps_them() -> None:
    form = PersonForm({"first_name": " Amina ", "infix": "van  der", "phone": "06 - 12 34 56 78"})

    assert form.is_valid()
    assert form.cleaned_data == {
        "first_name": "Amina",
        "infix": "van der",
        "last_name": "",
        "phone": "+31612345678",
    }


@pytest.mark.parametrize(("field", "text"), [("first_name", "R2D2"), ("last_name", "<b>"), ("phone", "12")])
def test_what_is_no_name_or_number_is_said_at_its_field(field: str, text: str) -> None:
    assert set(PersonForm({field: text}).errors) == {field}


@pytest.mark.parametrize(
    ("number", "addition", "kept"),
    [
        ("14", "", (14, "")),
        (" 14 a ", "", (14, "a")),
        ("14-a", "", (14, "a")),
        ("14/2", "", (14, "2")),
        ("14 hs", "HS", (14, "hs")),
        ("14", "a", (14, "a")),
        ("14 a", "2 hoog", (14, "a 2 hoog")),
        ("99999", "", (99_999, "")),
    ],
)
def test_a_house_number_is_taken_apart(number: str, addition: str, kept: tuple[int, str]) -> None:
    form = DoorForm({"house_number": number, "house_addition": addition})

    assert form.is_valid()
    assert (form.cleaned_data["house_number"], form.cleaned_data["house_addition"]) == kept


@pytest.mark.parametrize("number", ["0", "a", "100000", "1234567", "-14", "14 achter in de tuin", "Laan 14"])
def test_what_is_no_house_number_is_said_with_an_example(number: str) -> None:
    assert DoorForm({"house_number": number}).errors == {"house_number": [WRONG]}


def test_an_empty_number_is_left_to_the_field_itself() -> None:
    assert DoorForm({}).is_valid()
