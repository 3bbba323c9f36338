"""A proposal as it concerns its reader: whose it is, by link or log-in, and what is true of it now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from matching.domain.match_checks import both_take_part
from matching.domain.matches import Side
from matching.models import Match
from matching.states import MatchState
from programmes.domain import links
from programmes.domain.access import Action, Scope, actor_of
from programmes.domain.links import LinkPurpose
from programmes.models import StateChange, User
from volunteers.domain import queries as volunteers

if TYPE_CHECKING:
    from volunteers.models import Volunteer


class Standing(StrEnum):
    """What is true of a proposal for its reader."""

    TO_ANSWER = "to_answer"
    WAITS_FOR_FAMILY = "waits_for_family"
    AGREED = "agreed"
    MEETING = "meeting"
    READING = "reading"
    SAID_NO = "said_no"
    OFF = "off"
    EXPIRED = "expired"
    ENDED = "ended"


_STANDING = {
    MatchState.PROPOSED: Standing.TO_ANSWER,
    MatchState.ACCEPTED_BY_FAMILY: Standing.TO_ANSWER,
    MatchState.ACCEPTED_BY_VOLUNTEER: Standing.WAITS_FOR_FAMILY,
    MatchState.ACCEPTED: Standing.AGREED,
    MatchState.INTRODUCTION_PLANNED: Standing.MEETING,
    MatchState.ACTIVE: Standing.READING,
    MatchState.PAUSED: Standing.READING,
    MatchState.TAKEN_BACK: Standing.OFF,
    MatchState.EXPIRED: Standing.EXPIRED,
}
ANSWERABLE = frozenset({Standing.TO_ANSWER, Standing.WAITS_FOR_FAMILY})
_BEFORE_READING = ANSWERABLE | {Standing.AGREED, Standing.MEETING}
OVER = frozenset({Standing.OFF, Standing.EXPIRED, Standing.ENDED})


@dataclass(frozen=True)
class Own:
    """A match with the account that reads in it.

    Attributes
    ----------
    account : User
        Who opened it; a duo has two, and either answers for both.
    """

    match: Match
    account: User

    @property
    def is_second(self) -> bool:
        """Tell whether this is the one of a duo who goes along."""
        return self.match.volunteer.account_id != self.account.pk

    @property
    def reader(self) -> "Volunteer":
        """The volunteer of this account."""
        partner = self.match.partner
        return partner if self.is_second and partner is not None else self.match.volunteer

    @property
    def other(self) -> "Volunteer | None":
        """The other one of a duo."""
        return self.match.volunteer if self.is_second else self.match.partner

    @property
    def standing(self) -> Standing:
        """What is true now; one query when it was declined."""
        return standing_of(self.match)


def read_by(account: User) -> QuerySet[Match]:
    """Narrow to the matches in which an account reads, with all that its pages show."""
    rows = Match.objects.select_related(
        "region", "programme", "guide", "proposal__run", "family", "volunteer", "partner"
    )
    rows = rows.defer("proposal__run__curve")
    rows = rows.prefetch_related("family__children", "family__homes__district", "volunteer__languages")
    return rows.filter(Q(volunteer__account=account) | Q(partner__account=account))


def behind(secret: str, *, now: datetime) -> Own | None:
    """Give the match of a link to answer; none when link, account or reader take part no more."""
    link = links.find(secret, purpose=LinkPurpose.ANSWER, now=now)
    if link is None or link.account is None or link.subject != Match._meta.label_lower:
        return None
    if not _takes_part(link.account):
        return None
    links.see(link, now=now)
    match = read_by(link.account).filter(pk=link.subject_id or 0).first()
    return None if match is None else Own(match, link.account)


def standing_of(match: Match) -> Standing:
    """Tell what is true of a match for its reader; off too, once one side left before the first visit."""
    if match.state == MatchState.DECLINED:
        return Standing.SAID_NO if said_no(match, Side.VOLUNTEER) else Standing.OFF
    standing = _STANDING.get(MatchState(match.state), Standing.ENDED)
    return Standing.OFF if standing in _BEFORE_READING and not both_take_part(match) else standing


def _takes_part(account: User) -> bool:
    owns = actor_of(account).targets(Action.VOLUNTEER_ANSWER, Scope.OWN)
    return account.pk in owns and volunteers.takes_part(account)


def said_no(match: Match, side: Side) -> bool:
    """Tell whether it was this side that declined a match (one query)."""
    steps = StateChange.objects.filter(
        subject=Match._meta.label_lower, subject_id=match.pk, to_state=MatchState.DECLINED
    )
    return steps.filter(reason__startswith=f"{side}:").exists()
