"""The page of personal data is what the code says: fields, clocks, libraries, who else gets any (P1, P6)."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from config import personal_data
from config.keeping import clocks, scheduled
from config.management.commands import personal_data as command
from config.recipients import SPEAKING

ROOT = Path(settings.BASE_DIR)
APPS = ("families", "matching", "outbox", "programmes", "volunteers")
LINES_OUT = r"smtplib|http\.client|urllib\.request|urllib3|requests|httpx|socket|ssl|django\.core\.mail"
SPEAKS = re.compile(rf"^\s*(?:from|import) ({LINES_OUT})\b", re.MULTILINE)


def test_the_page_that_is_committed_is_what_the_code_says() -> None:
    call_command("personal_data", "--check")


def test_every_field_about_people_is_on_the_page_once() -> None:
    text = personal_data.page()

    lines = [f"| {kept.table} | `{kept.field}` |" for kept in personal_data.about_people()]
    assert len(lines) > 60
    assert [line for line in lines if text.count(line) != 1] == []


def test_a_page_that_is_out_of_date_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "FILE", tmp_path / "personal-data.md")
    call_command("personal_data")
    call_command("personal_data", "--check")
    command.FILE.write_text("by hand", encoding="utf-8")

    with pytest.raises(CommandError, match=r"personal-data\.md"):
        call_command("personal_data", "--check")


def test_an_installation_prints_its_own_figures(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("personal_data", "--print")

    assert f"| {settings.DRAFT_KEPT_DAYS} days after it was last saved |" in capsys.readouterr().out


def test_every_table_with_words_about_people_has_a_clock() -> None:
    kept = {table for clock in clocks() for table in clock.tables}

    assert {field.table for field in personal_data.about_people()} - kept == set()


def test_a_clock_names_tables_and_places_that_exist() -> None:
    ours_and_theirs = {model._meta.label for model in apps.get_models()}
    files = {clock.source for clock in clocks() if "/" in clock.source}

    assert {table for clock in clocks() for table in clock.tables} <= ours_and_theirs
    assert [path for path in files if not (ROOT / path).is_file()] == []


def test_a_clock_that_does_not_run_says_so() -> None:
    text = personal_data.page()
    waiting = [clock for clock in clocks() if clock.task and not clock.runs]

    assert text.count("**not yet**") == len(waiting)
    assert all(clock.task in scheduled() for clock in clocks() if clock.runs)


def test_every_table_of_a_library_is_told_of() -> None:
    assert personal_data.foreign_tables() == set(personal_data.OF_LIBRARIES)


def test_no_other_module_speaks_to_another_machine() -> None:
    """S9."""
    found = {
        path.relative_to(ROOT).as_posix()
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if SPEAKS.search(path.read_text(encoding="utf-8"))
    }

    assert found == SPEAKING
