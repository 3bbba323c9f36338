"""One more moment in somebody's week: only what is not there yet, so that no stretches overlap."""

from collections.abc import Iterable, Sequence

from matching.solver.slots import HALF_HOUR, Slot
from programmes.values.availability import Rhythm, Window

RHYTHMS = {"w": Rhythm.WEEKLY, "a": Rhythm.WEEK_A, "b": Rhythm.WEEK_B}
WEEKS = {
    Rhythm.WEEKLY: frozenset({Rhythm.WEEK_A, Rhythm.WEEK_B}),
    Rhythm.WEEK_A: frozenset({Rhythm.WEEK_A}),
    Rhythm.WEEK_B: frozenset({Rhythm.WEEK_B}),
}
RHYTHM_OF = {weeks: rhythm for rhythm, weeks in WEEKS.items()}


def with_moment(windows: Sequence[Window], slot: Slot, *, minutes: int, rhythm: Rhythm) -> tuple[Window, ...]:
    """Add the stretch of a visit to windows of the week.

    Parameters
    ----------
    minutes
        How long a visit takes.
    rhythm
        The weeks in which the moment has to suit.
    """
    last = slot.start + -(-minutes // HALF_HOUR) * HALF_HOUR
    missing = [
        (start, frozenset(WEEKS[rhythm] - _weeks_at(windows, slot.day, start)))
        for start in range(slot.start, last, HALF_HOUR)
    ]
    added: list[Window] = []
    for start, weeks in missing:
        if weeks:
            _append(added, Window(slot.day, start, start + HALF_HOUR, rhythm=RHYTHM_OF[weeks]))
    return (*windows, *added)


def _weeks_at(windows: Iterable[Window], day: int, start: int) -> set[Rhythm]:
    """Give the weeks in which a half hour of a day is offered."""
    there = [window for window in windows if window.weekday == day and window.start <= start < window.end]
    return {week for window in there for week in WEEKS[window.rhythm]}


def _append(added: list[Window], piece: Window) -> None:
    """Add a half hour, as part of the stretch before it where they join."""
    last = added[-1] if added else None
    if last and (last.end, last.rhythm) == (piece.start, piece.rhythm):
        added[-1] = Window(last.weekday, last.start, piece.end, rhythm=last.rhythm)
    else:
        added.append(piece)
