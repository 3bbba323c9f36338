"""Families of a spreadsheet are processed exactly as they were seen, all or none."""

from itertools import islice, product
from string import ascii_lowercase

import pytest

from families.domain.sheet import FAMILY_SHEETS
from families.models import Family
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.sheets import receiving, work
from programmes.models import Sheet, StateChange, User
from tests.factories.moments import NOW
from tests.factories.programmes import PostcodeFactory, RegionFactory, coordinator
from tests.factories.sheets import applied, carried_on, delimited, excel, received
from tests.families.domain.test_sheet import known, only_row, seen, table
from tests.families.entries import prepare

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    prepare()
    return coordinator()


def test_a_second_time_is_refused_and_does_nothing(by: User) -> None:
    sheet = applied(seen(excel(table({})), by), kind=FAMILY_SHEETS, by=by)

    with pytest.raises(Refusal) as refusal:
        receiving.confirm(sheet=sheet, kind=FAMILY_SHEETS, seen=sheet.fingerprint, by=by, now=NOW)
    carried_on(sheet, FAMILY_SHEETS)

    assert refusal.value.code == "already-processed"
    assert Family.objects.count() == 1


def test_another_preview_than_the_one_that_was_seen_is_refused(by: User) -> None:
    sheet = seen(excel(table({})), by)
    before = sheet.fingerprint
    fewer = {name: place for name, place in sheet.columns.items() if name != "last_name"}
    receiving.match_columns(sheet=sheet, kind=FAMILY_SHEETS, chosen=fewer, by=by, now=NOW)
    sheet = carried_on(sheet, FAMILY_SHEETS)

    with pytest.raises(Refusal) as refusal:
        receiving.confirm(sheet=sheet, kind=FAMILY_SHEETS, seen=before, by=by, now=NOW)

    assert refusal.value.code == "other-preview"


def test_a_row_that_was_changed_meanwhile_is_told_and_left(by: User) -> None:
    family = known(first_name="Amina", last_name="Idrissi")
    sheet = seen(excel([["Gezin", "Achternaam"], [371, "El Idrissi"]]), by)
    Family.objects.update(wishes="Liefst met de trein")

    sheet = applied(sheet, kind=FAMILY_SHEETS, by=by)

    family.refresh_from_db()
    assert (family.last_name, sheet.counts) == ("Idrissi", {"left": 1})
    assert only_row(sheet).problems


def test_the_same_file_read_in_twice_registers_nobody_twice(by: User) -> None:
    first, second = (seen(excel(table({})), by) for _ in range(2))

    applied(first, kind=FAMILY_SHEETS, by=by)
    again = applied(second, kind=FAMILY_SHEETS, by=by)

    assert (Family.objects.count(), again.counts) == (1, {"left": 1})


def test_when_processing_breaks_off_nothing_is_half_in(by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = seen(excel(table({}, {"Kind 1": "Sara"})), by)
    receiving.confirm(sheet=sheet, kind=FAMILY_SHEETS, seen=sheet.fingerprint, by=by, now=NOW)
    monkeypatch.setattr(work, "_counts", _breaks)

    with pytest.raises(ZeroDivisionError):
        work.carry_on(sheet_id=sheet.pk, kind=FAMILY_SHEETS)

    assert not Family.objects.exists()


def _breaks(*_arguments: object) -> None:
    raise ZeroDivisionError


def test_windows_1252_is_read(by: User) -> None:
    applied(seen(delimited(table({"Voornaam": "Zoë"}), coding="cp1252"), by), kind=FAMILY_SHEETS, by=by)

    assert Family.objects.get().first_name == "Zoë"


def test_a_broken_file_says_why_and_keeps_nothing(by: User) -> None:
    content = excel(table({}))

    with pytest.raises(InvalidInput):
        received(content[:2_000], kind=FAMILY_SHEETS, region=RegionFactory(), by=by)

    assert not Sheet.objects.exists()


def test_who_read_in_what_and_when_stays_known(by: User) -> None:
    sheet = applied(seen(excel(table({})), by), kind=FAMILY_SHEETS, by=by)

    moves = StateChange.objects.filter(subject="programmes.sheet", subject_id=sheet.pk)
    assert list(moves.order_by("id").values_list("to_state", flat=True)) == [
        "read",
        "matched",
        "compared",
        "confirmed",
        "applied",
    ]
    assert (sheet.uploaded_by, sheet.applied_by) == (by, by)


def test_twenty_thousand_rows_with_errors_in_some_are_read(by: User) -> None:
    names = [f"Kind {''.join(letters)}" for letters in islice(product(ascii_lowercase, repeat=4), 20_000)]
    rows = [
        {"Kind 1": name, "Telefoon": "fout" if place % 10 == 0 else "0612345678"}
        for place, name in enumerate(names)
    ]
    PostcodeFactory(code="5212")

    sheet = applied(seen(excel(table(*rows)), by), kind=FAMILY_SHEETS, by=by)

    assert sheet.counts == {"new": 18_000, "wrong": 2_000}
    assert Family.objects.count() == 18_000
