"""Draws that repeat for the same seed."""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A source of draws in a few words."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - draws invented people, no secrets

    def happens(self, percent: float) -> bool:
        """Tell whether something that happens in so many cases of a hundred happens now."""
        return self._random.random() * 100 < percent

    def between(self, lowest: int, highest: int) -> int:
        """Draw a whole number, both ends included."""
        return self._random.randint(lowest, highest)

    def skewed(self, highest: int) -> int:
        """Draw a whole number from 0 up, small ones more often than large ones."""
        return int(highest * self._random.betavariate(1.1, 2.2))

    def around(self, centre: int, spread: int) -> int:
        """Draw a whole number near a centre, at most twice the spread away."""
        return centre + round(max(-2.0, min(2.0, self._random.gauss(0, 1))) * spread)

    def within(self, lowest: float, highest: float) -> float:
        """Draw any number in an interval."""
        return self._random.uniform(lowest, highest)

    def among(self, weights: Mapping[T, float]) -> T:
        """Draw one of several, each as often as its weight says."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def several(self, weights: Mapping[T, float], number: int) -> list[T]:
        """Draw different ones, at most as many as there are."""
        left = dict(weights)
        found: list[T] = []
        while left and len(found) < number:
            one = self.among(left)
            found.append(one)
            del left[one]
        return found

    def one_of(self, choices: list[T]) -> T:
        """Draw one of several, each as often."""
        return self._random.choice(choices)
