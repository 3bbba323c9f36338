"""The columns of a spreadsheet of families."""

import re

from django.utils.translation import gettext_lazy as _

from programmes.domain.sheets.columns import Column

CHILDREN = range(1, 5)
NUMBER = "number"
HOME_COLUMNS = ("postcode", "house_number", "house_addition", "availability")
CONSENT_COLUMNS = ("consent_by", "consent_on", "consent_how", "consent_language", "consent_version")
_CHILD = re.compile(r"children(?:\[(\d+)\](?:\.(\w+))?)?")
_HOME = re.compile(r"homes(?:\[\d+\])?(?:\.(\w+))?.*")


def _of_child(number: int) -> list[Column]:
    is_first = number == CHILDREN[0]
    alone = ("kind", "child", "voornaam kind") if is_first else ()
    alone_born = ("geboortemaand", "birth month", "geboren", "geboortedatum") if is_first else ()
    name = _("Child %(number)s") % {"number": number}
    born = _("Birth month %(number)s") % {"number": number}
    return [
        Column(
            f"child_{number}",
            name,
            (f"kind {number}", f"voornaam kind {number}", *alone),
            required=is_first,
            example="Yusuf" if is_first else "",
        ),
        Column(
            f"birth_{number}",
            born,
            (f"geboortemaand {number}", f"geboortemaand kind {number}", f"geboren {number}", *alone_born),
            required=is_first,
            example="03-2017" if is_first else "",
        ),
    ]


COLUMNS = (
    Column(NUMBER, _("Number"), ("nummer", "gezin", "family", "gezinsnummer", "reference")),
    Column(
        "first_name",
        _("First name of the contact parent"),
        ("voornaam", "first name", "voornaam ouder"),
        required=True,
        example="Amina",
    ),
    Column("infix", _("Infix"), ("tussenvoegsel", "tussenvoegsels")),
    Column("last_name", _("Last name"), ("achternaam", "familienaam", "surname"), example="El Idrissi"),
    Column(
        "phone",
        _("Telephone"),
        ("telefoon", "telefoonnummer", "phone", "mobiel", "tel"),
        required=True,
        example="06 12345678",
    ),
    Column(
        "call_language",
        _("Language to call in"),
        ("beltaal", "taal om in te bellen", "call language"),
        example=_("Arabic"),
    ),
    Column(
        "home_languages",
        _("Languages at home"),
        ("thuistalen", "thuistaal", "talen thuis", "home languages", "taal"),
        required=True,
        example=_("Arabic, Dutch"),
    ),
    Column("programme", _("Programme"), ("programma",), example="DoorleesExpress"),
    Column(
        "places",
        _("Places"),
        ("plaatsen", "plekken", "waar", "plek"),
        required=True,
        example=_("At home, Library"),
    ),
    Column("postcode", _("Postcode"), ("pc",), required=True, example="5211 AB"),
    Column(
        "house_number",
        _("House number"),
        ("huisnummer", "nummer huis", "huisnr"),
        required=True,
        example="14",
    ),
    Column("house_addition", _("Addition"), ("toevoeging", "huisnummertoevoeging")),
    Column(
        "availability",
        _("Moments"),
        ("momenten", "beschikbaarheid", "availability", "wanneer"),
        required=True,
        example="wo 14:00-16:00; vr 15:00-17:00 week A",
    ),
    *(column for number in CHILDREN for column in _of_child(number)),
    Column("wishes", _("Wishes"), ("wensen",)),
    Column("consent_by", _("Consent given by"), ("toestemming door", "toestemming van")),
    Column("consent_on", _("Consent given on"), ("toestemming op", "datum toestemming")),
    Column("consent_how", _("How consent was given"), ("toestemming hoe", "hoe toestemming")),
    Column("consent_language", _("Language of the consent"), ("taal toestemming", "toestemming taal")),
    Column("consent_version", _("Version of the consent"), ("versie toestemming", "toestemming versie")),
)


def column_of(path: str) -> str:
    """Tell which column a field of an entry is in; an empty text where there is none."""
    if found := _CHILD.fullmatch(path):
        number = min(int(found[1] or 0) + 1, CHILDREN[-1])
        return f"birth_{number}" if found[2] == "birth_month" else f"child_{number}"
    if found := _HOME.fullmatch(path):
        return found[1] if found[1] in HOME_COLUMNS else "postcode"
    if path.startswith("consent."):
        return f"consent_{path.removeprefix('consent.').removeprefix('given_')}"
    name = path.partition("[")[0]
    return name if any(column.name == name for column in COLUMNS) else ""
