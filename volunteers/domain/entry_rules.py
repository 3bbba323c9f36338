"""Which entries about a volunteer can be kept, and the record that an entry makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from programmes.domain.entry_checks import (
    check_language,
    check_places,
    check_restrictions,
    check_windows,
    find_place,
    tidy_line,
    tidy_name,
    tidy_phone,
    tidy_postcode,
)
from programmes.domain.findings import Findings
from programmes.models import Programme, Region
from programmes.states import ProgrammeState
from programmes.values.languages import LEVELS
from volunteers.domain.entry import LISTED_FIELDS, PLAIN_FIELDS, SignUp
from volunteers.models import Volunteer

MOST_LANGUAGES = 10
SHORTEST_VISIT = 60
CAPACITY = range(1, 5)
CHILDREN = range(1, 9)
TRAVEL_MINUTES = range(5, 121)
AGES = range(19)


@dataclass(frozen=True)
class Checked:
    """An entry that can be kept: the record with its fields filled, and where things lie."""

    volunteer: Volunteer
    programmes: Sequence[Programme]


def check(entry: SignUp, *, onto: Volunteer) -> Checked:
    """Fill a record from an entry, or refuse the entry as a whole. Nothing is stored.

    Parameters
    ----------
    onto
        A new record, or the one that changes; an address whose postcode did not change keeps its place.

    Raises
    ------
    InvalidInput
        With every field that has to change.
    """
    findings = Findings()
    region = _region(findings, entry)
    programmes = _programmes(findings, entry, region, onto)
    _check_person(findings, entry)
    _check_wishes(findings, entry)
    _check_what_suits(findings, entry, region, programmes)
    _fill(findings, onto, entry)
    _place(findings, onto, entry)
    if region is not None:
        onto.region = region
    findings.check_fields(
        onto, leave_out=frozenset({"district", "region", "x", "y", "postcode", "consent_on"})
    )
    findings.close()
    return Checked(onto, programmes)


def _region(findings: Findings, entry: SignUp) -> Region | None:
    region = Region.objects.filter(slug=entry.region).first()
    findings.expect("region", _("Choose a municipality that takes part."), holds=region is not None)
    return region


def _programmes(findings: Findings, entry: SignUp, region: Region | None, onto: Volunteer) -> list[Programme]:
    rows = Programme.objects.filter(slug__in=entry.programmes, regions=region) if region else ()
    kept = set(onto.programmes.values_list("pk", flat=True)) if onto.pk else set()
    found = [row for row in rows if row.state == ProgrammeState.OPEN or row.pk in kept]
    findings.expect("programmes", _("Choose at least one programme."), holds=bool(entry.programmes))
    if region is not None:
        findings.expect(
            "programmes",
            _("Choose programmes that this municipality offers."),
            holds={programme.slug for programme in found} == set(entry.programmes),
        )
    return found


def _check_person(findings: Findings, entry: SignUp) -> None:
    findings.expect("adult", _("You can read along from the age of 18."), holds=entry.adult)
    findings.expect(
        "consent_version", _("Agree to the privacy text first."), holds=bool(entry.consent_version.strip())
    )
    try:
        validate_email(entry.email.strip())
    except ValidationError:
        findings.add("email", _("Write an e-mail address, for instance name@example.org."))


def _check_wishes(findings: Findings, entry: SignUp) -> None:
    findings.expect("capacity", _("Choose 1 to 4 families."), holds=entry.capacity in CAPACITY)
    findings.expect("max_children", _("Choose 1 to 8 children."), holds=entry.max_children in CHILDREN)
    findings.expect("max_minutes", _("Choose 5 to 120 minutes."), holds=entry.max_minutes in TRAVEL_MINUTES)
    _check_ages(findings, ("age_from", "age_to"), (entry.age_from, entry.age_to))
    wish = (entry.age_wish_from, entry.age_wish_to)
    if wish != (None, None):
        _check_ages(findings, ("age_wish_from", "age_wish_to"), wish)
    if entry.available_from and entry.available_until:
        findings.expect(
            "available_until",
            _("Choose a last day that is not before the first."),
            holds=entry.available_from <= entry.available_until,
        )


def _check_ages(findings: Findings, fields: tuple[str, str], ages: tuple[int | None, int | None]) -> None:
    for field, age in zip(fields, ages, strict=True):
        findings.expect(field, _("Choose an age from 0 to 18."), holds=age in AGES)
    youngest, oldest = ages
    if youngest is not None and oldest is not None:
        findings.expect(
            fields[1], _("Choose an age that is not below the youngest."), holds=youngest <= oldest
        )


def _check_what_suits(
    findings: Findings, entry: SignUp, region: Region | None, programmes: Sequence[Programme]
) -> None:
    _check_languages(findings, entry)
    check_places(
        findings, entry.places, offered=[place for programme in programmes for place in programme.places]
    )
    check_restrictions(findings, entry.restrictions, region)
    visit = min((programme.visit_minutes for programme in programmes), default=SHORTEST_VISIT)
    check_windows(findings, "availability", entry.availability, visit_minutes=visit)


def _check_languages(findings: Findings, entry: SignUp) -> None:
    findings.expect("languages", _("Choose at least one language."), holds=bool(entry.languages))
    findings.expect(
        "languages", _("Choose at most 10 languages."), holds=len(entry.languages) <= MOST_LANGUAGES
    )
    codes = [spoken.code for spoken in entry.languages]
    for number, spoken in enumerate(entry.languages[:MOST_LANGUAGES]):
        field = f"languages[{number}]"
        check_language(findings, f"{field}.code", spoken.code)
        findings.expect(
            f"{field}.code",
            _("Leave this out: it is in the list already."),
            holds=spoken.code not in codes[:number],
        )
        findings.expect(
            f"{field}.level", _("Choose a level from A1 to C2, or native."), holds=spoken.level in LEVELS
        )


def _fill(findings: Findings, onto: Volunteer, entry: SignUp) -> None:
    onto.first_name = tidy_name(findings, "first_name", entry.first_name, required=True)
    onto.infix = tidy_name(findings, "infix", entry.infix)
    onto.last_name = tidy_name(findings, "last_name", entry.last_name)
    onto.phone = tidy_phone(findings, "phone", entry.phone)
    onto.email = entry.email.strip()
    onto.consent_version = entry.consent_version.strip()
    for name in PLAIN_FIELDS:
        setattr(onto, name, getattr(entry, name))
    for name in ("house_addition", "street", "town"):
        setattr(onto, name, tidy_line(findings, name, getattr(entry, name)))
    for name in LISTED_FIELDS:
        setattr(onto, name, sorted(set(getattr(entry, name))))


def _place(findings: Findings, onto: Volunteer, entry: SignUp) -> None:
    first, second = tidy_postcode(entry.postcode), tidy_postcode(entry.second_postcode)
    if not onto.pk or first != onto.postcode:
        found = find_place(findings, "postcode", first)
        if found is not None:
            onto.postcode, onto.x, onto.y, onto.district = first, found.x, found.y, found.district
    if second != onto.second_postcode:
        other = find_place(findings, "second_postcode", second) if second else None
        onto.second_postcode = second
        onto.second_x = other.x if other else None
        onto.second_y = other.y if other else None
