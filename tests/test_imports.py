"""A guard without its counter-test is a hope: each import contract is broken once on purpose."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("config", "families", "matching", "outbox", "programmes", "volunteers")

STACK = "Apps stack; the two registers do not know each other"
STOREYS = "In every app: interfaces over domain over models over states"
PLAIN = "The solver and the value types are plain Python"
STRANGER = "The solver knows nothing of ours"
INSIDE = "Inside the solver"
VERIFIER = "The verifier shares no code with what it verifies"
FRONT_DOOR = "The solver has one front door"
NO_HTTP = "Domain code speaks neither HTTP nor Celery"
NO_CHANCE = "No clock and no chance in the solver, but in control and the command line"
OWN_TABLES = "A register's tables are its own; others ask its domain"
ENQUEUE = "Only domain code enqueues"
POST = "Only domain code posts messages"
RUNS_SOLVER = "Only matching's domain runs the solver"
BY_ADDRESS = "Pages compose by address, not by import"
NO_USE_CASE = "Tables and migrations know no use case"
OPTIMISERS = "Optimisers live in the solver"
CYCLES = "No cycles, at any depth"
FRAMEWORKS = "Celery lives in tasks and dispatch, REST framework in api"
API_ENQUEUES = "API code does not enqueue by itself"
OWN_MESSAGES = "Messages are the outbox's own"

VIOLATIONS = [
    ("outbox/domain/post.py", "import config.settings", {STACK}),
    ("volunteers/domain/signup.py", "import families.domain.queries", {STACK}),
    ("families/domain/queries.py", "import volunteers.domain.queries", {STACK}),
    ("programmes/domain/access.py", "import volunteers.domain.queries", {STACK}),
    ("programmes/domain/links.py", "import outbox.domain.post", {STACK}),
    ("volunteers/domain/signup.py", "import volunteers.api.views", {STOREYS}),
    ("volunteers/domain/signup.py", "import volunteers.pages.signup", {STOREYS}),
    ("families/models/family.py", "import families.domain.queries", {STOREYS, NO_USE_CASE}),
    ("matching/states.py", "import matching.models.run", {STOREYS}),
    ("matching/domain/runs.py", "import matching.tasks", {STOREYS}),
    ("matching/pages/review.py", "import matching.management.commands.seed_demo", {STOREYS}),
    ("programmes/values/places.py", "import django.conf", {PLAIN}),
    ("matching/solver/flow.py", "import django.db", {PLAIN}),
    ("matching/solver/files/reading.py", "import redis", {PLAIN}),
    ("matching/solver/errors.py", "import programmes.values.places", {STRANGER}),
    ("matching/solver/instance.py", "import matching.solver.solve", {INSIDE}),
    ("matching/solver/slots.py", "import matching.solver.pairing.rules", {INSIDE}),
    ("matching/solver/components.py", "import matching.solver.flow", {INSIDE}),
    ("matching/solver/repair.py", "import matching.solver.explain.price", {INSIDE}),
    ("matching/solver/changes/change.py", "import matching.solver.explain.price", {INSIDE}),
    ("matching/solver/verify/__init__.py", "import numpy", {VERIFIER}),
    ("matching/solver/verify/__init__.py", "import matching.solver.pairing.rules", {VERIFIER}),
    ("matching/domain/execution.py", "import matching.solver.flow", {FRONT_DOOR}),
    ("matching/domain/execution.py", "import rest_framework.exceptions", {NO_HTTP}),
    ("volunteers/domain/signup.py", "import celery", {NO_HTTP}),
    ("matching/solver/flow.py", "import random", {NO_CHANCE}),
    ("matching/solver/pairing/rules.py", "from datetime import date", {NO_CHANCE}),
    ("matching/solver/solve/__init__.py", "import time", {NO_CHANCE}),
    ("matching/domain/snapshot.py", "import volunteers.models", {OWN_TABLES}),
    ("matching/api/runs.py", "import families.models", {OWN_TABLES}),
    ("matching/pages/new_run.py", "import matching.dispatch", {ENQUEUE}),
    ("outbox/tasks.py", "import outbox.dispatch", {ENQUEUE}),
    ("matching/pages/send.py", "import outbox.domain.post", {POST}),
    ("matching/tasks.py", "import matching.solver", {RUNS_SOLVER}),
    ("config/urls.py", "import matching.solver", {RUNS_SOLVER}),
    ("matching/pages/review.py", "import volunteers.pages.volunteer_list", {BY_ADDRESS}),
    ("matching/api/matches.py", "import families.api.views", {BY_ADDRESS}),
    ("matching/migrations/0001_initial.py", "import matching.domain.seats", {NO_USE_CASE}),
    ("matching/domain/reports.py", "import scipy", {OPTIMISERS}),
    ("matching/management/commands/run_matching.py", "import ortools", {OPTIMISERS}),
    (
        "matching/domain/runs.py & matching/domain/seats.py",
        "import matching.domain.seats & import matching.domain.runs",
        {CYCLES},
    ),
    ("matching/models/run.py", "import celery", {FRAMEWORKS}),
    ("matching/pages/review.py", "import rest_framework.views", {FRAMEWORKS}),
    ("families/api/views.py", "import celery", {API_ENQUEUES}),
    ("matching/domain/matches.py", "import outbox.models", {OWN_MESSAGES}),
]

LAWFUL = [
    ("matching/domain/execution.py", "import matching.solver"),
    ("matching/domain/snapshot.py", "import volunteers.domain.queries, families.domain.queries"),
    ("matching/domain/runs.py", "import matching.dispatch"),
    ("matching/domain/matches.py", "import outbox.domain.post"),
    ("matching/management/commands/seed_demo.py", "import families.models, volunteers.models"),
    ("matching/tasks.py", "import celery, matching.domain.execution"),
    ("families/api/views.py", "import rest_framework.views, families.models"),
    ("matching/solver/control.py", "import time"),
    ("config/urls.py", "import matching.pages.review, families.api.views"),
    ("programmes/models/region.py", "import programmes.values.places"),
    (
        "volunteers/domain/signup.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import volunteers.pages.signup",
    ),
]


def imports(files: str, lines: str) -> dict[str, str]:
    """Read a case: the n-th file gets the n-th import."""
    return dict(zip(files.split(" & "), lines.split(" & "), strict=True))


CASES = [imports(files, lines) for files, lines, _ in VIOLATIONS] + [imports(*case) for case in LAWFUL]


def skeleton(place: Path) -> None:
    """Make the packages' files anew, empty, with those that contracts and cases name."""
    real = (path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    for file in [*real, *needed_modules(), *(Path(file) for case in CASES for file in case)]:
        make(place / file)
    for word in " ".join(line for case in CASES for line in case.values()).replace(",", " ").split():
        if word.partition(".")[0] in PACKAGES and not (place / word.replace(".", "/")).is_dir():
            make(place / f"{word.replace('.', '/')}.py")


def needed_modules() -> list[Path]:
    """List what the contracts demand to exist: layers without parentheses, and modules by name."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    names = [
        f"{container}.{layer}"
        for contract in contracts["contracts"]
        for container in contract.get("containers", [])
        for layers in contract["layers"]
        for layer in layers.split(" | ")
        if not layer.startswith("(")
    ]
    for contract in contracts["contracts"]:
        for kind in ("source_modules", "forbidden_modules", "protected_modules"):
            names += [name for name in contract.get(kind, []) if "*" not in name]
    ours = [name.replace(".", "/") for name in names if name.partition(".")[0] in PACKAGES]
    return [Path(f"{name}.py") for name in ours if not (ROOT / name).is_dir()]


def make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    for folder in path.parents:
        if folder.name in PACKAGES or any(parent.name in PACKAGES for parent in folder.parents):
            (folder / "__init__.py").touch()


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    place = tmp_path_factory.mktemp("skeleton")
    skeleton(place)
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "planted.py"), str(ROOT / "pyproject.toml")],
        cwd=place,
        input=json.dumps(CASES),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(number, expected, id=f"{file}: {line}")
        for number, (file, line, expected) in enumerate(VIOLATIONS)
    ],
)
def test_a_forbidden_import_breaks_its_contract_and_no_other(
    outcomes: list[list[str]], number: int, expected: set[str]
) -> None:
    assert set(outcomes[number]) == expected


@pytest.mark.parametrize(
    "number",
    [pytest.param(len(VIOLATIONS) + at, id=f"{file}: {line[:40]}") for at, (file, line) in enumerate(LAWFUL)],
)
def test_a_lawful_import_breaks_nothing(outcomes: list[list[str]], number: int) -> None:
    assert outcomes[number] == []


def test_every_contract_has_a_violation() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = {line.split('"')[1] for line in text.splitlines() if line.strip().startswith('{name = "')}

    assert names == set().union(*(expected for _, _, expected in VIOLATIONS))
