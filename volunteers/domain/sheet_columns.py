"""The columns of a spreadsheet of volunteers."""

from django.utils.translation import gettext_lazy as _

from programmes.domain.sheets.columns import Column

EMAIL = "email"
COLUMNS = (
    Column(
        EMAIL,
        _("E-mail address"),
        ("e-mail", "email", "mail", "e-mailadres", "mailadres"),
        required=True,
        example="noor@example.org",
    ),
    Column("first_name", _("First name"), ("voornaam",), required=True, example="Noor"),
    Column("infix", _("Infix"), ("tussenvoegsel", "tussenvoegsels"), example="van de"),
    Column("last_name", _("Last name"), ("achternaam", "familienaam", "surname"), example="Ven"),
    Column(
        "phone",
        _("Telephone"),
        ("telefoon", "telefoonnummer", "phone", "mobiel", "tel"),
        required=True,
        example="06 12345678",
    ),
    Column("preferred_channel", _("Best reached by"), ("bereikbaar", "het best bereikbaar", "contact")),
    Column("postcode", _("Postcode"), ("pc",), required=True, example="5211 AB"),
    Column("house_number", _("House number"), ("huisnummer", "huisnr"), required=True, example="14"),
    Column("house_addition", _("Addition"), ("toevoeging", "huisnummertoevoeging")),
    Column(
        "means",
        _("Means of travel"),
        ("vervoer", "vervoermiddel", "reist met"),
        required=True,
        example=_("Bicycle"),
    ),
    Column(
        "max_minutes",
        _("Longest travel time, minutes"),
        ("reistijd", "minuten", "langste reistijd", "max minuten"),
        required=True,
        example="20",
    ),
    Column(
        "languages",
        _("Languages with level"),
        ("talen", "taal", "languages"),
        required=True,
        example=_("Dutch native, Turkish B1"),
    ),
    Column(
        "availability",
        _("Moments"),
        ("momenten", "beschikbaarheid", "availability", "wanneer"),
        required=True,
        example="wo 14:00-17:00; vr 15:00-17:00 week A",
    ),
    Column(
        "places",
        _("Places"),
        ("plaatsen", "plekken", "waar", "plek"),
        required=True,
        example=_("At home, Library"),
    ),
    Column(
        "programmes", _("Programmes"), ("programma", "programma's", "programme"), example="DoorleesExpress"
    ),
    Column("age_from", _("Youngest child"), ("leeftijd van", "jongste kind")),
    Column("age_to", _("Oldest child"), ("leeftijd tot", "oudste kind")),
    Column("max_children", _("Number of children at most"), ("aantal kinderen", "kinderen")),
    Column("capacity", _("Families at a time"), ("aantal gezinnen", "gezinnen", "plaatsen voor gezinnen")),
    Column("adult", _("18 or older"), ("18 of ouder", "18+", "volwassen"), required=True, example=_("yes")),
    Column(
        "consent_version",
        _("Version of the privacy text agreed to"),
        ("privacytekst", "akkoord privacy", "versie privacytekst", "toestemming"),
        required=True,
        example="2026-1",
    ),
)
_NAMES = frozenset(column.name for column in COLUMNS)


def column_of(path: str) -> str:
    """Tell which column a field of an entry is in; an empty text where there is none."""
    name = path.partition("[")[0].partition(".")[0]
    return name if name in _NAMES else ""
