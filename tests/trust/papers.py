"""What the papers of docs/trust say, read for the tests: files, tests, requirements, switches."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, resolve

from config import personal_data
from config.keeping import scheduled

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "docs" / "trust"
PAPERS = sorted(FOLDER.glob("*.md"))
_TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")
_FILE = re.compile(
    r"`((?:config|families|matching|outbox|programmes|volunteers|requirements|docs|scripts|tests)/[\w./-]+\.\w+)`"
)
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_SWITCH = re.compile(r"<!-- switch: ([\w-]+) = (not yet|done) -->")
_REQUIREMENT = re.compile(r"\b([SPNR])(\d{1,2})b?\b")
LAST = {"S": 13, "P": 9, "N": 39, "R": 14}


def _has_page(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


STANDS: dict[str, Callable[[], bool]] = {
    "field-encryption": lambda: any(kept.is_encrypted for kept in personal_data.about_people()),
    "second-factor": lambda: hasattr(settings, "SECOND_FACTOR"),
    "access-log-pages": lambda: _has_page("/werk/inzage"),
    "change-history": lambda: "fieldchange" in apps.all_models["programmes"],
    "retention": lambda: "programmes.clear_retention" in scheduled(),
}
"""What colleagues are building, and how to see that it stands."""


def text(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


def missing_tests(paper: Path) -> list[str]:
    return [f"{path}::{name}" for path, name in _TEST.findall(text(paper)) if name not in tests_of(path)]


def missing_files(paper: Path) -> list[str]:
    named = [ROOT / path for path in _FILE.findall(text(paper))]
    linked = [paper.parent / path for path in _LINK.findall(text(paper))]
    return [str(path) for path in (*named, *linked) if not path.exists()]


def false_switches(paper: Path) -> list[str]:
    return [
        f"{name} = {said}, but it {'stands' if STANDS[name]() else 'does not stand'}"
        for name, said in _SWITCH.findall(text(paper))
        if (said == "done") != STANDS[name]()
    ]


def unknown_requirements(paper: Path) -> list[str]:
    return [
        f"{kind}{number}" for kind, number in _REQUIREMENT.findall(text(paper)) if int(number) > LAST[kind]
    ]


def rows(paper: str) -> Iterator[list[str]]:
    """Give the cells of every line of every table, but titles and rules."""
    for line in text(FOLDER / paper).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and not line.startswith(("|---", "| nr ", "| # ")):
            yield cells


@cache
def tests_of(path: str) -> frozenset[str]:
    file = ROOT / "tests" / path
    if not file.is_file():
        return frozenset()
    found = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return frozenset(node.name for node in found if isinstance(node, ast.FunctionDef))
