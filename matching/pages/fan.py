"""Many in one neighbourhood: each a little beside the middle, so that every line is seen."""

import math
from collections import Counter

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


class Fan:
    """Gives the next free place around the middle of each neighbourhood, like the seeds of a sunflower."""

    def __init__(self, *, step: float, farthest: float) -> None:
        self.step = step
        self.farthest = farthest
        self.given: Counter[int] = Counter()

    def beside(self, district: int, x: float, y: float) -> tuple[float, float]:
        """Give a place near the middle of a district; the first one is the middle itself."""
        number = self.given[district]
        self.given[district] += 1
        away = min(self.step * math.sqrt(number), self.farthest)
        turn = number * GOLDEN_ANGLE
        return x + away * math.cos(turn), y + away * math.sin(turn)
