"""Families read in from a spreadsheet: seen first, then processed exactly as they were seen."""

from typing import Any

import pytest

from families.domain.sheet import FAMILY_SHEETS
from families.models import Child, Consent, Family, Home
from families.states import FamilyState
from programmes.models import AccessLog, Sheet, SheetRow, User
from programmes.states import SheetState
from programmes.values.availability import Window
from tests.factories.families import FamilyFactory
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.sheets import applied, compared, excel
from tests.families.entries import prepare

pytestmark = pytest.mark.django_db
GOOD = {
    "Voornaam": "Amina",
    "Achternaam": "El Idrissi",
    "Telefoon": "06-12345678",
    "Thuistalen": "Arabisch, Nederlands",
    "Plaatsen": "Thuis",
    "Postcode": "5211 ab",
    "Huisnummer": 3,
    "Momenten": "wo 14:00-16:00; vr 15:00-17:00 week A",
    "Kind 1": "Yusuf",
    "Geboortemaand 1": "03-2017",
}


@pytest.fixture
def by() -> User:
    prepare()
    return coordinator()


def table(*changes: dict[str, Any]) -> list[list[Any]]:
    rows = [GOOD | change for change in changes]
    headings = list(dict.fromkeys(name for row in rows for name in row))
    return [headings, *([row.get(name) for name in headings] for row in rows)]


def seen(content: bytes, by: User) -> Sheet:
    return compared(content, kind=FAMILY_SHEETS, region=RegionFactory(), by=by)


def only_row(sheet: Sheet) -> SheetRow:
    return sheet.rows.get()


def known(**fields: Any) -> Family:
    """A family of the register that the rules would keep."""
    return FamilyFactory(
        number=371,
        phone="+31612345678",
        home_languages=["ar", "nl"],
        places=["home"],
        homes=[{"postcode": "5211AB", "house_number": 3, "x": 149_200, "y": 411_000}],
        **fields,
    )


def test_a_family_comes_into_the_register_as_if_it_were_registered(by: User) -> None:
    sheet = applied(seen(excel(table({})), by), kind=FAMILY_SHEETS, by=by)

    family = Family.objects.get()
    home = Home.objects.get(family=family)
    assert (sheet.state, sheet.counts) == (SheetState.APPLIED, {"new": 1})
    assert (family.number, family.state, family.phone) == (1, FamilyState.REFERRED, "+31612345678")
    assert (family.registered_by, family.home_languages, family.places) == (by, ["ar", "nl"], ["home"])
    assert (home.postcode, home.house_number, home.x) == ("5211AB", 3, 149_200)
    assert [window.as_window().weekday for window in home.windows.all()] == [3, 5]
    assert [child.first_name for child in Child.objects.filter(family=family)] == ["Yusuf"]
    assert AccessLog.objects.filter(subject="families.family", subject_id=family.pk, by=by).exists()


def test_nothing_is_in_the_register_before_the_preview_is_confirmed(by: User) -> None:
    sheet = seen(excel(table({})), by)

    assert (sheet.state, sheet.counts, sheet.content) == (SheetState.COMPARED, {"new": 1}, b"")
    assert not Family.objects.exists()


def test_consent_in_the_row_moves_the_family_on(by: User) -> None:
    consent = {
        "Toestemming door": "Amina El Idrissi",
        "Toestemming op": "20-11-2026",
        "Toestemming hoe": "Schriftelijk",
        "Taal toestemming": "Arabisch",
        "Versie toestemming": "2026-1",
    }

    applied(seen(excel(table(consent)), by), kind=FAMILY_SHEETS, by=by)

    assert Family.objects.get().state == FamilyState.CONSENT_CONFIRMED
    assert Consent.objects.get().recorded_by == by


def test_a_known_family_shows_only_what_differs(by: User) -> None:
    family = known(first_name="Amina", last_name="Idrissi", children=["2017-03-01"])

    sheet = seen(excel([["Gezin", "Achternaam", "Telefoon"], ["G-0371", "El Idrissi", "0612345678"]]), by)

    row = only_row(sheet)
    assert (row.kind, row.target) == ("changed", family.pk)
    assert row.differences == [["last_name", "Idrissi", "El Idrissi"]]


