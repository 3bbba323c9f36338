import re
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from programmes.domain.refusal import InvalidInput
from programmes.domain.sheets import accepting, reading
from tests.factories.sheets import delimited, excel, repacked, with_formula

TABLE = [["Voornaam", "Plaats"], ["Zoë", "Den Bosch"], ["Amina", "Vught"]]


def rows(content: bytes) -> list[list[str]]:
    return [row.cells for row in reading.read(content).rows]


def why(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refusal:
        list(reading.read(content).rows)
    return str(refusal.value.errors["file"][0])


def test_excel_and_csv_are_read_alike() -> None:
    assert rows(excel(TABLE)) == rows(delimited(TABLE)) == [["Zoë", "Den Bosch"], ["Amina", "Vught"]]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_letters_and_separators_are_found_out(coding: str, separator: str) -> None:
    assert rows(delimited(TABLE, separator=separator, coding=coding))[0] == ["Zoë", "Den Bosch"]


def test_a_line_that_names_the_separator_is_no_heading() -> None:
    assert rows(b"sep=;\r\n" + delimited(TABLE))[0] == ["Zoë", "Den Bosch"]


def test_days_numbers_and_answers_become_text() -> None:
    table: list[list[object]] = [
        ["a", "b", "c", "d"],
        [datetime(2017, 3, 1), 612345678.0, True, 2.5],  # noqa: DTZ001 - as Excel gives days
    ]

    assert rows(excel(table)) == [["2017-03-01", "612345678", "1", "2.5"]]


def test_cells_that_begin_like_a_formula_are_text_and_stay_it() -> None:
    table = [["Naam"], ["=1+1"], ["+31612345678"], ["-2"], ["@SUM(A1)"], ["'=1+1"]]

    assert rows(excel(table)) == [["=1+1"], ["+31612345678"], ["-2"], ["@SUM(A1)"], ["=1+1"]]
    assert rows(delimited(table)) == rows(excel(table))


def test_a_formula_is_counted_and_never_evaluated() -> None:
    file = reading.read(with_formula("=1+1"))

    assert file.formulas == 1


def test_an_empty_file_is_refused() -> None:
    assert why(b"") == why(b"\r\n \n") == why(excel([]))


def test_a_file_of_headings_only_is_refused() -> None:
    assert why(excel(TABLE[:1])) == why(delimited(TABLE[:1]))


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", b"\x89PNG\r\n\x1a\n", b"<html><body>", bytes(range(256)) * 40],
)
def test_what_is_no_spreadsheet_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        accepting.kind_of(content)


def test_an_old_or_locked_excel_file_is_told_what_to_do() -> None:
    assert ".xlsx" in why(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("a.txt", "a")

    assert why(kept.getvalue()) == why(b"%PDF-1.7")


def test_a_broken_workbook_is_refused() -> None:
    whole = excel(TABLE)

    assert why(whole[: len(whole) // 2]) == why(
        repacked(whole, xl__worksheets__sheet1=b"<worksheet><sheetData>")
    )


@pytest.mark.parametrize("damage", [b"\xff" * 40, b"\x00" * 40])
def test_a_workbook_whose_packing_was_damaged_on_its_way_is_refused(damage: bytes) -> None:
    whole = excel([["kop"], *([f"cel {place}"] for place in range(500))])
    packed = whole.index(b"xl/worksheets/sheet1.xml") + len(b"xl/worksheets/sheet1.xml")

    assert why(whole[:packed] + damage + whole[packed + len(damage) :]) == why(whole[: len(whole) // 2])


def test_a_packing_that_is_unknown_is_refused() -> None:
    whole = excel(TABLE)
    # The method of packing stands in both heads of a part: 8 is the usual one, 99 none that is known.
    unknown = whole.replace(b"PK\x03\x04\x14\x00\x00\x00\x08", b"PK\x03\x04\x14\x00\x00\x00\x63")
    unknown = re.sub(rb"(PK\x01\x02.{6})\x08", b"\\1\x63", unknown, flags=re.DOTALL)

    assert why(unknown) == why(whole[: len(whole) // 2])


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(excel(TABLE), xl__bomb=b" " * 30_000_000)

    with pytest.raises(InvalidInput):
        accepting.kind_of(bomb)


def test_a_file_of_more_than_ten_megabytes_is_refused() -> None:
    assert "10 MB" in why(b"a" * (accepting.MOST_BYTES + 1))


def test_the_first_sheet_with_something_on_it_is_read() -> None:
    book = Workbook()
    table = book.create_sheet("Gezinnen")
    for row in TABLE:
        table.append(row)
    kept = BytesIO()
    book.save(kept)

    assert rows(kept.getvalue()) == [["Zoë", "Den Bosch"], ["Amina", "Vught"]]


def test_merged_cells_are_filled_once() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in TABLE:
        sheet.append(row)
    sheet.merge_cells("A2:B2")
    kept = BytesIO()
    book.save(kept)

    assert rows(kept.getvalue()) == [["Zoë", ""], ["Amina", "Vught"]]


def test_entities_are_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'

    with pytest.raises(InvalidInput):
        reading.read(repacked(excel(TABLE), xl__sharedStrings=laughs))


def test_too_many_columns_are_refused_whatever_the_sheet_says_of_its_size() -> None:
    assert "200" in why(excel([["kop"] * 201, ["a"]]))
    assert "200" in why(delimited([["kop"] * 201, ["a"]]))


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 1)

    assert "50" in why(delimited(TABLE))


def test_empty_rows_are_passed_over_and_rows_keep_their_number() -> None:
    file = reading.read(excel([["Naam"], [None], ["Zoë"]]))

    assert [(row.number, row.cells) for row in file.rows] == [(3, ["Zoë"])]


@pytest.mark.parametrize("odd", ["a\x00b", "a\u202eb", "a\u200bb", "a" * 3_000])
def test_invisible_and_endless_cells_are_noted_with_their_row(odd: str) -> None:
    (row,) = reading.read(delimited([["Naam"], [odd]])).rows

    assert len(row.problems) == 1
    assert "\x00" not in row.cells[0]


def test_more_cells_than_headings_are_noted() -> None:
    (row,) = reading.read(delimited([["Naam"], ["a", "b"]])).rows

    assert (row.cells, len(row.problems)) == (["a"], 1)


def test_characters_are_composed() -> None:
    assert rows(delimited([["Naam"], ["Zoe\u0308"]])) == [["Zo\u00eb"]]
