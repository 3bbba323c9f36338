"""What changed with a family, told by who registered it: telephone, homes, moments."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from families.domain.entry import Referral
from families.pages.edit_forms import MOST_HOMES, HomeEditForm, HomeQuestions
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.pages.dayparts import Parts, offer
from programmes.pages.precise_lines import check_moments, precise_lines, weeks_to_choose
from programmes.pages.refused import place, sentences_of
from programmes.pages.windows import split
from programmes.values.dutch import spoken_phone

_OF_HOME = re.compile(r"homes\[(\d+)\]\.(\w+)")


class PhoneForm(forms.Form):
    """How to reach the contact parent."""

    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={"required": gettext_lazy("Fill in a telephone number, for example 06 12345678.")},
    )


class HomeChangedForm(HomeEditForm):
    """An address; every other week is asked as this week or the next, with its days."""

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rhythm = self.fields["rhythm"]
        assert isinstance(rhythm, forms.ChoiceField)  # noqa: S101 - declared so by the form of a home
        rhythm.label, rhythm.choices = gettext("When are the children here?"), weeks_to_choose(day)


class Changed:
    """All questions of the page, with what stands in the register as their first answers."""

    def __init__(self, entry: Referral, data: Mapping[str, Any] | None, *, parts: Parts, day: date) -> None:
        self.phone = PhoneForm(data, prefix="contact", initial={"phone": spoken_phone(entry.phone)})
        self.homes = tuple(_home(entry, data, number, parts, day) for number in range(MOST_HOMES))

    @property
    def forms(self) -> list[Any]:
        """What the summary of errors asks."""
        return [self.phone, *(part for home in self.homes for part in (home.form, home.lines))]

    def is_valid(self) -> bool:
        # Each form is asked, so that all errors show at once.
        answers = [form.is_valid() for form in self.forms]
        for home in (home for home in self.homes if home.is_used):
            check_moments(home.form, home.lines, home.parts)
        return all(answers) and all(form.is_valid() for form in self.forms)

    def changes(self) -> dict[str, Any]:
        """Give what was filled in by the names of `families.domain.entry.Referral`."""
        homes = tuple(home.entry() for home in self.homes if home.is_used)
        return {"phone": self.phone.cleaned_data["phone"], "homes": homes}

    def refuse(self, refused: InvalidInput | Refusal) -> None:
        """Put each sentence at the field that it is about."""
        used = [home.form for home in self.homes if home.is_used]
        for path, sentences in sentences_of(refused).items():
            found = _OF_HOME.match(path)
            if found:
                name = "moments" if found[2] == "availability" else found[2]
                place(used[int(found[1])], name, sentences)
            elif path == "homes":
                place(used[-1], "rhythm", sentences)
            else:
                place(self.phone, path, sentences)


def _home(
    entry: Referral, data: Mapping[str, Any] | None, number: int, parts: Parts, day: date
) -> HomeQuestions:
    kept = entry.homes[number] if number < len(entry.homes) else None
    cells, lines = split(kept.availability, parts) if kept else ([], [])
    prefix = f"home-{number}"
    form = HomeChangedForm(
        data,
        prefix=prefix,
        initial=vars(kept) | {"moments": cells} if kept else {},
        may_be_empty=number > 0,
        day=day,
    )
    offer(form, "moments", parts)
    asked = precise_lines(data, prefix=f"{prefix}-lines", kept=lines, day=day)
    return HomeQuestions(form, asked, parts)