def test_what_is_processed_changes_only_the_cells_that_were_filled(by: User) -> None:
    family = known(first_name="Amina", last_name="Idrissi")
    sheet = seen(excel([["Gezin", "Achternaam", "Momenten"], [371, "", "di 10-12"]]), by)

    applied(sheet, kind=FAMILY_SHEETS, by=by)

    family.refresh_from_db()
    (home,) = family.homes.all()
    assert family.last_name == "Idrissi"
    assert [window.as_window() for window in home.windows.all()] == [Window(2, 600, 720)]


def test_a_row_that_changes_nothing_is_the_same(by: User) -> None:
    known(first_name="Amina")

    assert only_row(seen(excel([["Gezin", "Voornaam"], [371, " Amina "]]), by)).kind == "same"


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"Voornaam": "=HYPERLINK(1)"}, "first_name"),
        ({"Voornaam": "@SUM(A1)"}, "first_name"),
        ({"Achternaam": "+1"}, "last_name"),
        ({"Kind 1": "-2"}, "child_1"),
        ({"Telefoon": "0612"}, "phone"),
        ({"Thuistalen": "Klingon"}, "home_languages"),
        ({"Plaatsen": "maan"}, "places"),
        ({"Postcode": "9999 XX"}, "postcode"),
        ({"Huisnummer": "veertien"}, "house_number"),
        ({"Momenten": "altijd"}, "availability"),
        ({"Momenten": "wo 14:00-14:30"}, "availability"),
        ({"Geboortemaand 1": "01-2025"}, "child_1"),
        ({"Geboortemaand 1": "gisteren"}, "birth_1"),
        ({"Kind 1": None}, "child_1"),
        ({"Programma": "Onbekend"}, "programme"),
        ({"Nummer": "G-0999"}, "number"),
        ({"Toestemming door": "Amina"}, "consent_on"),
    ],
)
def test_a_wrong_cell_is_told_with_its_column(by: User, change: dict[str, Any], column: str) -> None:
    row = only_row(seen(excel(table(change)), by))

    assert row.kind == "wrong"
    assert column in [problem[0] for problem in row.problems]


def test_wrong_rows_are_left_out_and_the_others_are_processed(by: User) -> None:
    content = excel(table({}, {"Telefoon": "0"}, {"Kind 1": "Sara"}))

    sheet = applied(seen(content, by), kind=FAMILY_SHEETS, by=by)

    assert sheet.counts == {"new": 2, "wrong": 1}
    assert sorted(Family.objects.values_list("number", flat=True)) == [1, 2]


def test_a_family_of_another_municipality_is_the_same_as_none(by: User) -> None:
    FamilyFactory(number=371, region=RegionFactory(slug="elsewhere"))

    foreign = only_row(seen(excel([["Gezin", "Voornaam"], [371, "Amina"]]), by))
    missing = only_row(seen(excel([["Gezin", "Voornaam"], [372, "Amina"]]), by))

    assert foreign.problems == missing.problems


def test_a_family_that_looks_like_a_known_one_is_a_persons_choice(by: User) -> None:
    known(children=["2017-03-01"])
    Child.objects.update(first_name="YUSUF")

    looks, meant = seen(excel(table({}, {"Nummer": "nieuw"})), by).rows.order_by("number")

    assert looks.kind == "wrong"
    assert "G-0371" in looks.problems[0][1]
    assert meant.kind == "new"


def test_the_same_family_twice_in_a_file_is_told(by: User) -> None:
    first, second = seen(excel(table({}, {})), by).rows.order_by("number")

    assert (first.kind, second.kind) == ("new", "wrong")
    assert "2" in second.problems[0][1]


def test_two_homes_are_changed_on_the_familys_own_page(by: User) -> None:
    FamilyFactory(
        number=371,
        homes=[{"rhythm": "week_a", "postcode": "5211AB"}, {"rhythm": "week_b", "postcode": "5211AC"}],
    )

    row = only_row(seen(excel([["Gezin", "Huisnummer"], [371, 77]]), by))

    assert (row.kind, row.problems[0][0]) == ("wrong", "postcode")
