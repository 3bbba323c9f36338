"""Names, telephone numbers and house numbers on a form, written as the registers keep them."""

import re
from typing import TYPE_CHECKING

from django import forms

from programmes.domain.entry_checks import tidy_name, tidy_phone
from programmes.domain.findings import Findings
from programmes.pages.refused import place

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NAMES = ("first_name", "infix", "last_name")
HIGHEST_NUMBER = 99_999
LONGEST_ADDITION = 10
_NUMBER = re.compile(r"(\d{1,6})[\s\-/]*(.*)", re.DOTALL)


def tidy_contact(form: forms.Form) -> None:
    """Write names and telephone number as the register does, or say at each field what to change."""
    findings, given = Findings(), form.cleaned_data
    for name in NAMES:
        given[name] = tidy_name(findings, name, given.get(name) or "")
    if given.get("phone"):
        given["phone"] = tidy_phone(findings, "phone", given["phone"])
    show(findings, form)


def split_number(form: forms.Form, findings: Findings, wrong: "StrOrPromise") -> None:
    """Take "14 a" apart, as people write it in one field; ``wrong`` says what a number looks like."""
    given = form.cleaned_data
    text = (given.get("house_number") or "").strip()
    if not text:
        return
    found = _NUMBER.fullmatch(text)
    number = int(found[1]) if found else 0
    behind, beside = found[2].strip() if found else "", given.get("house_addition", "")
    # Some write it in both fields: the same once, and what differs together.
    same = behind.casefold() == beside.casefold()
    addition = behind if same else f"{behind} {beside}".strip()
    fits = 1 <= number <= HIGHEST_NUMBER and len(addition) <= LONGEST_ADDITION
    findings.expect("house_number", wrong, holds=fits)
    given |= {"house_number": number, "house_addition": addition}


def show(findings: Findings, form: forms.Form) -> None:
    """Put what was found at the fields of a form."""
    for name, sentences in findings.errors.items():
        place(form, name, sentences)
