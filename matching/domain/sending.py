"""What a sending would do, before anybody is told: who gets what, and which pairs hold today."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from families.domain.reaching import channel_of as channel_of_parents
from matching.domain import queries, seats
from matching.domain.proposals import MOST_AT_ONCE
from matching.domain.recheck import verdicts
from matching.domain.wording import REFUSALS
from matching.models import MatchingRun, Proposal
from matching.states import ProposalState
from outbox.domain.letter import sample
from outbox.domain.post import Channel, MessageKind
from programmes.domain.access import Actor
from volunteers.domain import reaching

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Way(StrEnum):
    """How a volunteer hears of a proposal."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    CALL = "call"


@dataclass(frozen=True)
class Line:
    """One pair of a sending."""

    proposal: Proposal
    way: Way
    to_parents: Channel
    code: str

    @property
    def holds(self) -> bool:
        """Tell whether the pair may be sent on today's data."""
        return not self.code

    @property
    def message(self) -> "StrOrPromise":
        """What stands in the way, as a sentence."""
        return REFUSALS.get(self.code, "")


@dataclass(frozen=True)
class Words:
    """An e-mail as it would leave."""

    subject: str
    text: str


@dataclass(frozen=True)
class Preview:
    """A sending before it happens.

    Attributes
    ----------
    lines
        The pairs, at most 500; those that hold first.
    more
        How many drafts are left for a next sending.
    words
        The e-mail to the first who would get one, with the usual day for the answer.
    """

    lines: tuple[Line, ...]
    more: int
    words: Words | None

    @property
    def going(self) -> tuple[Line, ...]:
        """The pairs that hold."""
        return tuple(line for line in self.lines if line.holds)

    @property
    def refused(self) -> tuple[Line, ...]:
        """The pairs that do not hold any more."""
        return tuple(line for line in self.lines if not line.holds)

    @property
    def by_email(self) -> tuple[Line, ...]:
        """The pairs whose volunteer gets an e-mail."""
        return self._by(Way.EMAIL)

    @property
    def by_sms(self) -> tuple[Line, ...]:
        """The pairs whose volunteer a coordinator texts."""
        return self._by(Way.SMS)

    @property
    def by_letter(self) -> tuple[Line, ...]:
        """The pairs whose volunteer gets a letter that a coordinator prints."""
        return self._by(Way.LETTER)

    @property
    def to_call(self) -> tuple[Line, ...]:
        """The pairs whose volunteer has to be called."""
        return self._by(Way.CALL)

    @property
    def letters_to_parents(self) -> int:
        """How many parents get a letter; the others are texted."""
        return sum(line.to_parents is Channel.LETTER for line in self.going)

    @property
    def numbers(self) -> list[int]:
        """The proposals that would be sent."""
        return sorted(line.proposal.pk for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """A short name of exactly this, who stays behind too: a form says with it what its reader saw."""
        shown = sorted((line.proposal.pk, line.holds) for line in self.lines)
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]

    def _by(self, way: Way) -> tuple[Line, ...]:
        return tuple(line for line in self.going if line.way is way)


def preview(*, run: MatchingRun, actor: Actor, only_approved: bool = True, now: datetime) -> Preview:
    """Work out what a sending would do now, in a number of queries that never grows.

    Parameters
    ----------
    only_approved
        Leave out the drafts that nobody has approved.
    """
    rows = drafts(run, actor, only_approved=only_approved)
    found = list(rows.select_related("volunteer__account").order_by("pk")[:MOST_AT_ONCE])
    codes = verdicts(run=run, proposals=found, day=timezone.localdate(now)) if found else {}
    lines = sorted((_line(row, codes[row.pk]) for row in found), key=_order)
    words = _words(lines, run, seats.usual_reply_day(now))
    return Preview(tuple(lines), max(rows.count() - len(found), 0), words)


def drafts(run: MatchingRun, actor: Actor, *, only_approved: bool) -> QuerySet[Proposal]:
    """Narrow to the drafts of a run that the actor sees, all or those approved."""
    rows = queries.proposals_visible_to(actor).filter(run=run, state=ProposalState.DRAFT)
    return rows.filter(approved_at__isnull=False) if only_approved else rows


def _line(proposal: Proposal, code: str) -> Line:
    account = proposal.volunteer.account
    can_be_written_to = account is not None and account.is_active
    way = Way(reaching.channel_of(proposal.volunteer)) if can_be_written_to else Way.CALL
    return Line(proposal, way, channel_of_parents(proposal.family), code)


def _order(line: Line) -> tuple[bool, bool, int, int]:
    return line.holds, not line.proposal.urgent, -line.proposal.waiting_days, line.proposal.pk


def _words(lines: Sequence[Line], run: MatchingRun, reply_by: date) -> Words | None:
    accounts = [line.proposal.volunteer.account for line in lines if line.holds and line.way is Way.EMAIL]
    if not accounts or accounts[0] is None:
        return None
    letter = sample(
        kind=MessageKind.VOLUNTEER_PROPOSED,
        recipient=accounts[0],
        region=run.region,
        facts={"reply_by": reply_by.isoformat()},
    )
    return Words(str(letter.subject), str(letter.body).strip())
