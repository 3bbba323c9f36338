"""Volunteers read in from a spreadsheet."""

from typing import Any

import pytest

from programmes.models import Sheet, SheetRow, User
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.sheets import applied, compared, excel
from tests.factories.volunteers import VolunteerFactory
from tests.volunteers.entries import prepare
from volunteers.domain.sheet import VOLUNTEER_SHEETS
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
GOOD = {
    "E-mail": "noor@example.org",
    "Voornaam": "Noor",
    "Tussenvoegsel": "van de",
    "Achternaam": "Ven",
    "Telefoon": 612345678,
    "Postcode": "5211 ab",
    "Huisnummer": 12,
    "Vervoer": "Fiets",
    "Reistijd": 20,
    "Talen": "Nederlands moedertaal, Turks B1",
    "Momenten": "wo 14:00-17:00",
    "Plaatsen": "Thuis, Bibliotheek",
    "18 of ouder": "ja",
    "Privacytekst": "2026-1",
}


@pytest.fixture
def by() -> User:
    prepare()
    return coordinator()


def rows(by: User, *changes: dict[str, Any]) -> list[SheetRow]:
    return list(sheet_of(by, *changes).rows.order_by("number"))


def sheet_of(by: User, *changes: dict[str, Any]) -> Sheet:
    filled = [GOOD | change for change in changes]
    headings = list(dict.fromkeys(name for row in filled for name in row))
    content = excel([headings, *([row.get(name) for name in headings] for row in filled)])
    return compared(content, kind=VOLUNTEER_SHEETS, region=RegionFactory(), by=by)


def of_columns(by: User, headings: list[str], cells: list[Any]) -> Sheet:
    return compared(excel([headings, cells]), kind=VOLUNTEER_SHEETS, region=RegionFactory(), by=by)


def test_a_volunteer_comes_into_the_register_as_if_a_coordinator_entered_them(by: User) -> None:
    sheet = applied(sheet_of(by, {}), kind=VOLUNTEER_SHEETS, by=by)

    volunteer = Volunteer.objects.get()
    assert sheet.counts == {"new": 1}
    assert (volunteer.state, volunteer.phone, volunteer.postcode) == (
        VolunteerState.CONFIRMED,
        "+31612345678",
        "5211AB",
    )
    assert [(spoken.code, spoken.level) for spoken in volunteer.languages.all()] == [
        ("nl", "native"),
        ("tr", "B1"),
    ]
    assert [programme.slug for programme in volunteer.programmes.all()] == ["doorleesexpress"]
    assert volunteer.windows.count() == 1


def test_a_known_address_shows_what_differs_and_keeps_the_rest(by: User) -> None:
    volunteer = VolunteerFactory(email="Noor@example.org", max_minutes=20)
    sheet = of_columns(by, ["E-mail", "Reistijd"], ["noor@EXAMPLE.org", 30])

    applied(sheet, kind=VOLUNTEER_SHEETS, by=by)

    volunteer.refresh_from_db()
    assert ["max_minutes", "20", "30"] in sheet.rows.get().differences
    assert (volunteer.max_minutes, volunteer.first_name) == (30, "Noor")


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"E-mail": "noor"}, "email"),
        ({"Voornaam": "=1+1"}, "first_name"),
        ({"Vervoer": "raket"}, "means"),
        ({"Reistijd": 500}, "max_minutes"),
        ({"Talen": "Turks"}, "languages"),
        ({"18 of ouder": "nee"}, "adult"),
        ({"Privacytekst": None}, "consent_version"),
        ({"Programma": "Onbekend"}, "programmes"),
    ],
)
def test_a_wrong_cell_is_told_with_its_column(by: User, change: dict[str, Any], column: str) -> None:
    (row,) = rows(by, change)

    assert row.kind == "wrong"
    assert column in [problem[0] for problem in row.problems]


def test_the_same_address_twice_in_a_file_is_told(by: User) -> None:
    assert [row.kind for row in rows(by, {}, {"E-mail": "NOOR@example.org"})] == ["new", "wrong"]


def test_an_address_of_elsewhere_and_one_that_is_not_confirmed_say_the_same(by: User) -> None:
    VolunteerFactory(email="a@example.org", region=RegionFactory(slug="elsewhere"))
    VolunteerFactory(email="b@example.org", state=VolunteerState.APPLIED)

    first, second = rows(by, {"E-mail": "a@example.org"}, {"E-mail": "b@example.org"})

    assert first.kind == second.kind == "wrong"
    assert first.problems == second.problems


def test_an_address_that_was_taken_meanwhile_is_told_and_left(by: User) -> None:
    sheet = sheet_of(by, {})
    VolunteerFactory(email="noor@example.org", region=RegionFactory(slug="elsewhere"))

    sheet = applied(sheet, kind=VOLUNTEER_SHEETS, by=by)

    assert (sheet.counts, Volunteer.objects.count()) == ({"left": 1}, 1)


def test_a_volunteer_who_changed_meanwhile_is_left(by: User) -> None:
    volunteer = VolunteerFactory(email="noor@example.org", max_minutes=20)
    sheet = of_columns(by, ["E-mail", "Reistijd"], ["noor@example.org", 30])
    Volunteer.objects.update(capacity=2)

    sheet = applied(sheet, kind=VOLUNTEER_SHEETS, by=by)

    volunteer.refresh_from_db()
    assert (volunteer.max_minutes, sheet.counts) == (20, {"left": 1})
