"""What a finished run came to, in figures that a coordinator reads."""

from dataclasses import dataclass

from matching.models import MatchingRun, RunFigures

LEVEL_PLACED = 1


@dataclass(frozen=True)
class RunOutcome:
    """Figures of the top of the review page."""

    figures: RunFigures
    is_proven: bool
    better_at_most: int
    gap: float
    seconds: float
    more_than_by_order: int


def outcome_of(run: MatchingRun) -> RunOutcome | None:
    """Sum up the figures; ``None`` while there are none."""
    figures: RunFigures | None = getattr(run, "figures", None)
    if figures is None:
        return None
    most = max(figures.bound[LEVEL_PLACED], figures.placed)
    return RunOutcome(
        figures,
        is_proven=all(figures.optimal),
        better_at_most=most - figures.placed,
        gap=100 * (most - figures.placed) / most if most else 0.0,
        seconds=sum(figures.seconds.values()),
        more_than_by_order=figures.placed - figures.baseline_placed,
    )
