"""The pages on which a spreadsheet is read in."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from families.domain.sheet import FAMILY_SHEETS
from families.models import Family
from programmes.models import AccessLog, Sheet, User
from programmes.states import SheetState
from tests.factories.families import FamilyFactory
from tests.factories.programmes import RegionFactory, coordinator, social_worker, volunteer_account
from tests.factories.sheets import applied, carried_on, compared, excel
from tests.families.domain.test_sheet import GOOD, table
from tests.families.entries import prepare

pytestmark = pytest.mark.django_db
AT = "/werk/gezinnen/inlezen"


@pytest.fixture
def by(client: Client) -> User:
    prepare()
    user = coordinator()
    client.force_login(user)
    return user


def downloaded(client: Client, address: str) -> bytes:
    answer = client.get(address)
    content: bytes = answer.getvalue()
    return content


def send(client: Client, content: bytes, name: str = "gezinnen.xlsx") -> HttpResponseBase:
    return client.post(AT, {"file": SimpleUploadedFile(name, content)})


def seen(by: User, *changes: dict[str, Any]) -> Sheet:
    return compared(excel(table(*changes)), kind=FAMILY_SHEETS, region=RegionFactory(), by=by)


def test_a_file_goes_from_upload_to_the_register(client: Client, by: User) -> None:
    address = send(client, excel(table({}))).headers["Location"]
    sheet = carried_on(Sheet.objects.get(), FAMILY_SHEETS)
    page = client.get(address).content.decode()
    assert 'name="first_name"' in page
    chosen = {name: str(place) for name, place in sheet.columns.items()}

    assert client.post(f"{address}/kolommen", chosen).status_code == 302
    sheet = carried_on(sheet, FAMILY_SHEETS)
    assert "Amina El Idrissi" in client.get(address).content.decode()
    client.post(f"{address}/verwerken", {"seen": sheet.fingerprint})
    carried_on(sheet, FAMILY_SHEETS)

    assert Family.objects.get().first_name == "Amina"
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n%", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a" * 10_000_001]
)
def test_a_file_that_is_refused_is_told_at_its_field(client: Client, by: User, content: bytes) -> None:
    page = client.post(AT, {"file": SimpleUploadedFile("families.xlsx", content)}).content.decode()

    assert 'id="id_file_error"' in page
    assert not Sheet.objects.exists()


def test_a_needed_column_that_was_not_chosen_is_told_at_its_field(client: Client, by: User) -> None:
    send(client, excel(table({})))
    sheet = carried_on(Sheet.objects.get(), FAMILY_SHEETS)

    page = client.post(f"{AT}/{sheet.pk}/kolommen", {"first_name": "0"}).content.decode()

    assert 'id="id_phone_error"' in page
    assert Sheet.objects.get().state == SheetState.READ


def test_a_second_press_is_answered_with_409_and_words(client: Client, by: User) -> None:
    sheet = applied(seen(by, {}), kind=FAMILY_SHEETS, by=by)

    answer = client.post(f"{AT}/{sheet.pk}/verwerken", {"seen": sheet.fingerprint})

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert Family.objects.count() == 1


def test_a_file_that_was_stopped_meanwhile_is_not_processed_and_says_so(client: Client, by: User) -> None:
    sheet = seen(by, {})
    client.post(f"{AT}/{sheet.pk}/stoppen")

    answer = client.post(f"{AT}/{sheet.pk}/verwerken", {"seen": sheet.fingerprint}, follow=True)

    assert answer.status_code == 200
    assert "note-bad" in answer.content.decode()
    assert not Family.objects.exists()


def test_wrong_rows_come_back_with_the_reason_and_as_text(client: Client, by: User) -> None:
    sheet = seen(by, {"Voornaam": "=1+1"})

    content = downloaded(client, f"{AT}/{sheet.pk}/fouten")

    page = load_workbook(BytesIO(content)).worksheets[0]
    heading, row = list(page.iter_rows())
    assert [cell.value for cell in heading[:-1]] == list(GOOD)
    assert (row[0].value, row[0].data_type) == ("=1+1", "s")
    assert row[-1].value


def test_a_file_without_wrong_rows_gives_none_back(client: Client, by: User) -> None:
    assert client.get(f"{AT}/{seen(by, {}).pk}/fouten").status_code == 404


def test_the_example_can_be_read_in(client: Client, by: User) -> None:
    content = downloaded(client, f"{AT}/voorbeeld")

    sheet = compared(content, kind=FAMILY_SHEETS, region=RegionFactory(), by=by)

    assert sheet.counts == {"new": 1}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_register_as_a_file_changes_nothing_when_it_is_read_in(
    client: Client, by: User, kind: str
) -> None:
    applied(seen(by, {}, {"Kind 1": "Sara", "Achternaam": "=1+1"}), kind=FAMILY_SHEETS, by=by)

    content = downloaded(client, f"/werk/gezinnen/export?as={kind}")
    sheet = compared(content, kind=FAMILY_SHEETS, region=RegionFactory(), by=by)

    assert "first_name" not in sheet.columns
    assert sheet.counts == {"same": Family.objects.count()}


def test_a_file_of_another_municipality_is_as_if_missing(client: Client, by: User) -> None:
    there = RegionFactory(slug="elsewhere")
    sheet = compared(excel(table({})), kind=FAMILY_SHEETS, region=there, by=coordinator(there))

    foreign, missing = (client.get(f"{AT}/{pk}") for pk in (sheet.pk, sheet.pk + 1_000))

    assert foreign.status_code == missing.status_code == 404
    assert client.post(f"{AT}/{sheet.pk}/verwerken", {"seen": sheet.fingerprint}).status_code == 404
    assert client.get(f"/werk/voorlezers/inlezen/{seen(by, {}).pk}").status_code == 404


@pytest.mark.parametrize("register", ["gezinnen", "voorlezers"])
def test_only_coordinators_read_files_in(client: Client, register: str) -> None:
    for user in (social_worker(), volunteer_account()):
        client.force_login(user)
        assert client.get(f"/werk/{register}/inlezen").status_code == 404
        assert client.get(f"/werk/{register}/inlezen/voorbeeld").status_code == 404


def test_the_register_is_named_in_the_short_address(client: Client, by: User) -> None:
    assert client.get("/werk/inlezen/families").headers["Location"] == AT
    assert client.get("/werk/inlezen/matches").status_code == 404


def test_a_look_at_what_stands_of_families_is_written_down(client: Client, by: User) -> None:
    family = FamilyFactory(number=371)
    sheet = compared(
        excel([["Gezin", "Voornaam"], [371, "Anders"]]), kind=FAMILY_SHEETS, region=RegionFactory(), by=by
    )

    client.get(f"{AT}/{sheet.pk}")

    assert AccessLog.objects.filter(subject_id=family.pk, action="read", by=by).count() == 1


def test_progress_is_asked_for_until_it_is_done(client: Client, by: User) -> None:
    send(client, excel(table({})))
    address = f"{AT}/{Sheet.objects.get().pk}"

    assert 'hx-trigger="every 2s"' in client.get(address).content.decode()
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 200
    carried_on(Sheet.objects.get(), FAMILY_SHEETS)
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_stopping_keeps_nothing(client: Client, by: User) -> None:
    sheet = seen(by, {})

    client.post(f"{AT}/{sheet.pk}/stoppen")

    sheet.refresh_from_db()
    assert (sheet.state, sheet.rows.count()) == (SheetState.STOPPED, 0)


@pytest.mark.parametrize("kind", ["new", "changed", "wrong", "same"])
def test_a_preview_asks_as_much_for_two_rows_as_for_twenty(client: Client, by: User, kind: str) -> None:
    def questions(count: int) -> int:
        letters = [chr(65 + place) for place in range(count)]
        families = [FamilyFactory() for _ in letters]
        new = [[None, f"Kind {letter}", "0612345678", *list(GOOD.values())[3:8]] for letter in letters]
        numbered = [
            [family.number, f"Anders {letter}"] for family, letter in zip(families, letters, strict=True)
        ]
        headings = ["Gezin", "Voornaam"]
        rows = {"changed": numbered, "same": [[f.number, f.first_name] for f in families], "wrong": new}
        content = (
            excel(table(*({"Kind 1": f"Kind {letter}"} for letter in letters)))
            if kind == "new"
            else excel([headings, *(row[:2] for row in rows[kind])])
        )
        sheet = compared(content, kind=FAMILY_SHEETS, region=RegionFactory(), by=by)
        assert sheet.counts[kind] == count
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{AT}/{sheet.pk}?soort={kind}").status_code == 200
        return len(asked)

    assert questions(2) == questions(20)
