"""What one row of a spreadsheet would do, and what a register has to offer to read spreadsheets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from programmes.domain.refusal import InvalidInput
from programmes.domain.sheets.columns import Column
from programmes.models import Register, RowKind, Sheet, SheetRow

Values = Mapping[str, str]
"""The filled cells of a row, by name of the column."""


@dataclass(frozen=True)
class Difference:
    """What one column would change."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken in: a sentence, at a column or about the whole row."""

    column: str
    sentence: str


@dataclass(frozen=True)
class Outlook:
    """What a row would do to the register."""

    kind: RowKind
    title: str = ""
    target: int | None = None
    version: str = ""
    differences: Sequence[Difference] = ()
    problems: Sequence[Problem] = field(default=())


class Comparison(Protocol):
    """Rows laid beside the register; it remembers rows before, for the same person twice in a file."""

    def compare(self, rows: Sequence[tuple[int, Values]]) -> list[Outlook]:
        """Tell what each row (number in the file, cells) would do."""


Applied = Mapping[int, Sequence[Problem]]
"""Rows that were left as they were, with the reason, by number in the file."""


@dataclass(frozen=True)
class SheetKind:
    """How one register reads spreadsheets.

    Attributes
    ----------
    key
        The column by which a record is found.
    compare, apply
        Steps of a use case that opened the transaction; ``apply`` writes rows that are new or changed.
    enqueue
        Puts the number of a sheet on the queue after the commit.
    subject
        Kind of record whose every look is written down; empty where it is not.
    """

    register: Register
    columns: Sequence[Column]
    key: str
    compare: Callable[[Sheet, datetime], Comparison]
    apply: Callable[[Sheet, Iterable[tuple[SheetRow, Values]], datetime], Applied]
    enqueue: Callable[[int], None]
    subject: str = ""

    def label_of(self, name: str) -> str:
        """Give the heading of a column in the reader's language; nothing where there is none."""
        return next((str(column.label) for column in self.columns if column.name == name), "")


def problems_of(invalid: InvalidInput, column_of: Callable[[str], str]) -> list[Problem]:
    """Give the sentences of a refused entry at the columns they are about."""
    return [
        Problem(column_of(path), str(sentence))
        for path, sentences in invalid.errors.items()
        for sentence in sentences
    ]
