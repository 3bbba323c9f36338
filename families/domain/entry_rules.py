"""Which entries about a family can be kept, and the records that an entry makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from families.domain.consents import check_consent
from families.domain.entry import LISTED_FIELDS, PLAIN_FIELDS, ChildEntry, HomeEntry, Referral
from families.models import Child, Family, Home
from programmes.domain.entry_checks import (
    check_language,
    check_places,
    check_restrictions,
    check_windows,
    find_place,
    tidy_name,
    tidy_phone,
    tidy_postcode,
)
from programmes.domain.findings import Findings
from programmes.models import Programme
from programmes.values.availability import Rhythm
from programmes.values.languages import LEVELS

MOST_LANGUAGES = 10
MOST_CHILDREN = 8
MOST_HOMES = 2
READERS = range(1, 3)
OLDEST = 18
ONE_HOME = [Rhythm.WEEKLY.value]
TWO_HOMES = [Rhythm.WEEK_A.value, Rhythm.WEEK_B.value]
_FIELDS_OF_THE_FAMILY = frozenset({"family"})


@dataclass(frozen=True)
class Checked:
    """An entry that can be kept: records with their fields filled, in the order of the entry."""

    family: Family
    children: Sequence[Child]
    homes: Sequence[Home]


def check(entry: Referral, *, onto: Family, day: date, kept_homes: Sequence[Home] = ()) -> Checked:
    """Fill records from an entry, or refuse the entry as a whole. Nothing is stored.

    Parameters
    ----------
    onto
        A new record with region and programme, or the one that changes.
    day
        The day on which ages are counted.
    kept_homes
        Homes as they were: the same postcode keeps its place.

    Raises
    ------
    InvalidInput
        With every field that has to change.
    """
    findings = Findings()
    programme = onto.programme
    _check_family(findings, entry, programme)
    _check_languages(findings, entry)
    check_places(findings, entry.places, offered=programme.places)
    check_restrictions(findings, entry.restrictions, onto.region)
    _fill(findings, onto, entry)
    findings.check_fields(onto, leave_out=frozenset({"number", "registered_at", "state"}))
    children = _children(findings, entry.children, programme, day)
    homes = _homes(findings, entry.homes, programme, kept_homes)
    if entry.consent is not None:
        check_consent(findings, entry.consent, day=day, field="consent.")
    findings.close()
    return Checked(onto, children, homes)


def _check_family(findings: Findings, entry: Referral, programme: Programme) -> None:
    findings.expect(
        "parent_present", _("A parent has to be at home during the visits."), holds=entry.parent_present
    )
    findings.expect("readers_needed", _("Choose 1 or 2 readers."), holds=entry.readers_needed in READERS)
    findings.expect(
        "took_part_before",
        _("Choose another programme: a family takes part in this one once."),
        holds=programme.allows_second_participation or not entry.took_part_before,
    )


def _check_languages(findings: Findings, entry: Referral) -> None:
    findings.expect("home_languages", _("Choose at least one language."), holds=bool(entry.home_languages))
    findings.expect(
        "home_languages", _("Choose at most 10 languages."), holds=len(entry.home_languages) <= MOST_LANGUAGES
    )
    for number, code in enumerate(entry.home_languages[:MOST_LANGUAGES]):
        check_language(findings, f"home_languages[{number}]", code)
    check_language(findings, "call_language", entry.call_language)
    if entry.required_language:
        check_language(findings, "required_language", entry.required_language)
    for field in ("parents_dutch", "children_dutch"):
        level = getattr(entry, field)
        findings.expect(field, _("Choose a level from A1 to C2, or native."), holds=level in {"", *LEVELS})


def _fill(findings: Findings, onto: Family, entry: Referral) -> None:
    onto.first_name = tidy_name(findings, "first_name", entry.first_name, required=True)
    onto.infix = tidy_name(findings, "infix", entry.infix)
    onto.last_name = tidy_name(findings, "last_name", entry.last_name)
    onto.phone = tidy_phone(findings, "phone", entry.phone)
    for name in PLAIN_FIELDS:
        setattr(onto, name, getattr(entry, name))
    for name in LISTED_FIELDS:
        setattr(onto, name, sorted(set(getattr(entry, name))))


def _children(
    findings: Findings, entries: Sequence[ChildEntry], programme: Programme, day: date
) -> list[Child]:
    findings.expect("children", _("Add at least one child."), holds=bool(entries))
    findings.expect("children", _("Add at most 8 children."), holds=len(entries) <= MOST_CHILDREN)
    children = [
        _child(findings, f"children[{n}]", entry, day) for n, entry in enumerate(entries[:MOST_CHILDREN])
    ]
    if children:
        youngest, oldest = programme.age_from, programme.age_to
        sentence = _(
            "Choose another programme: this one is for children of %(youngest)s to %(oldest)s years."
        )
        findings.expect(
            "children",
            sentence % {"youngest": youngest, "oldest": oldest},
            holds=any(youngest <= child.age_on(day) <= oldest for child in children),
        )
    return children


def _child(findings: Findings, field: str, entry: ChildEntry, day: date) -> Child:
    child = Child(
        first_name=tidy_name(findings, f"{field}.first_name", entry.first_name, required=True),
        birth_month=entry.birth_month.replace(day=1),
        school=entry.school.strip(),
        needs=sorted(set(entry.needs)),
    )
    born = entry.birth_month.replace(day=1) <= day and child.age_on(day) <= OLDEST
    findings.expect(f"{field}.birth_month", _("Choose a month of the past 18 years."), holds=born)
    findings.check_fields(child, prefix=f"{field}.", leave_out=_FIELDS_OF_THE_FAMILY)
    return child


def _homes(
    findings: Findings, entries: Sequence[HomeEntry], programme: Programme, kept: Sequence[Home]
) -> list[Home]:
    findings.expect("homes", _("Add one home, or two where the children alternate."), holds=bool(entries))
    findings.expect("homes", _("Add at most two homes."), holds=len(entries) <= MOST_HOMES)
    rhythms = sorted(entry.rhythm for entry in entries)
    if len(entries) == 1:
        findings.expect("homes[0].rhythm", _("Choose every week for one home."), holds=rhythms == ONE_HOME)
    if len(entries) == MOST_HOMES:
        findings.expect(
            "homes", _("Choose weeks A for one home and weeks B for the other."), holds=rhythms == TWO_HOMES
        )
    homes = []
    for number, entry in enumerate(entries[:MOST_HOMES]):
        field = f"homes[{number}]"
        check_windows(
            findings, f"{field}.availability", entry.availability, visit_minutes=programme.visit_minutes
        )
        homes.append(_home(findings, field, entry, kept))
    return homes


def _home(findings: Findings, field: str, entry: HomeEntry, kept: Sequence[Home]) -> Home:
    home = Home(
        rhythm=entry.rhythm,
        label=entry.label.strip(),
        is_hidden=entry.is_hidden,
        house_number=entry.house_number,
        house_addition=entry.house_addition.strip(),
    )
    home.postcode = tidy_postcode(entry.postcode)
    same = next((old for old in kept if old.postcode == home.postcode), None)
    found = same or find_place(findings, f"{field}.postcode", home.postcode)
    if found is not None:
        home.x, home.y, home.district = found.x, found.y, found.district
    findings.check_fields(
        home,
        prefix=f"{field}.",
        leave_out=_FIELDS_OF_THE_FAMILY | {"district", "x", "y", "postcode", "rhythm"},
    )
    return home
