"""When reader and family know each other, and which homes the reader goes to (privacy P3, N28)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from matching.domain.match_checks import both_take_part
from matching.models import Match
from matching.states import MatchState

if TYPE_CHECKING:
    from families.models import Home

AFTER_THE_END = timedelta(days=30)
ACQUAINTED = frozenset(
    {
        *(MatchState.ACCEPTED, MatchState.INTRODUCTION_PLANNED, MatchState.ACTIVE, MatchState.PAUSED),
        MatchState.COMPLETED,
        MatchState.ENDED_EARLY,
    }
)
_NOT_MET = (MatchState.ACCEPTED, MatchState.INTRODUCTION_PLANNED)
WEEKS = {"w": {"weekly", "week_a", "week_b"}, "a": {"weekly", "week_a"}, "b": {"weekly", "week_b"}}


def know_each_other(match: Match, *, now: datetime) -> bool:
    """Tell whether both said yes, and the match is open or ended no more than 30 days ago.

    Who left before they met, as a family whose consent was withdrawn, stays unknown to the other.
    """
    if match.state in _NOT_MET and not both_take_part(match):
        return False
    fresh = match.ended_at is None or match.ended_at > now - AFTER_THE_END
    return match.state in ACQUAINTED and fresh


def homes_of(match: Match) -> list["Home"]:
    """List the homes of the weeks in which visits are; its homes are loaded."""
    weeks = _weeks(match.option)
    return [home for home in match.family.homes.all() if home.rhythm in weeks]


def _weeks(option: Iterable[str]) -> set[str]:
    return set().union(*(WEEKS[slot[0]] for slot in option))
