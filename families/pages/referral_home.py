"""One home on the registration: the address, and when a reader is welcome there."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from families.domain.entry import HomeEntry
from programmes.domain.entry_checks import find_place, tidy_postcode
from programmes.domain.findings import Findings
from programmes.domain.geocoding import look_up
from programmes.domain.refusal import InvalidInput
from programmes.models import Region
from programmes.pages.asking import as_typed, is_unjudged
from programmes.pages.contact import show, split_number
from programmes.pages.dayparts import DayPartsField, cells_of, offer, windows_of
from programmes.pages.precise_lines import check_moments, precise_lines, typed, written
from programmes.pages.refused import show as show_refusal
from programmes.pages.windows import split
from programmes.values.availability import Rhythm, Strength, Window
from programmes.values.merging import merged

WRONG_NUMBER = gettext_lazy("Fill in the house number, for example 14.")
NOT_TYPED_BY_A_BROWSER = {"autocomplete": "off"}
LONGEST_WHO = 40
DOOR = ("postcode", "house_number", "house_addition")


class ReferredHomeForm(forms.Form):
    """An address and the parts of days that suit; with two homes, also with whom the children are there."""

    who = forms.CharField(
        label=gettext_lazy("With whom are the children here?"), max_length=LONGEST_WHO, required=False
    )
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        max_length=10,
        widget=forms.TextInput(attrs=NOT_TYPED_BY_A_BROWSER),
        error_messages={"required": gettext_lazy("Fill in the postcode, for example 5211 AB.")},
    )
    house_number = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=17,
        widget=forms.TextInput(attrs={**NOT_TYPED_BY_A_BROWSER, "inputmode": "numeric"}),
        error_messages={"required": WRONG_NUMBER},
    )
    house_addition = forms.CharField(
        label=gettext_lazy("Addition"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs=NOT_TYPED_BY_A_BROWSER),
    )
    is_hidden = forms.BooleanField(
        label=gettext_lazy("Hide this address from the other parent"), required=False
    )
    moments = DayPartsField(label=gettext_lazy("When can the reader come?"), required=False)

    def clean(self) -> dict[str, Any]:
        """Write postcode and number as the register does, or say what to change."""
        findings, given = Findings(), self.cleaned_data
        code = tidy_postcode(given.get("postcode") or "")
        if code and find_place(findings, "postcode", code) is not None:
            given["postcode"] = code
        split_number(self, findings, WRONG_NUMBER)
        show(findings, self)
        return given


class AskedHome:
    """A home on the page: form, lines to the half hour, and what is known of the address.

    Parameters
    ----------
    data
        What was sent; when the page only has to come back, it is shown and not judged.
    kept
        The home as the draft keeps it.
    """

    def __init__(
        self,
        number: int,
        data: Mapping[str, Any] | None,
        *,
        kept: Mapping[str, Any],
        region: Region,
        day: date,
        who: str,
    ) -> None:
        self.number, self.parts, self._day, sent = number, region.parts, day, data
        self.address: Mapping[str, str] = kept.get("address", {})
        self._prefix = f"home-{number}"
        cells, lines = split(windows_kept(kept.get("windows", ())), self.parts)
        initial = {"who": who, **kept, "postcode": _spaced(kept.get("postcode", "")), "moments": cells}
        make = partial(ReferredHomeForm, prefix=self._prefix)
        if data is not None and is_unjudged(data):
            initial, lines = as_typed(make(data)), typed(data, prefix=f"{self._prefix}-lines")
            data = None
        self.kept_lines = lines
        self.form = make(data, initial=initial)
        offer(self.form, "moments", self.parts, days_across=True)
        self.lines = precise_lines(data, prefix=f"{self._prefix}-lines", kept=lines, day=day)
        # An address that was asked about once is taken as it is.
        self._door = self._door_before = _door(kept)
        self.seen = str(sent.get(f"{self._prefix}-seen", "")) if sent is not None else self._door

    @property
    def forms(self) -> list[Any]:
        """What the summary of errors asks."""
        return [self.form, self.lines]

    @property
    def title(self) -> str:
        """What the card is called: with mother."""
        return with_whom(self.who)

    @property
    def who(self) -> str:
        """With whom the children are here, as it stands on the page."""
        return str(self.form["who"].value() or "").strip()[:LONGEST_WHO]

    @property
    def found(self) -> Mapping[str, str]:
        """What is known of the address that stands on the page; nothing of one that was changed."""
        return self.address if self._door == _door(self._shown()) else {}

    @property
    def is_moved(self) -> bool:
        """Whether another address stands here than before; so it does when there was none."""
        return self._door != self._door_before

    @property
    def number_at_door(self) -> str:
        """The house number with what follows it."""
        shown = self._shown()
        return f"{shown['house_number'] or ''}{shown['house_addition'] or ''}"

    @property
    def is_open(self) -> bool:
        """Whether the lines are shown at once: something stands in them, or is wrong with them."""
        return bool(self.kept_lines or self.lines.total_error_count() or written(self.lines, day=self._day))

    def is_valid(self) -> bool:
        # All is asked before anything is answered, so that all errors show at once.
        valid = [self.form.is_valid(), self.lines.is_valid()]
        check_moments(self.form, self.lines, self.parts)
        return all(valid) and self.form.is_valid() and self.lines.is_valid() and self._is_found()

    def windows(self) -> tuple[Window, ...]:
        """Give the moments so far; lines that are not right yet are left out."""
        offered = cells_of(self.parts)
        cells = [value for value in self.form["moments"].value() or () if value in offered]
        return merged((*windows_of(cells, self.parts), *written(self.lines, day=self._day)))

    def take_moments(self, other: "AskedHome") -> None:
        """Show the moments of another home here."""
        self.form.initial["moments"] = other.form["moments"].value()
        self.kept_lines = other.kept_lines
        name = f"{self._prefix}-lines"
        self.lines = precise_lines(None, prefix=name, kept=other.kept_lines, day=self._day)

    def answers(self) -> dict[str, Any]:
        """Give what the draft keeps, once it is valid."""
        given = self.form.cleaned_data
        plain = ("who", *DOOR, "is_hidden")
        rest = {"windows": rows_of(self.windows()), "address": dict(self.address)}
        return {**{name: given[name] for name in plain}, **rest}

    def _shown(self) -> dict[str, Any]:
        return {name: self.form[name].value() for name in DOOR}

    def _is_found(self) -> bool:
        """Look the address up; one that is not found is asked about once, and taken when it comes again."""
        given = self.form.cleaned_data
        door = self._door = _door(given)
        try:
            found = look_up(
                postcode=given["postcode"],
                house_number=given["house_number"],
                addition=given["house_addition"],
            )
        except InvalidInput as refused:
            show_refusal(refused, self.form)
            return False
        self.address = {"street": found.street, "town": found.town, "district": str(found.district or "")}
        if found.found or self.seen == door:
            return True
        self.seen = door
        sentence = _("We do not find this address. Is it right? Then go on once more.")
        self.form.add_error("house_number", sentence)
        return False


def with_whom(who: str) -> str:
    """Call a home by whom the children are with there."""
    return _("With %(who)s") % {"who": who} if who else ""


def who_of(label: str) -> str:
    """Read with whom the children are from what a home is called."""
    before, _who, after = with_whom("\0").partition("\0")
    return label.removeprefix(before).removesuffix(after)[:LONGEST_WHO]


def kept_home(home: HomeEntry) -> dict[str, Any]:
    """Write a home of the register as a draft keeps one."""
    called = {"who": who_of(home.label)} if home.label else {}
    return {
        **called,
        **{name: getattr(home, name) for name in (*DOOR, "is_hidden", "rhythm")},
        "windows": rows_of(home.availability),
        "address": {},
    }


def rows_of(windows: Iterable[Window]) -> list[list[Any]]:
    """Write moments as a draft keeps them."""
    return [[one.weekday, one.start, one.end, one.strength, one.rhythm] for one in windows]


def windows_kept(rows: Any) -> list[Window]:  # noqa: ANN401 - as JSON gives it
    """Read moments as a draft keeps them."""
    return [Window(day, start, end, Strength(how), Rhythm(weeks)) for day, start, end, how, weeks in rows]


def _door(given: Mapping[str, Any]) -> str:
    """Write an address as one word, however it was typed: 14 b, and 14 with b."""
    parts = (given.get(name) or "" for name in DOOR)
    return "".join("".join(str(part).split()) for part in parts).lower()


def _spaced(postcode: str) -> str:
    return f"{postcode[:4]} {postcode[4:]}".strip()
