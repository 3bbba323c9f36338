"""The statement about accessibility: which status of the Dutch model it may bear, and until when.

By digitoegankelijk.nl a statement without a complete examination has status C while one is planned within
six months, and D otherwise. A and B need an examination that was done, so no setting gives them: whoever has
one writes its outcome into the page.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

AHEAD = timedelta(days=183)


class Status(StrEnum):
    """The letters that a statement without an examination can have."""

    FIRST_MEASURES = "C"
    DOES_NOT_COMPLY = "D"


@dataclass(frozen=True)
class Statement:
    """What an installation may say of itself.

    Attributes
    ----------
    examined_on
        The day that an examination is planned for; none when there is no plan that counts.
    """

    status: Status
    examined_on: date | None


def statement(*, planned: str, today: date) -> Statement:
    """Give the status that holds today.

    Parameters
    ----------
    planned
        The day of the examination as a setting has it; what is no day counts as no plan.
    """
    day = _day(planned)
    if day is None or not today <= day <= today + AHEAD:
        return Statement(Status.DOES_NOT_COMPLY, None)
    return Statement(Status.FIRST_MEASURES, day)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
