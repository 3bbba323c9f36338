from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from programmes.domain import tokens
from programmes.management.commands import state_pictures
from programmes.models import ApiToken, Postcode, Programme
from tests.factories.programmes import OrganisationFactory, RegionFactory


def test_every_lifecycle_has_its_picture() -> None:
    assert set(state_pictures.pictures()) == {
        f"{name}.md"
        for name in (
            *("run", "proposal", "override", "match"),
            *("volunteer", "family", "message", "programme", "sheet"),
        )
    }


def test_a_picture_shows_every_move_of_the_table() -> None:
    lines = state_pictures.picture(Programme).splitlines()

    drawn = [line.strip() for line in lines if "-->" in line]
    assert drawn == ["[*] --> draft", "draft --> open", "open --> closed", "closed --> open"]


def test_pictures_that_are_out_of_date_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_pictures, "FOLDER", tmp_path / "states")
    call_command("state_pictures")
    call_command("state_pictures", "--check")
    (tmp_path / "states" / "run.md").write_text("drawn by hand", encoding="utf-8")

    with pytest.raises(CommandError, match=r"run\.md"):
        call_command("state_pictures", "--check")


@pytest.mark.django_db
def test_reference_data_are_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_reference_data")

    assert "4071 postcodes, 30 districts, 65 holidays" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_import_tells_what_it_wrote_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "postcodes.csv"
    file.write_text("postcode,x,y\n5211AB,149333,411222\nwrong,1,1\n", encoding="utf-8")

    call_command("import_postcodes", file)

    told: Any = capsys.readouterr()
    assert told.out == "1 postcodes written.\n"
    assert told.err == "1 lines left out: 3.\n"
    assert Postcode.objects.filter(code="5211AB").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "Cannot read"), (b"\xff\xfe\x00", "as UTF-8"), (b"street\n", "Name the columns")],
)
def test_a_file_that_cannot_be_imported_is_told_in_one_sentence(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "postcodes.csv"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError) as refused:
        call_command("import_postcodes", file)

    assert content == b"street\n" or sentence in str(refused.value)


@pytest.mark.django_db
def test_a_key_for_a_schools_system_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    school = OrganisationFactory()

    call_command("issue_key", "Pupil register", "--organisation", str(school.pk), "--days", "30")

    key = capsys.readouterr().out.strip()
    token = tokens.find(key, now=timezone.now())
    assert token is not None
    assert (token.organisation, token.scopes) == (school, ["families:read", "families:write", "status:read"])


@pytest.mark.django_db
def test_a_key_for_a_municipality_has_the_scopes_that_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    region = RegionFactory()

    call_command("issue_key", "Reports", "--region", region.slug, "--scope", "runs:read")

    token = tokens.find(capsys.readouterr().out.strip(), now=timezone.now())
    assert token is not None
    assert (token.region, token.scopes) == (region, ["runs:read"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", [["--organisation", "999"], ["--region", "nowhere"], ["--region", "s-hertogenbosch"]]
)
def test_a_key_of_nobody_or_for_nothing_is_refused(given: list[str]) -> None:
    RegionFactory()

    with pytest.raises(CommandError):
        call_command("issue_key", "Wrong", *given)

    assert not ApiToken.objects.exists()
