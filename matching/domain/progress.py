"""What a going run tells: steps, families placed so far, and the curve of both over time."""

from typing import Any

from matching.domain.computation.wire import Progress

MOST_POINTS = 200
Point = tuple[float, int, int]


class Curve:
    """Seconds, families found and at most; a point for every change, never more than 200."""

    def __init__(self) -> None:
        self.points: list[Point] = []

    def add(self, progress: Progress) -> None:
        """Note a change; when the list is full, every second point goes."""
        last = self.points[-1][1:] if self.points else None
        if not progress.at_most or (progress.found, progress.at_most) == last:
            return
        if len(self.points) >= MOST_POINTS:
            self.points = self.points[::2]
        self.points.append((progress.seconds, progress.found, progress.at_most))


def as_fields(progress: Progress, curve: Curve) -> dict[str, Any]:
    """Give the fields of the run that tell it."""
    return {
        "phase": progress.phase,
        "done": progress.done,
        "total": progress.total,
        "found": progress.found,
        "at_most": progress.at_most,
        "curve": list(curve.points),
    }
