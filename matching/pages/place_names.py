"""Names on a small map: as many as find room, none over another."""

from collections.abc import Iterable
from dataclasses import dataclass

LETTER, LINE = 6.4, 14.0
EDGE = 3.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Name:
    """A name, the middle of its base line, and whether it is one of the pair's."""

    text: str
    x: float
    y: float
    is_marked: bool = False


class Names:
    """Takes names one by one; the most important come first."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.placed: list[Name] = []
        self.taken: list[Box] = []

    def keep_free(self, x: float, y: float, around: float) -> None:
        """Let no name stand on a mark."""
        self.taken.append((x - around, y - around, x + around, y + around))

    def add(self, text: str, places: Iterable[tuple[float, float]], *, is_marked: bool = False) -> bool:
        """Put a name at the first of some places where there is room."""
        for x, y in places:
            half = len(text) * LETTER / 2
            middle = min(max(x, half + EDGE), self.width - half - EDGE)
            box = (middle - half, y - LINE + EDGE, middle + half, y + EDGE)
            if self._is_free(box):
                self.taken.append(box)
                self.placed.append(Name(text, round(middle, 1), round(y, 1), is_marked))
                return True
        return False

    def _is_free(self, box: Box) -> bool:
        left, top, right, bottom = box
        inside = top >= 0 and bottom <= self.height
        return inside and not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in self.taken
        )
