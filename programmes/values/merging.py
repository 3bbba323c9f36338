"""Moments of the week that somebody chose twice: what is the same becomes one, what differs is told."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from programmes.values.availability import Rhythm, Window


def contradicts(window: Window, others: Iterable[Window]) -> bool:
    """Tell whether a moment shares hours with another that is for other weeks, or less gladly."""
    return any(_overlap(window, other) and not _alike(window, other) for other in others)


def merged(windows: Sequence[Window]) -> tuple[Window, ...]:
    """Join moments that share hours; those that only touch stay apart, as they were written.

    Moments for other weeks or with another strength are never joined: see `contradicts`.
    """
    joined: list[Window] = []
    for window in sorted(windows, key=lambda one: (one.weekday, one.start, one.end)):
        place = next(
            (n for n, one in enumerate(joined) if _overlap(one, window) and _alike(one, window)), None
        )
        if place is None:
            joined.append(window)
        else:
            joined[place] = replace(joined[place], end=max(joined[place].end, window.end))
    return tuple(joined)


def _overlap(one: Window, other: Window) -> bool:
    weeks = one.rhythm == other.rhythm or Rhythm.WEEKLY in {one.rhythm, other.rhythm}
    return weeks and one.weekday == other.weekday and one.start < other.end and other.start < one.end


def _alike(one: Window, other: Window) -> bool:
    return (one.rhythm, one.strength) == (other.rhythm, other.strength)
