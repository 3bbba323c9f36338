"""Tables as files for a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from programmes.domain.access import Actor
from programmes.domain.export import IN_MEMORY, Kind, Row, Value, export, log_reads, spreadsheet
from programmes.models import AccessLog
from tests.factories.programmes import UserFactory

DANGEROUS = ["=1+1", "+31612345678", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "\uff1d1+1"]
NOW = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def as_csv(*rows: list[Value]) -> list[list[str]]:
    with spreadsheet(title="t", columns=["A"], rows=rows, kind=Kind.CSV) as file:
        text = file.read().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]


def as_excel(*rows: list[Value]) -> list[list[tuple[str, object]]]:
    with spreadsheet(title="t", columns=["A"], rows=rows, kind=Kind.XLSX) as file:
        sheet = load_workbook(file).worksheets[0]
        return [[(cell.data_type, cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_csv_shows_a_formula_as_text(text: str) -> None:
    assert as_csv([text]) == [[f"'{text}"]]


@pytest.mark.parametrize("text", DANGEROUS)
def test_excel_holds_a_formula_as_text(text: str) -> None:
    kind, value = as_excel([text])[0][0]

    assert kind == "s"
    assert str(value).strip() == text.strip()


def test_names_with_separators_quotes_and_other_scripts_come_back_as_they_were() -> None:
    names: list[Value] = ['Jansen; "Jo"', "O'Neil", "Łukasz", "ሰላም", "مريم", "a\nb"]

    assert as_csv(names) == [names]
    assert [value for _kind, value in as_excel(names)[0]] == names


def test_numbers_and_days_stay_numbers_and_days() -> None:
    row: list[Value] = [-5, 3.5, date(2026, 11, 23), None, ""]

    assert as_csv(row) == [["-5", "3.5", "23-11-2026", "", ""]]
    assert as_excel(row)[0][:3] == [("n", -5), ("n", 3.5), ("d", datetime(2026, 11, 23))]  # noqa: DTZ001 - as Excel keeps a day


def test_a_moment_is_the_day_it_was_in_the_netherlands() -> None:
    late_at_night = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    assert as_csv([late_at_night]) == [["24-11-2026"]]


def test_characters_that_excel_cannot_hold_are_left_out() -> None:
    assert as_excel(["a\x00b\x07c", "x" * 40_000]) == [[("s", "abc"), ("s", "x" * 32_767)]]
    assert as_csv(["a\x00b"]) == [["ab"]]


def test_an_empty_table_is_a_file_with_titles() -> None:
    assert as_csv() == []
    assert as_excel() == []


def test_a_title_that_excel_refuses_is_mended() -> None:
    with spreadsheet(title="a/b:c" + "x" * 40, columns=["=A"], rows=[], kind=Kind.XLSX) as file:
        book = load_workbook(file)

    assert len(book.sheetnames[0]) == 31
    assert book.worksheets[0]["A1"].data_type == "s"


def test_what_is_large_lies_on_the_disk() -> None:
    rows = (["x" * 1_000] for _ in range(IN_MEMORY // 1_000 + 1))

    with spreadsheet(title="t", columns=["A"], rows=rows, kind=Kind.CSV) as file:
        assert getattr(file, "_rolled")  # noqa: B009 - a private mark of the standard library


@pytest.mark.django_db
def test_each_family_in_a_file_is_logged_once() -> None:
    actor = Actor(user=UserFactory())
    rows = [Row(["a"], family=7), Row(["b"], family=7), Row(["c"], family=9), Row(["d"])]

    with export(title="t", columns=["A"], rows=rows, kind=Kind.CSV, by=actor, now=NOW):
        logged = AccessLog.objects.filter(action="export", by=actor.user, at=NOW)

    assert sorted(logged.values_list("subject", "subject_id")) == [
        ("families.family", 7),
        ("families.family", 9),
    ]


@pytest.mark.django_db
def test_a_file_that_fails_halfway_is_not_handed_out_and_logs_nothing() -> None:
    def rows() -> Iterator[Row]:
        yield Row(["a"], family=7)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own
        export(title="t", columns=["A"], rows=rows(), kind=Kind.CSV, by=Actor(user=None), now=NOW)

    assert not AccessLog.objects.exists()


@pytest.mark.django_db
def test_reads_of_many_records_are_logged_in_one_go() -> None:
    log_reads(AccessLog, [3, 1, 2], by=Actor(user=None, client="key"), action="read", now=NOW)

    assert AccessLog.objects.filter(subject="programmes.accesslog", client="key").count() == 3
