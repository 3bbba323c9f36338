"""The papers for a security officer are true: what they name is there, what they call missing is missing."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from matching.domain.presets import WEIGHTS
from matching.domain.wording.codes import PARTS
from programmes.models import Programme
from tests.trust import papers
from tests.trust.papers import FOLDER, LAST, PAPERS, ROOT

LINES = 300
STATES = ("proven", "partly", "not yet")
STRIDE = set("STRIDE")
# Fields of the publication standard 1.0 with a longest text, in its order; None is a field without one.
REGISTER_FIELDS = {
    "Naam": 100,
    "Korte omschrijving": 350,
    "Organisatie": 100,
    "Thema": None,
    "Status": None,
    "Begindatum": None,
    "Einddatum": None,
    "Contactgegevens": None,
    "Link naar publiekspagina": None,
    "Publicatiecategorie": None,
    "Link naar bronregistratie": None,
    "Doel en impact": 2500,
    "Afwegingen": 2500,
    "Menselijke tussenkomst": 2500,
    "Risicobeheer": 2500,
    "Wettelijke basis": 2500,
    "Link naar wettelijke basis": None,
    "Titel van wettelijke basis": 100,
    "Verwerkingsregister": None,
    "Impacttoets(en)": None,
    "Link naar Impacttoets": None,
    "Toelichting op impacttoetsen": 2500,
    "Gegevens": 2500,
    "Link naar Gegevensbron": None,
    "Titel van Gegevensbron": 500,
    "Technische werking": 5000,
    "Leverancier": 200,
    "Link naar broncode": None,
    "Taal": None,
    "Schema": None,
    "Bron-ID": 100,
    "Zoektermen": 2500,
}
DPIA_POINTS = 17

every_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)


@every_paper
def test_every_test_that_a_paper_names_exists(paper: Path) -> None:
    assert papers.missing_tests(paper) == []


@every_paper
def test_every_file_that_a_paper_names_exists(paper: Path) -> None:
    assert papers.missing_files(paper) == []


@every_paper
def test_what_a_paper_calls_missing_is_missing_and_what_it_calls_done_stands(paper: Path) -> None:
    assert papers.false_switches(paper) == []


@every_paper
def test_a_paper_names_requirements_that_exist(paper: Path) -> None:
    assert papers.unknown_requirements(paper) == []


@every_paper
def test_a_paper_is_read_in_one_sitting(paper: Path) -> None:
    assert len(papers.text(paper).splitlines()) < LINES


def test_a_paper_that_is_not_true_is_found_out(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    switches = "".join(
        f"<!-- switch: {name} = {'not yet' if stands() else 'done'} -->"
        for name, stands in papers.STANDS.items()
    )
    paper.write_text(
        f"`test_house.py::test_that_never_was` `config/no_such.py` [gone](gone.md) S14 {switches}",
        encoding="utf-8",
    )

    assert papers.missing_tests(paper) == ["test_house.py::test_that_never_was"]
    assert len(papers.missing_files(paper)) == 2
    assert len(papers.false_switches(paper)) == len(papers.STANDS)
    assert papers.unknown_requirements(paper) == ["S14"]


def test_each_part_that_is_being_built_has_a_switch_in_the_first_paper() -> None:
    first = papers.text(FOLDER / "README.md")

    assert [name for name in papers.STANDS if f"<!-- switch: {name} = " not in first] == []


def test_every_requirement_has_one_line_of_evidence() -> None:
    found = [cells[0] for cells in papers.rows("evidence.md")]

    assert found == [f"{kind}{number}" for kind in "SPN" for number in range(1, LAST[kind] + 1)]


def test_what_is_called_proven_names_a_test_and_what_is_not_yet_there_names_none() -> None:
    wrong = [
        number
        for number, _asked, state, _where, shown in papers.rows("evidence.md")
        if not state.startswith(STATES)
        or (state.startswith("proven") and "::" not in shown)
        or (state.startswith("not yet") and "::" in shown)
    ]

    assert wrong == []


def test_every_threat_has_its_kind_a_requirement_and_a_test_or_says_that_none_stands() -> None:
    threats = list(papers.rows("threat-model.md"))

    wrong = [
        number
        for number, kind, _threat, _counter, requirement, shown in threats
        if kind not in STRIDE
        or not re.search(r"\b[SPNR]\d|product \d", requirement)
        or not ("::" in shown or shown.startswith("**open**"))
    ]
    assert wrong == []
    assert {kind for _number, kind, *_ in threats} == STRIDE


def test_threats_are_numbered_by_flow_without_a_gap() -> None:
    numbers = [cells[0] for cells in papers.rows("threat-model.md")]

    flows = {number.partition(".")[0] for number in numbers}
    expected = [
        f"{flow}.{place}"
        for flow in sorted(flows, key=lambda name: int(name[1:]))
        for place in range(1, sum(number.startswith(f"{flow}.") for number in numbers) + 1)
    ]
    assert numbers == expected


def test_the_ports_of_the_threat_model_are_those_of_the_composition() -> None:
    lists = re.findall(
        r"^ +ports: \[(.*)\]$", (ROOT / "docker-compose.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    published = [port.strip(' "') for line in lists for port in line.split(",")]

    assert re.findall(r"`([\d.]+:\d+:\d+)`", papers.text(FOLDER / "threat-model.md")) == published


def test_the_privacy_assessment_has_the_seventeen_points_of_the_model() -> None:
    found = re.findall(r"^### (\d+)\. ", papers.text(FOLDER / "dpia.md"), re.MULTILINE)

    assert found == [str(number) for number in range(1, DPIA_POINTS + 1)]


def register_entry() -> dict[str, str]:
    parts = re.split(r"^### (.+)$", papers.text(FOLDER / "algoritmeregister.md"), flags=re.MULTILINE)[1:]
    bodies = (re.sub(r"^## .*", "", body, flags=re.MULTILINE | re.DOTALL) for body in parts[1::2])
    return dict(zip(parts[::2], (body.strip() for body in bodies), strict=True))


def test_the_entry_for_the_algorithm_register_has_the_fields_of_its_standard_in_order() -> None:
    assert list(register_entry()) == list(REGISTER_FIELDS)


def test_no_field_of_the_entry_is_empty_or_too_long() -> None:
    entry = register_entry()

    wrong = [
        name
        for name, longest in REGISTER_FIELDS.items()
        if not entry[name] or (longest is not None and len(entry[name]) >= longest)
    ]
    assert wrong == []


def test_the_entry_tells_the_steps_of_waiting_time_that_a_programme_begins_with() -> None:
    days = Programme._meta.get_field("band_days").get_default()

    assert days == 28
    assert "in stappen van vier weken" in register_entry()["Technische werking"]


def test_the_entry_names_every_choice_of_weights_with_its_points() -> None:
    working = register_entry()["Technische werking"]

    with translation.override("en"):
        points = [[str(getattr(weights, part)) for part in PARTS] for weights in WEIGHTS.values()]
    assert [row for row in points if ", ".join(row) not in working] == []
