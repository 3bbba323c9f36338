"""Parents take their consent back under an open match: before the first visit it ends there and then."""

from datetime import datetime
from typing import TYPE_CHECKING

from matching.domain import matches
from matching.domain.due_steps import BEFORE_READING
from matching.models import Match
from programmes.models import User

if TYPE_CHECKING:
    from families.models import Family


def end_matches(family: "Family", by: User | None, now: datetime) -> None:
    """End the matches in which nobody reads yet; a step of the transaction that locked the family.

    Who reads already hears it from a coordinator, who has it as a task of today.
    """
    rows = Match.objects.filter(family=family, state__in=BEFORE_READING).order_by("pk")
    people = ("family", "region", "volunteer__account", "partner__account")
    for match in rows.select_related(*people).select_for_update(of=("self",)):
        matches.lose_consent(match, by=by, now=now)
