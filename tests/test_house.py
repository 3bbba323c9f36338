"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
import tokenize
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from config.celery import app as celery

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("config", "families", "matching", "outbox", "programmes", "volunteers")
PLACES = (*PACKAGES, "benchmarks", "scripts", "tests")
CODE = sorted(path for place in PLACES for path in (ROOT / place).rglob("*.py"))
WRITTEN = [path for path in CODE if path.parent.name != "migrations"]
MODELS = [model for package in PACKAGES for model in apps.get_app_config(package).get_models()]
DISPATCHES = [path for path in CODE if path.name == "dispatch.py"]

FILE_LIMIT = 300
FUNCTION_LIMIT = 40
# Fewer than this means that the test below no longer finds them.
LOCKS = 8
# Drawers: names that say nothing about what is in them.
DRAWERS = {
    "base",
    "common",
    "core",
    "helper",
    "helpers",
    "lib",
    "misc",
    "shared",
    "stuff",
    "tools",
    "util",
    "utils",
}
PRIVACY = ("personal", "sensitive", "operational", "statistical")
TASK = re.compile(rf"({'|'.join(PACKAGES)})(\.[a-z_]+)+")
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:|ruff:|mypy:)")
WITH_REASON = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:|ruff:|mypy:).* - \w+")
# In two halves, so that this file does not name what it looks for.
HALVES = [
    ("/work", "/"),
    ("/root", "/"),
    ("farm", "-"),
    ("../", "shared"),
    ("issues", " show"),
    ("pypi", ".org"),
    ("python", "hosted"),
]
FORBIDDEN = [first + second for first, second in HALVES]
TEXTS = {
    "",
    ".cfg",
    ".css",
    ".html",
    ".in",
    ".js",
    ".json",
    ".md",
    ".po",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".yml",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def too_long(path: Path) -> list[str]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        f"{name(path)}: {node.name}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, functions) and (node.end_lineno or 0) - node.lineno >= FUNCTION_LIMIT
    ]


def bare_suppressions(path: Path) -> list[str]:
    with tokenize.open(path) as file:
        comments = [
            token for token in tokenize.generate_tokens(file.readline) if token.type == tokenize.COMMENT
        ]
    return [
        f"{name(path)}:{comment.start[0]}"
        for comment in comments
        if SUPPRESSION.search(comment.string) and not WITH_REASON.search(comment.string)
    ]


def task_names(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    words = [node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {word for word in words if TASK.fullmatch(word)}


def registered_tasks() -> set[str]:
    celery.loader.import_default_modules()
    return set(celery.tasks)


def classified(model: type[Model]) -> list[str]:
    privacy = getattr(model, "Privacy", None)
    return [field for kind in PRIVACY for field in getattr(privacy, kind, ())]


def fields(model: type[Model]) -> list[str]:
    return [field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)]


def locks(path: Path) -> dict[str, int]:
    """Give the numbers of the advisory locks that a file names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        f"{name(path)}: {target.id}": node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.endswith("LOCK") and isinstance(node.value.value, int)
    }


def committed_texts() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / line for line in listed.stdout.split("\0") if line]
    return [path for path in paths if path.suffix in TEXTS and path.is_file()]


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    long = [name(path) for path in WRITTEN if len(path.read_text(encoding="utf-8").splitlines()) > FILE_LIMIT]

    assert long == []


def test_no_function_is_longer_than_a_screen() -> None:
    assert [found for path in WRITTEN for found in too_long(path)] == []


def test_no_file_is_a_drawer() -> None:
    assert [name(path) for path in CODE if DRAWERS & {path.stem, path.parent.name}] == []


def test_every_suppression_says_why() -> None:
    assert [found for path in WRITTEN for found in bare_suppressions(path)] == []


def test_no_committed_file_names_where_it_was_made() -> None:
    found = [
        f"{name(path)}: {word}"
        for path in committed_texts()
        for word in FORBIDDEN
        if word in path.read_text(encoding="utf-8", errors="replace")
    ]

    assert found == []


@pytest.mark.parametrize("path", DISPATCHES, ids=name)
def test_every_name_in_dispatch_is_a_task(path: Path) -> None:
    asked = task_names(path)

    assert asked
    assert asked <= registered_tasks()


def test_every_scheduled_name_is_a_task() -> None:
    asked = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert asked <= registered_tasks()


def test_every_advisory_lock_has_a_number_of_its_own() -> None:
    found = [
        number
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for number in locks(path).values()
    ]

    assert len(found) == len(set(found)) >= LOCKS


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_classified_once(model: type[Model]) -> None:
    assert sorted(classified(model)) == sorted(fields(model))


def test_no_model_overrides_save_and_no_code_listens_to_model_signals() -> None:
    listening = re.compile(r"\b(pre|post)_(save|delete|init)\b|\bm2m_changed\b")
    overriding = [model._meta.label for model in MODELS if "save" in vars(model)]
    signals = [
        name(path)
        for path in WRITTEN
        if path.is_relative_to(ROOT / "tests") is False and listening.search(path.read_text(encoding="utf-8"))
    ]

    assert overriding + signals == []
