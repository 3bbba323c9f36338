"""A proposal as it concerns the parents: behind their link, and what is true of it for them now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from matching.domain import parent_calls, queries
from matching.domain.match_checks import both_take_part
from matching.domain.matches import Side
from matching.domain.own_answer import said_no
from matching.domain.parent_calls import ASKS_FAMILY, asks_family
from matching.models import Match
from matching.states import MatchState
from programmes.domain import links
from programmes.domain.access import Action, Actor
from programmes.domain.links import LinkPurpose


class FamilyStanding(StrEnum):
    """What is true of a proposal for the parents."""

    TO_ANSWER = "to_answer"
    WAITING = "waiting"
    AGREED = "agreed"
    MEETING = "meeting"
    READING = "reading"
    REFUSED = "refused"
    OVER = "over"


_S = MatchState
_STANDING = {
    **dict.fromkeys(ASKS_FAMILY, FamilyStanding.TO_ANSWER),
    _S.ACCEPTED_BY_FAMILY: FamilyStanding.WAITING,
    _S.ACCEPTED: FamilyStanding.AGREED,
    _S.INTRODUCTION_PLANNED: FamilyStanding.MEETING,
    _S.ACTIVE: FamilyStanding.READING,
    _S.PAUSED: FamilyStanding.READING,
}
ANSWERABLE = frozenset({FamilyStanding.TO_ANSWER, FamilyStanding.WAITING})
"""A yes can still become a no, as for who reads."""
_BEFORE_READING = ANSWERABLE | {FamilyStanding.AGREED, FamilyStanding.MEETING}


@dataclass(frozen=True)
class Asked:
    """A match that the parents are asked about, and whether they wait for a call."""

    match: Match
    is_to_be_called: bool

    @property
    def standing(self) -> FamilyStanding:
        """What is true now; one query when it was declined."""
        return standing_of(self.match)

    @property
    def readers(self) -> list[str]:
        """First names of who would come: all that parents see of a reader before both said yes."""
        readers = (self.match.volunteer, self.match.partner)
        return [reader.first_name for reader in readers if reader is not None]


def behind(secret: str, *, now: datetime) -> Asked | None:
    """Give what a parent's link asks; none when it does not work."""
    link = links.find(secret, purpose=LinkPurpose.FAMILY_ANSWER, now=now)
    if link is None or link.subject != Match._meta.label_lower:
        return None
    rows = Match.objects.select_related("region", "programme", "family", "volunteer", "partner")
    match = rows.filter(pk=link.subject_id or 0).first()
    if match is None:
        return None
    links.see(link, now=now)
    return Asked(match, parent_calls.is_asked(match))


def standing_of(match: Match) -> FamilyStanding:
    """Tell what is true of a match for the parents; over too, once one side left before the first visit."""
    if match.state == MatchState.DECLINED and said_no(match, Side.FAMILY):
        return FamilyStanding.REFUSED
    standing = _STANDING.get(MatchState(match.state), FamilyStanding.OVER)
    return FamilyStanding.OVER if standing in _BEFORE_READING and not both_take_part(match) else standing


def to_record(*, family: int, actor: Actor) -> QuerySet[Match]:
    """List the open questions to a family of which the actor may write down the answer."""
    rows = queries.matches_visible_to(actor, Action.FAMILY_ANSWER)
    return asks_family(rows.filter(family=family)).order_by("pk")
