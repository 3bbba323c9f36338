"""Figures in which nobody is recognised: counts under five are hidden, and what would give them away."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True)
class Row:
    """One group: all of it, and the part of it that was placed."""

    whole: int
    part: int

    @property
    def rest(self) -> int:
        """The part that was not placed."""
        return self.whole - self.part


def hidden(rows: Sequence[Row]) -> tuple[list[bool], list[bool]]:
    """Tell which figures of a table are not shown.

    The rows add up to totals that are shown elsewhere. A figure under five is hidden, and so is what
    subtraction would find it with: in a row the part with the rest, in a column a second row, until what
    is hidden together is neither alone nor under five itself.

    Returns
    -------
    wholes, parts
        For each row whether its size is hidden, and whether it is hidden how it divides. A row of hidden
        size does not show how it divides.
    """
    wholes = _enough([row.whole < FEWEST for row in rows], [(row.whole,) for row in rows])
    small = [hide or row.part < FEWEST or row.rest < FEWEST for row, hide in zip(rows, wholes, strict=True)]
    return wholes, _enough(small, [(row.part, row.rest) for row in rows])


def _enough(hide: list[bool], values: Sequence[tuple[int, ...]]) -> list[bool]:
    """Hide more rows, the smallest first, until the hidden ones cannot be told by subtraction."""
    answer = list(hide)
    for place in sorted(range(len(values)), key=lambda place: (sum(values[place]), place)):
        if _is_safe([value for value, is_hidden in zip(values, answer, strict=True) if is_hidden]):
            break
        answer[place] = True
    return answer


def _is_safe(chosen: Sequence[tuple[int, ...]]) -> bool:
    """Tell whether what is hidden is nothing, or several rows that are large enough together."""
    sums = [sum(column) for column in zip(*chosen, strict=True)]
    return not chosen or (len(chosen) > 1 and min(sums) >= FEWEST)
