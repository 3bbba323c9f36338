"""The commands that explain a result and price a decision, held against solving anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from matching.solver.cli import main
from tests.solver.answers import answer_to
from tests.solver.documents import Document, pair, problem

if TYPE_CHECKING:
    from pathlib import Path

OTHER = ["w 1 16:00"]


def rivals() -> Document:
    """Two places for three families, of whom one waits no time at all, and one nobody can read with."""
    return problem(
        {"v1": 1, "v2": 1},
        {"f1": {"waiting_days": 90}, "f2": {"waiting_days": 60}, "f3": {}, "f10": {}},
        [
            pair("v1", "f1", 900, OTHER),
            pair("v1", "f2", 500, OTHER),
            pair("v2", "f1", 300, OTHER),
            pair("v2", "f2", 800, OTHER),
            pair("v2", "f3", 1_000, OTHER),
        ],
    )


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The rivals and their result."""
    names = [str(tmp_path / name) for name in ("i.json", "r.json")]
    for name, document in zip(names, (rivals(), answer_to(rivals())), strict=True):
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    return names


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> Document:
    """What a command answers."""
    assert main(arguments) == 0
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def objective(**more: object) -> list[int]:
    """What the rivals reach, with pins."""
    reached = answer_to(rivals() | more)["objective"]
    assert isinstance(reached, list)
    return reached


def change(**more: object) -> list[int]:
    return [new - old for new, old in zip(objective(**more), objective(), strict=True)]


def test_alternatives_are_told_with_what_forcing_them_changes(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked(capsys, "explain", *files)

    assert answer["format"] == "doorlees-explanation/1"
    others = {one["family"]: one["pairs"] for one in answer["alternatives"]}
    assert others["f1"] == [{"volunteer": "v2", "change": change(pins=[["v2", "f1"]]), "exact": True}]
    assert others["f2"] == [{"volunteer": "v1", "change": change(pins=[["v1", "f2"]]), "exact": True}]


def test_at_most_as_many_alternatives_are_told_as_asked(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked(capsys, "explain", *files, "--most", "1")

    assert all(len(one["pairs"]) <= 1 for one in answer["alternatives"])


def test_a_family_left_out_is_told_with_whom_it_competed(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked(capsys, "explain", *files)

    assert answer["competition"] == [
        {
            "family": "f3",
            "families": ["f1", "f2", "f3"],
            "volunteers": ["v1", "v2"],
            "places": 2,
            "lowest": {"urgent": False, "band": 2},
        }
    ]
    assert answer["without_pair"] == ["f10"]


def test_a_pin_costs_what_solving_anew_says(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    answer = asked(capsys, "price", *files, "--pin", "v2", "f3")

    assert answer == {
        "format": "doorlees-price/1",
        "change": change(pins=[["v2", "f3"]]),
        "exact": True,
        "gained": [{"volunteer": "v2", "family": "f3"}],
        "lost": [{"volunteer": "v2", "family": "f2"}],
    }


def test_pins_and_bans_are_priced_together(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    less = [one for one in rivals()["pairs"] if (one["volunteer"], one["family"]) != ("v1", "f1")]

    answer = asked(capsys, "price", *files, "--pin", "v2", "f3", "--ban", "v1", "f1")

    assert answer["change"] == change(pairs=less, pins=[["v2", "f3"]])


def test_a_swap_costs_what_its_two_pins_cost(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    answer = asked(capsys, "price", *files, "--swap", "v1", "f1", "v2", "f2")

    assert answer["change"] == change(pins=[["v1", "f2"], ["v2", "f1"]])


def test_an_answer_goes_to_a_file_when_asked(files: list[str], tmp_path: Path) -> None:
    for command in (["explain", *files], ["price", *files, "--ban", "v1", "f1"]):
        out = tmp_path / f"{command[0]}.json"

        assert main([*command, "--out", str(out)]) == 0
        assert json.loads(out.read_text())["format"].startswith("doorlees-")


REFUSED = [
    (["price"], "give --pin and --ban, or --swap"),
    (["price", "--pin", "v1", "f1", "--swap", "v1", "f1", "v2", "f2"], "give --pin and --ban, or --swap"),
    (["price", "--pin", "v9", "f1"], '--pin[0][0]: no volunteer has the id "v9"'),
    (["price", "--ban", "v1", "f1", "--ban", "v1", "f3"], "--ban[1]: must be a feasible pair"),
    (["price", "--pin", "v1", "f1", "--pin", "v1", "f2"], "breaks rule capacity"),
    (["price", "--pin", "v1", "f1", "--ban", "v1", "f1"], "breaks rule ban"),
]


@pytest.mark.parametrize(("command", "reason"), REFUSED)
def test_a_decision_that_cannot_be_is_refused_with_its_reason(
    files: list[str], capsys: pytest.CaptureFixture[str], command: list[str], reason: str
) -> None:
    assert main([command[0], *files, *command[1:]]) == 2
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize("command", [["explain"], ["price", "--ban", "v1", "f1"]])
def test_nothing_is_said_of_a_result_that_is_no_true_answer(
    files: list[str], capsys: pytest.CaptureFixture[str], command: list[str], tmp_path: Path
) -> None:
    wrong = answer_to(rivals())
    wrong["objective"][3] += 1
    (tmp_path / "r.json").write_text(json.dumps(wrong))

    assert main([command[0], *files, *command[1:]]) == 1
    assert capsys.readouterr().err == "the objective's level score is 1700, not 1701\n"


def test_a_wrong_value_of_the_result_is_named_with_its_file(
    files: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "r.json").write_text(json.dumps(answer_to(rivals()) | {"status": "best"}))

    assert main(["explain", *files]) == 2
    assert capsys.readouterr().err == f"{files[1]}: status: must be one of optimal, feasible\n"


def test_a_file_of_lines_is_asked_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "i.jsonl", "r.jsonl"]) == 2
    assert capsys.readouterr().err == "i.jsonl: must be a file with a single document\n"
