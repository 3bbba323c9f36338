"""The filled cells of one row, read one by one; what cannot be read is noted at its column."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.utils.translation import gettext as _

from programmes.domain.sheets.columns import Column
from programmes.domain.sheets.rows import Problem, Values
from programmes.domain.sheets.values import NotReadError

Read = TypeVar("Read")


class Cells:
    """Reads cells and collects what is wrong with them."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.problems: list[Problem] = []

    def has(self, *names: str) -> bool:
        """Tell whether one of these columns is filled."""
        return any(name in self.values for name in names)

    def read(self, name: str, reader: Callable[[str], Read]) -> Read | None:
        """Read a cell; give nothing where it is empty or says nothing that can be read."""
        if name not in self.values:
            return None
        try:
            return reader(self.values[name])
        except NotReadError as unread:
            self.add(name, str(unread))
            return None

    def add(self, column: str, sentence: str) -> None:
        """Note what is wrong."""
        self.problems.append(Problem(column, sentence))

    def expect_filled(self, columns: Iterable[Column]) -> None:
        """Note the empty cells that a new record needs."""
        for column in columns:
            if column.required and column.name not in self.values:
                self.add(column.name, _("Fill this in: a new record needs it."))
