from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matching.solver import InstanceError, solve
from matching.solver.files import instance_from, result_from, result_text
from tests.solver.answers import written
from tests.solver.documents import change
from tests.solver.proofs import priced, proven
from tests.solver.tiny import tiny


def test_a_proof_survives_being_written_and_read() -> None:
    document = proven() | {"seconds": {"solve": 0.25}}

    again = result_from(document, instance_from(priced()))

    expected = document | {"matches": sorted(document["matches"], key=lambda match: match["family"])}
    assert written(result_text(again)) == expected


@pytest.mark.parametrize("seed", range(40))
def test_what_the_solver_writes_is_read_back_the_same(seed: int) -> None:
    drawn = replace(tiny(seed), pins=np.empty(0, np.int64))
    text = result_text(replace(solve(drawn), seconds={}))

    assert result_text(result_from(written(text), drawn)) == text


WRONG: list[tuple[list[str | int], Any, str]] = [
    (["format"], "doorlees-result/2", 'format: must be "doorlees-result/1"'),
    (["status"], "best", "status: must be one of optimal, feasible"),
    (["status"], [], "status: must be one of"),
    (["objective"], [1, 2], "objective: must be a list of 5 whole numbers"),
    (["bound", 2], 2**63, "bound[2]: must be a whole number from"),
    (["components", "total"], -1, "components.total: must be a whole number"),
    (["matches", 1, "volunteer"], "v9", 'matches[1].volunteer: no volunteer has the id "v9"'),
    (["matches", 1, "family"], "f1", "matches[1]: must be a feasible pair of the instance"),
    (["matches", 1, "score"], 1, "matches[1].score: must be 600"),
    (["matches", 1, "option"], ["w 9 16:00"], 'matches[1].option[0]: "w 9 16:00" is no slot'),
    (["matches", 1], proven()["matches"][0], "matches[1]: this volunteer and family stand twice"),
    (["certificate"], [], "certificate: must be an object"),
    (["certificate", "pairs"], {}, "certificate.pairs: must be a list"),
    (
        ["certificate", "families", 2],
        ["f3"],
        "certificate.families[2]: must be a list of 1 texts and a price",
    ),
    (["certificate", "families", 2, 0], "f9", 'certificate.families[2][0]: no family has the id "f9"'),
    (["certificate", "windows", 1, 1], "w 2 16:00", "certificate.windows[1][1]: must be a slot of week A or"),
    (["certificate", "windows", 1, 2, 3], 0.5, "certificate.windows[1][2][3]: must be a whole number"),
    (["certificate", "pairs", 0, 1], "f1", "certificate.pairs[0]: must be a feasible pair"),
    (["seconds"], [], "seconds: must be an object"),
    (["seconds"], {"solve": float("inf")}, "seconds.solve: must be a number from 0"),
    (["colour"], 1, "colour: is no field of this format"),
]


@pytest.mark.parametrize(("path", "value", "message"), WRONG)
def test_the_first_wrong_value_of_a_result_is_named_by_its_path(
    path: list[str | int], value: object, message: str
) -> None:
    wrong = proven()
    change(path, value)(wrong)

    with pytest.raises(InstanceError) as refusal:
        result_from(wrong, instance_from(priced()))

    assert str(refusal.value).startswith(message)
