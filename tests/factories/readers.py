"""Volunteers who log in, and links to their proposals."""

from typing import Any

from django.utils import timezone

from matching.models import Match
from matching.states import ProposalState
from programmes.domain import links
from programmes.models import LinkPurpose, User
from tests.factories.matching import MatchFactory, ProposalFactory
from tests.factories.programmes import volunteer_account
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer


def reader(**fields: Any) -> Volunteer:
    """A volunteer with an account of their own."""
    account = volunteer_account(name="Wim Hendriks", language=fields.pop("language", "en"))
    named = {"first_name": "Wim", "infix": "", "last_name": "Hendriks"}
    volunteer = VolunteerFactory(account=account, **named | fields)
    assert isinstance(volunteer, Volunteer)
    return volunteer


def account_of(volunteer: Volunteer) -> User:
    assert volunteer.account is not None
    return volunteer.account


def match_of(volunteer: Volunteer, **fields: Any) -> Match:
    """A match of this volunteer, proposed today unless told otherwise."""
    of_proposal = {key: fields.pop(key) for key in list(fields) if key.startswith("family")}
    weighed = {key: fields.pop(key) for key in ("parts", "common_slots", "waiting_days") if key in fields}
    of_proposal = {"family__state": "proposed"} | of_proposal
    proposal = ProposalFactory(volunteer=volunteer, state=ProposalState.PUBLISHED, **of_proposal, **weighed)
    moments = {"proposed_at": timezone.now(), "reply_by": timezone.localdate()}
    match = MatchFactory(proposal=proposal, **moments | fields)
    assert isinstance(match, Match)
    return match


def secret_of(match: Match, *, account: User | None = None, purpose: LinkPurpose = LinkPurpose.ANSWER) -> str:
    """A link about a match, for its reader unless told whose."""
    reads = account or account_of(match.volunteer)
    return links.make(purpose=purpose, account=reads, subject=match, now=timezone.now())
