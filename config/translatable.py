"""Find every sentence that is marked for translation, in code and templates, without gettext."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

PLACES = ("config", "programmes", "outbox", "volunteers", "families", "matching")
# What each marking function takes: c context, s singular, p plural.
MARKS = {
    "_": "s",
    "gettext": "s",
    "gettext_noop": "s",
    "ngettext": "sp",
    "pgettext": "cs",
    "npgettext": "csp",
}
MARKS |= {f"{name}_lazy": arguments for name, arguments in MARKS.items() if name.endswith("gettext")}
TEMPLATE_MARK = re.compile(rf"(?<![\w.])({'|'.join(MARKS)})\(")


@dataclass(frozen=True, order=True)
class Sentence:
    """One text to translate and where it stands."""

    singular: str
    plural: str
    context: str
    place: str


def sentences(root: Path) -> list[Sentence]:
    """Return what is marked below the packages of `root`, in order of the files."""
    found: list[Sentence] = []
    for place in PLACES:
        for path in sorted((root / place).rglob("*.*")):
            name = path.relative_to(root).as_posix()
            if path.suffix == ".py":
                found += _of_calls(ast.walk(ast.parse(path.read_text(encoding="utf-8"))), name)
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                found += _of_calls(_calls(templatize(path.read_text(encoding="utf-8"), origin=name)), name)
    return found


def _calls(marked: str) -> Iterator[ast.AST]:
    """Read the calls that Django writes among the blanked-out rest of a template."""
    for match in TEMPLATE_MARK.finditer(marked):
        end = match.end()
        while (end := marked.find(")", end) + 1) > 0:
            try:
                yield ast.parse(marked[match.start() : end], mode="eval").body
            except SyntaxError:
                continue
            break


def _of_calls(nodes: Iterable[ast.AST], place: str) -> Iterator[Sentence]:
    for node in nodes:
        if isinstance(node, ast.Call):
            mark = MARKS.get(_name(node.func))
            words = [part.value for part in node.args if isinstance(part, ast.Constant)]
            texts = [word for word in words if isinstance(word, str)]
            if mark and len(texts) >= len(mark):
                given = dict(zip(mark, texts, strict=False))
                yield Sentence(given["s"], given.get("p", ""), given.get("c", ""), place)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""
