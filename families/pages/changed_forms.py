"""What changed with a family, told by who registered it: telephone, homes, moments, place and wishes."""

import re
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from families.domain.entry import Referral
from families.domain.referrer import Sender
from families.models import Family
from families.pages.referral_entry import homes_of
from families.pages.referral_home import kept_home
from families.pages.referral_setting import CHILDREN, Setting
from families.pages.referral_where import WhereQuestions
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.pages.asking import asked_again
from programmes.pages.refused import place, sentences_of
from programmes.values.dutch import spoken_phone

_OF_HOME = re.compile(r"homes\[(\d+)\]\.(\w+)")
_AROUND = {"homes": "homes", "places": "places", "wishes": "wishes"}


class PhoneForm(forms.Form):
    """How to reach the contact parent."""

    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={"required": gettext_lazy("Fill in a telephone number, for example 06 12345678.")},
    )


class Changed:
    """All questions of the page, with what stands in the register as their first answers."""

    def __init__(self, family: Family, entry: Referral, data: QueryDict | None, *, day: date) -> None:
        sender = Sender(family.region, family.organisation)
        setting = Setting([sender], {CHILDREN: {"programme": family.programme.slug}}, day)
        kept = {
            "homes": [kept_home(home) for home in entry.homes],
            "places": list(entry.places),
            "wishes": entry.wishes,
        }
        phone = {"phone": spoken_phone(entry.phone)}
        self.phone = asked_again(_phone_form, data, initial=phone)
        self.where = WhereQuestions(kept, data, setting)

    @property
    def forms(self) -> list[Any]:
        """What the summary of errors asks."""
        return [self.phone, *self.where.forms]

    def is_valid(self) -> bool:
        # Both are asked, so that all errors show at once.
        return all([self.phone.is_valid(), self.where.is_valid()])

    def changes(self) -> dict[str, Any]:
        """Give what was filled in by the names of `families.domain.entry.Referral`."""
        where = self.where.answers()
        return {
            "phone": self.phone.cleaned_data["phone"],
            "homes": homes_of(where),
            "places": tuple(where["places"]),
            "wishes": where["wishes"],
        }

    def refuse(self, refused: InvalidInput | Refusal) -> None:
        """Put each sentence at the field that it is about."""
        for path, sentences in sentences_of(refused).items():
            found = _OF_HOME.match(path)
            if found:
                name = "moments" if found[2] == "availability" else found[2]
                place(self.where.used[int(found[1])].form, name, sentences)
            elif path in _AROUND:
                place(self.where.around, path, sentences)
            else:
                place(self.phone, path, sentences)


def _phone_form(data: QueryDict | None, **kwargs: Any) -> PhoneForm:
    return PhoneForm(data, prefix="contact", **kwargs)
