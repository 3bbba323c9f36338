"""The README says what is true: its walk through the API runs, and it names every variable and file."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from matching.management.commands import seed_demo
from matching.management.commands.seed_demo import Size
from matching.management.demo.filling import Numbers
from tests.workers import Workers

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
VARIABLE = re.compile(r"(?:environ\.get|_flag|_names)\(\s*\"([A-Z_]+)\"")
LINK = re.compile(r"\]\(((?!https?:|#)[^)#]+)")
WALK_LIMIT = 120


def walk() -> str:
    found = re.search(r"<!-- walk:.*?-->\n```bash\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def demo(
    tmp_path: Path, live_server: LiveServer, worker: Workers, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """A small demo as `make demo` leaves it, on the live server of the test; the environment of the walk."""
    monkeypatch.setitem(seed_demo.SIZES, "city", Size(Numbers(12, 20), seed_demo.CITY))
    call_command("seed_demo", "--accounts", str(tmp_path / "demo.json"), verbosity=0)
    facts = json.loads((tmp_path / "demo.json").read_text(encoding="utf-8"))
    (tmp_path / "demo.json").write_text(json.dumps({"url": live_server.url, **facts}), encoding="utf-8")
    return {"DEMO": str(tmp_path / "demo.json")}


@pytest.mark.worker
def test_the_walk_through_the_api_ends_with_a_reader_found(demo: dict[str, str]) -> None:
    path = {"PATH": "/usr/local/bin:/usr/bin:/bin", "no_proxy": "*", "LANG": "C.UTF-8"}
    bash = shutil.which("bash")
    assert bash

    done = subprocess.run(
        [bash, "-eu", "-o", "pipefail", "-c", walk()],
        env={**path, **demo},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=WALK_LIMIT,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    assert (answer["code"], answer["status"]) == ("reader_found", "Voorlezer gevonden")


def test_every_variable_of_the_settings_is_in_the_table() -> None:
    parts = sorted((ROOT / "config").glob("settings*.py"))
    settings = "\n".join(part.read_text(encoding="utf-8") for part in parts)

    assert [name for name in VARIABLE.findall(settings) if f"`{name}`" not in README] == []


@pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_commands_that_are_named_exist() -> None:
    targets = re.findall(r"[`$] ?make ([a-z-]+)", README)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert [name for name in targets if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []
