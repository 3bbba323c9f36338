import json
import subprocess
import sys
from pathlib import Path

import pytest

from matching.solver.cli import main
from matching.solver.files import read_text
from tests.solver.documents import Document, document


def write(path: Path, *documents: Document) -> str:
    path.write_text("".join(json.dumps(one) + "\n" for one in documents))
    return str(path)


def test_solve_and_verify_go_well_on_files(tmp_path: Path) -> None:
    given, out = write(tmp_path / "i.json", document()), str(tmp_path / "r.json.gz")

    assert main(["solve", given, "--out", out]) == 0
    assert main(["verify", given, out]) == 0
    assert json.loads(read_text(out))["objective"] == [1, 2, 4, 1_373, 0]


def test_the_program_reads_standard_input_and_writes_standard_output() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "matching.solver", "solve", "-"],
        input=json.dumps(document()), capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert json.loads(done.stdout)["status"] == "optimal"


def test_the_baseline_is_a_result_too(tmp_path: Path) -> None:
    given, out = write(tmp_path / "i.json", document()), str(tmp_path / "r.json")

    assert main(["baseline", given, "--out", out]) == 0
    assert main(["verify", given, out]) == 0


def test_a_wrong_file_is_named_with_the_path_of_the_wrong_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = document()
    wrong["pairs"][2]["options"][0][1] = "w 8 16:00"
    given = write(tmp_path / "i.json", wrong)

    assert main(["solve", given]) == 2
    assert capsys.readouterr().err.startswith(f'{given}: pairs[2].options[0][1]: "w 8 16:00" is no slot')


def test_a_pin_that_cannot_hold_is_wrong_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = write(tmp_path / "i.json", document() | {"pins": [["v1", "f1"], ["v2", "f1"]]})

    assert main(["solve", given]) == 2
    assert "pins[1]: breaks rule need" in capsys.readouterr().err


def test_a_tampered_result_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, out = write(tmp_path / "i.json", document()), tmp_path / "r.json"
    main(["solve", given, "--out", str(out)])
    result = json.loads(out.read_text())
    result["matches"].pop()
    write(out, result)

    assert main(["verify", given, str(out)]) == 1
    assert capsys.readouterr().err == "the objective's level urgent is 0, not 1\n"


def test_a_result_that_is_no_document_is_wrong_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, out = write(tmp_path / "i.json", document()), tmp_path / "r.json"
    out.write_text("[]")

    assert main(["verify", given, str(out)]) == 2
    assert capsys.readouterr().err == f"{out}: must be an object\n"


def test_lines_give_lines_and_a_wrong_one_its_error_in_its_place(tmp_path: Path) -> None:
    given, out = write(tmp_path / "i.jsonl", document(), {"format": "x"}, document()), tmp_path / "r.jsonl"

    assert main(["solve", given, "--out", str(out)]) == 2

    results = [json.loads(line) for line in out.read_text().splitlines()]
    assert [result["status"] for result in results] == ["optimal", "invalid", "optimal"]
    assert results[1] == {"status": "invalid", "error": "volunteers: is missing"}


def test_lines_are_verified_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, out = write(tmp_path / "i.jsonl", document(), document()), tmp_path / "r.jsonl"
    main(["solve", given, "--out", str(out)])
    assert main(["verify", given, str(out)]) == 0

    out.write_text(
        out.read_text().replace('"optimal"', '"feasible"', 2).replace('"feasible"', '"optimal"', 1)
    )

    assert main(["verify", given, str(out)]) == 1
    assert capsys.readouterr().err == "line 2: the status should be optimal\n"


def test_results_that_are_missing_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, out = write(tmp_path / "i.jsonl", document(), document()), tmp_path / "r.jsonl"
    out.write_text("{}\n")

    assert main(["verify", given, str(out)]) == 1
    assert capsys.readouterr().err == "2 instances and 1 results\n"


def test_generate_writes_an_instance_that_can_be_solved(tmp_path: Path) -> None:
    given, out = str(tmp_path / "i.json.gz"), str(tmp_path / "r.json")

    assert main(["generate", "--size", "city", "--seed", "1", "--out", given]) == 0
    assert main(["solve", given, "--out", out, "--time-limit", "60"]) == 0
    assert main(["verify", given, out]) == 0


@pytest.mark.parametrize("limit", ["-1", "nan", "inf", "soon"])
def test_a_time_limit_that_is_no_time_is_refused(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["solve", "-", "--time-limit", limit])

    assert ended.value.code == 2
    assert "--time-limit" in capsys.readouterr().err
