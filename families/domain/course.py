"""How far the reading of families is: matching knows, and the register of families is below it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from families.models import Family


@dataclass(frozen=True)
class Course:
    """Days and numbers of one family; nothing about who reads.

    Attributes
    ----------
    call_by
        The working day by which a coordinator calls the parents, as long as nobody did.
    asks_parents
        Whether a reader was found and the parents are asked.
    first_meeting_on, next_visit_on
        Where they are planned.
    week, weeks
        Week of the trajectory (none before the first visit), and how many there are.
    """

    call_by: date | None = None
    asks_parents: bool = False
    first_meeting_on: date | None = None
    next_visit_on: date | None = None
    week: int | None = None
    weeks: int = 0
    is_paused: bool = False


Ask = Callable[[Collection[Family], datetime], Mapping[int, Course]]
UNKNOWN = Course()
_KNOWN: list[Ask] = []


def register(ask: Ask) -> None:
    """Let matching answer; called once, when it is set up."""
    if ask not in _KNOWN:
        _KNOWN.append(ask)


def courses_of(families: Collection[Family], *, now: datetime) -> dict[int, Course]:
    """Give what is known by number of the family; a constant number of queries."""
    return {pk: course for ask in _KNOWN if families for pk, course in ask(families, now).items()}
