"""A file as headings and rows of clean text; what is odd about a row is noted with that row."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from programmes.domain.export import STARTS_A_FORMULA
from programmes.domain.sheets import delimited, workbook
from programmes.domain.sheets.accepting import FileKind, kind_of, refused

MOST_ROWS = 50_000
MOST_COLUMNS = 200
LONGEST_CELL = 2_000
LONGEST_HEADING = 100
_TOO_MUCH = {"Cc", "Cs", "Co", "Cn"}
_ALLOWED = "\t\n\r"
_INVISIBLE = frozenset(
    "\u200b\u2060\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@dataclass(frozen=True)
class ReadRow:
    """A row under the headings: where it stands in the file, its cells, what is odd."""

    number: int
    cells: list[str]
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ReadFile:
    """Headings, how many cells hold a formula, and the rows, read as they are asked for."""

    headings: list[str]
    formulas: int
    rows: Iterator[ReadRow]


def read(content: bytes) -> ReadFile:
    """Open a file and read its headings.

    Raises
    ------
    InvalidInput
        On ``file``; later rows raise it too, while they are read.
    """
    kind = kind_of(content)
    formulas = workbook.formulas_in(content) if kind == FileKind.WORKBOOK else 0
    found = (
        workbook.rows_of(content, most_columns=MOST_COLUMNS)
        if kind == FileKind.WORKBOOK
        else delimited.rows_of(content)
    )
    rows = ((number, row) for number, row in enumerate(found, start=1) if row)
    _number, first = next(rows, (0, []))
    if not first:
        raise refused(_("This file is empty. Choose a file with a row of headings and rows below it."))
    if len(first) > MOST_COLUMNS:
        raise refused(_("This file has more than 200 columns. Leave out what is not asked."))
    headings = [clean(cell)[0][:LONGEST_HEADING] for cell in first]
    return ReadFile(headings, formulas, _read_rows(rows, len(headings)))


def _read_rows(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[ReadRow]:
    count = 0
    for number, cells in rows:
        count += 1
        if count > MOST_ROWS:
            raise refused(_("This file has more than 50,000 rows. Divide it into smaller files."))
        yield _read_row(number, cells, width)
    if not count:
        raise refused(_("There are no rows below the headings. Choose a file with rows."))


def _read_row(number: int, cells: list[str], width: int) -> ReadRow:
    problems = []
    if any(cell.strip() for cell in cells[width:]):
        problems.append(_("This row has more cells than there are headings."))
    cleaned = [clean(cell) for cell in cells[:width]]
    if not all(is_clean for _text, is_clean in cleaned):
        problems.append(_("This row holds invisible characters, or a cell that is far too long."))
    texts = [text for text, _is_clean in cleaned]
    return ReadRow(number, texts + [""] * (width - len(texts)), problems)


def clean(text: str) -> tuple[str, bool]:
    """Compose the characters of a cell and drop what nobody sees; tell whether that left it whole."""
    composed = unicodedata.normalize("NFC", text.strip())
    kept = "".join(character for character in composed if _is_seen(character))
    if kept.startswith("'") and STARTS_A_FORMULA.match(kept[1:]):
        # Our own files write it so that no program takes the cell for a formula.
        composed = kept = kept[1:]
    return kept[:LONGEST_CELL].replace("\r\n", "\n"), kept == composed and len(kept) <= LONGEST_CELL


def _is_seen(character: str) -> bool:
    if character in _ALLOWED:
        return True
    return character not in _INVISIBLE and unicodedata.category(character) not in _TOO_MUCH
