"""Fields that read what people type: names, telephone numbers, postcodes, notes, dates."""

import unicodedata
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from programmes.values import dutch, places

LINE_LENGTH = 100
NOTE_LENGTH = 500
PHONE_LENGTH = 20
FIRST_DATE = date(1900, 1, 1)
LAST_DATE = date(2100, 12, 31)
_LINE_BREAKS = frozenset("\n\r\t")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST_RAW = 1_000


class LineField(serializers.CharField):
    """One line of text without invisible characters."""

    default_error_messages = {"invisible": _("Remove the characters that nobody can see.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LINE_LENGTH} | options)

    def to_internal_value(self, data: Any) -> str:
        """Refuse control, direction and zero-width characters."""
        text = super().to_internal_value(data)
        if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in text):
            self.fail("invisible")
        return text


class NoteField(serializers.CharField):
    """Some lines of text; line breaks and composed emoji are fine."""

    default_error_messages = LineField.default_error_messages

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": NOTE_LENGTH} | options)

    def to_internal_value(self, data: Any) -> str:
        """Refuse control characters but line breaks, and what turns the direction of text."""
        text = super().to_internal_value(data)
        if any((unicodedata.category(c) == "Cc" and c not in _LINE_BREAKS) or c in _BIDI for c in text):
            self.fail("invisible")
        return text


class NameField(serializers.CharField):
    """A person's name in any script: one word is enough; digits and emoji are not a name."""

    default_error_messages = {
        "not_a_name": _("Write the name in letters, as it is spoken: no digits, no emoji, at most 100 signs.")
    }

    def to_internal_value(self, data: Any) -> str:
        """Tidy the name, or say what to leave out."""
        text = super().to_internal_value(data)
        try:
            return dutch.name(text) if text and len(text) <= _LONGEST_RAW else self._empty(text)
        except dutch.NotANameError:
            self.fail("not_a_name")

    def _empty(self, text: str) -> str:
        return text if not text else self.fail("not_a_name")


class PhoneField(serializers.CharField):
    """A telephone number as people write it; kept as E.164."""

    default_error_messages = {
        "not_a_phone": _("Write ten digits, for instance 06 12345678, or begin with + and the country.")
    }

    def to_internal_value(self, data: Any) -> str:
        """Write the number in one way, or say how it may look."""
        text = super().to_internal_value(data)
        try:
            return dutch.phone(text[:_LONGEST_RAW]) if text else text
        except dutch.NotAPhoneNumberError:
            self.fail("not_a_phone")


class PostcodeField(serializers.CharField):
    """A Dutch postcode with four digits, and two letters if one has them."""

    default_error_messages = {"not_a_postcode": _("Write four digits and two letters, for instance 5211 AB.")}

    def to_internal_value(self, data: Any) -> str:
        """Write the postcode in one way, or say how it may look."""
        try:
            return places.postcode(super().to_internal_value(data)[:_LONGEST_RAW])
        except places.NotAPostcodeError:
            self.fail("not_a_postcode")


class DayField(serializers.DateField):
    """A date in the years in which people live."""

    default_error_messages = {"out_of_range": _("Choose a date between 1900 and 2100.")}

    def to_internal_value(self, value: Any) -> date:
        """Refuse the year 0001 and the year 9999."""
        day = super().to_internal_value(value)
        if not FIRST_DATE <= day <= LAST_DATE:
            self.fail("out_of_range")
        return day
