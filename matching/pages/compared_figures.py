"""Figures of a run beside those of another, or beside first come, first served."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from matching.models import MatchingRun, RunFigures

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise

DAYS_PER_WEEK = 7
Number = float | int | None


@dataclass(frozen=True)
class Figure:
    """One line of the table; ``None`` where it was not measured."""

    name: "StrOrPromise"
    now: Number
    before: Number
    places: int = 0

    @property
    def more(self) -> Number:
        """Now minus before."""
        return None if self.now is None or self.before is None else round(self.now - self.before, 1)


@dataclass(frozen=True)
class _Outcome:
    """What both kinds of outcome have: a run, and first come, first served."""

    waiting: int
    placed: int
    without_pair: int
    measures: dict[str, Any]

    def measure(self, *path: str) -> Number:
        """Read a measure; outcomes of long ago do not have all."""
        found: Any = self.measures
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return found if isinstance(found, int | float) else None


def figures_beside(run: MatchingRun, other: MatchingRun | None) -> list[Figure]:
    """Put the figures of a run beside another's, or beside first come, first served on its own input."""
    figures = _figures(run)
    before = _figures(other) if other else figures
    if figures is None or before is None:
        return []
    one, two = _of_run(figures), _of_run(before) if other else _of_baseline(figures)
    return [Figure(name, read(one), read(two), places) for name, places, read in _lines()]


def _figures(run: MatchingRun) -> RunFigures | None:
    return getattr(run, "figures", None)


def _of_run(figures: RunFigures) -> _Outcome:
    return _Outcome(figures.waiting, figures.placed, figures.without_pair, figures.measures)


def _of_baseline(figures: RunFigures) -> _Outcome:
    return _Outcome(figures.waiting, figures.baseline_placed, figures.without_pair, figures.baseline_measures)


def _lines() -> "list[tuple[str, int, Callable[[_Outcome], Number]]]":
    return [
        (_("Families that waited"), 0, lambda outcome: outcome.waiting),
        (_("Families with a proposal"), 0, lambda outcome: outcome.placed),
        (
            _("Passed over, though a reader fits"),
            0,
            lambda outcome: max(0, outcome.waiting - outcome.placed - outcome.without_pair),
        ),
        (
            _("Longest wait without a proposal, weeks"),
            0,
            lambda outcome: _weeks(outcome.measure("waited", "unplaced", "longest")),
        ),
        (
            _("Mean wait of families with a proposal, weeks"),
            1,
            lambda outcome: _weeks(outcome.measure("waited", "placed", "mean"), exact=True),
        ),
        (_("Travel, mean in minutes"), 1, lambda outcome: outcome.measure("travel", "mean")),
        (_("Travel, longest in minutes"), 0, lambda outcome: outcome.measure("travel", "longest")),
        (_("Moments in common, mean"), 1, lambda outcome: outcome.measure("common_slots")),
    ]


def _weeks(days: Number, *, exact: bool = False) -> Number:
    if days is None:
        return None
    return round(days / DAYS_PER_WEEK, 1) if exact else int(days) // DAYS_PER_WEEK
