"""Families that are asked about a reader, and the links of their parents."""

from typing import Any

from django.utils import timezone

from matching.models import Match
from matching.states import ProposalState
from programmes.domain import links
from programmes.models import LinkPurpose
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, ProposalFactory
from tests.factories.programmes import UserFactory
from tests.factories.volunteers import VolunteerFactory

TUESDAY_FOUR = ["w 2 16:00"]


def asked(*, family: dict[str, Any] | None = None, option: list[str] | None = None, **fields: Any) -> Match:
    """A match that was sent today: Lieke would come to the family."""
    lieke = VolunteerFactory(first_name="Lieke", infix="", last_name="Zwaan", account=UserFactory())
    proposal = ProposalFactory(
        volunteer=lieke,
        family=FamilyFactory(**{"state": "proposed", "call_language": "nl"} | (family or {})),
        option=option or TUESDAY_FOUR,
        state=ProposalState.PUBLISHED,
    )
    moments = {"proposed_at": timezone.now(), "reply_by": timezone.localdate()}
    match = MatchFactory(proposal=proposal, **moments | fields)
    assert isinstance(match, Match)
    return match


def secret_for_parents(match: Match) -> str:
    """The link in the text to the parents of this match."""
    return links.make(purpose=LinkPurpose.FAMILY_ANSWER, account=None, subject=match, now=timezone.now())
