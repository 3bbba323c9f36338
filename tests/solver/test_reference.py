"""The examples in the documentation of the files are true."""

import json
import re
from pathlib import Path
from typing import Any

from matching.solver import Instance, solve
from matching.solver.files import instance_from, result_from
from matching.solver.verify import Verified, verify

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "solver-files.md"


def examples() -> dict[str, Any]:
    """The documents on the page by their format."""
    blocks = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return {document["format"]: document for document in map(json.loads, blocks)}


def instance() -> Instance:
    return instance_from(examples()["doorlees-instance/1"])


def test_the_result_on_the_page_is_the_answer_to_the_instance_on_the_page() -> None:
    found, shown = solve(instance()), result_from(examples()["doorlees-result/1"], instance())

    assert (found.objective, found.bound, found.matches) == (shown.objective, shown.bound, shown.matches)


def test_the_certificate_on_the_page_holds() -> None:
    checked = verify(examples()["doorlees-instance/1"], examples()["doorlees-result/1"])

    assert checked == Verified(components=1, proven=1, certified=1)
