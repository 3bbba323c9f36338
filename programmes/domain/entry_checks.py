"""Checks that both registers share: names, telephone numbers, postcodes, languages, weekly availability."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext_lazy as _

from programmes.domain.findings import Findings
from programmes.domain.places import Located, locate
from programmes.domain.refusal import InvalidInput
from programmes.models.needs import Restriction
from programmes.models.region import Place, Region
from programmes.values import dutch, places
from programmes.values.availability import DAY_CLOSES, DAY_OPENS, HALF_HOUR, Rhythm, Window, starts
from programmes.values.languages import languages

MOST_WINDOWS = 28
LAST_WEEKDAY = 7


def tidy_name(findings: Findings, field: str, text: str, *, required: bool = False) -> str:
    """Give a name as it is kept; note it when it cannot be one."""
    if not text.strip():
        findings.expect(field, _("Write the name."), holds=not required)
        return ""
    try:
        return dutch.name(text)
    except dutch.NotANameError:
        findings.add(field, _("Write the name in letters, without digits or symbols."))
        return ""


def tidy_line(findings: Findings, field: str, text: str) -> str:
    """Give a part of an address as it is kept; note it when it holds what no letter or envelope can."""
    try:
        return dutch.line(text)
    except dutch.NotALineError:
        findings.add(field, _("Write this in letters and digits, without symbols."))
        return ""


def tidy_phone(findings: Findings, field: str, text: str) -> str:
    """Give a telephone number as E.164; note it when it cannot be called."""
    try:
        return dutch.phone(text)
    except dutch.NotAPhoneNumberError:
        findings.add(field, _("Write a telephone number of ten digits, for instance 06 12345678."))
        return ""


def tidy_postcode(text: str) -> str:
    """Give a postcode as it is kept; what is none comes back as it was, for `find_place` to note."""
    try:
        return places.postcode(text)
    except places.NotAPostcodeError:
        return text


def find_place(findings: Findings, field: str, postcode: str) -> Located | None:
    """Give where a postcode lies; note it when it is not found."""
    try:
        return locate(postcode, field=field)
    except InvalidInput as refused:
        for path, sentences in refused.errors.items():
            for sentence in sentences:
                findings.add(path, sentence)
        return None


def check_language(findings: Findings, field: str, code: str) -> None:
    """Note a code that the list of languages does not have."""
    findings.expect(field, _("Choose a language from the list."), holds=code in languages())


def check_places(findings: Findings, chosen: Collection[str], *, offered: Collection[str]) -> None:
    """Note when no place was chosen, or one that no chosen programme uses."""
    findings.expect("places", _("Choose at least one place."), holds=bool(chosen))
    allowed = set(offered) or set(Place.values)
    findings.expect("places", _("Choose places that the programme uses."), holds=set(chosen) <= allowed)


def check_restrictions(findings: Findings, restrictions: Collection[str], region: Region | None) -> None:
    """Note restrictions where the municipality does not ask for them, or unknown ones."""
    if region is not None and not region.uses_restrictions:
        findings.expect(
            "restrictions", _("Leave this out: this municipality does not ask it."), holds=not restrictions
        )
    known = set(restrictions) <= set(Restriction.values)
    findings.expect("restrictions", _("Choose from pets, smoking and stairs."), holds=known)


def check_windows(findings: Findings, field: str, windows: Sequence[Window], *, visit_minutes: int) -> None:
    """Note windows that are no stretch of a day, overlap, or leave no room for a visit."""
    findings.expect(field, _("Choose at least one moment of the week."), holds=bool(windows))
    findings.expect(field, _("Choose at most 28 moments."), holds=len(windows) <= MOST_WINDOWS)
    before = len(findings.errors)
    for number, window in enumerate(windows[:MOST_WINDOWS]):
        _check_window(findings, f"{field}[{number}]", window)
        overlaps = any(_overlap(window, other) for other in windows[:number])
        findings.expect(
            f"{field}[{number}]", _("Change this moment: it overlaps an earlier one."), holds=not overlaps
        )
    if windows and len(findings.errors) == before:
        fits = any(
            starts(windows, visit_minutes=visit_minutes, in_week=week)
            for week in (Rhythm.WEEK_A, Rhythm.WEEK_B)
        )
        findings.expect(
            field,
            _("Make at least one moment longer: a visit takes %(minutes)s minutes.")
            % {"minutes": visit_minutes},
            holds=fits,
        )


def _check_window(findings: Findings, field: str, window: Window) -> None:
    findings.expect(
        f"{field}.weekday",
        _("Choose a day from 1 (Monday) to 7 (Sunday)."),
        holds=1 <= window.weekday <= LAST_WEEKDAY,
    )
    for name, minutes in (("start", window.start), ("end", window.end)):
        lies_well = DAY_OPENS <= minutes <= DAY_CLOSES and minutes % HALF_HOUR == 0
        findings.expect(f"{field}.{name}", _("Choose a half hour from 08:00 to 21:00."), holds=lies_well)
    findings.expect(
        f"{field}.end", _("Choose an end that is later than the start."), holds=window.start < window.end
    )


def _overlap(one: Window, other: Window) -> bool:
    same_weeks = one.rhythm == other.rhythm or Rhythm.WEEKLY in {one.rhythm, other.rhythm}
    return same_weeks and one.weekday == other.weekday and one.start < other.end and other.start < one.end
