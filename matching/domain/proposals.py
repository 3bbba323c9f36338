"""What a person does with the proposals of a run: approve, take back, drop, publish."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from families.domain import trajectory
from matching.domain import seats, telling
from matching.domain.recheck import verdicts
from matching.domain.seen import CHANGED, check_seen
from matching.domain.violations import broken_constraint
from matching.domain.wording import REFUSALS
from matching.models import MatchingRun, Proposal
from matching.states import ProposalState
from programmes.domain import lifecycle, versions
from programmes.domain.access import Action
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User
from volunteers.domain import queries as volunteers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_AT_ONCE = 500
LONGEST_REPLY = timedelta(weeks=4)
KEPT_BY = {
    "no_volunteer_above_capacity": "capacity",
    "match_has_a_seat": "capacity",
    "a_seat_is_taken_once": "capacity",
    "a_seat_of_a_partner_is_taken_once": "capacity",
    "partner_of_a_match_has_a_seat": "capacity",
    "a_volunteer_is_at_one_visit_at_a_time": "clash",
    "a_family_has_one_open_match_per_reader": "family-has-readers",
    "match_has_a_reader_number": "family-has-readers",
    "two_readers_differ": "ban",
    "no_match_without_consent": "consent",
}


@dataclass(frozen=True)
class Outcome:
    """What became of one proposal: a match, or the code and sentence of what stood in the way."""

    proposal_id: int
    match_id: int | None = None
    code: str = ""

    @property
    def published(self) -> bool:
        """Tell whether there is a match now."""
        return self.match_id is not None

    @property
    def message(self) -> "StrOrPromise":
        """What stood in the way, as a sentence."""
        return REFUSALS.get(self.code, "")


def approve(*, proposal: Proposal, seen: str | None = None, by: User | None, now: datetime) -> None:
    """Note that a person agrees with a draft; nobody is told.

    Parameters
    ----------
    seen
        Version (`matching.domain.seen.version_of`) that the person saw; without it, whatever stands now.

    Raises
    ------
    Refusal
        When it is no draft any more, or, as `ChangedMeanwhile`, not what the person saw.
    """
    with transaction.atomic(durable=True):
        _lock_draft(proposal, seen)
        _set_approval(proposal, by=by, at=now)


def unapprove(*, proposal: Proposal, seen: str | None = None, by: User | None, now: datetime) -> None:
    """Take an approval back.

    Raises
    ------
    Refusal
        As for `approve`.
    """
    with transaction.atomic(durable=True):
        _lock_draft(proposal, seen)
        _set_approval(proposal, by=None, at=None)
        versions.log_change(proposal, action=Action.RUNS_WRITE, by=by, now=now)


def drop(
    *, proposal: Proposal, seen: str | None = None, reason: str = "", by: User | None, now: datetime
) -> None:
    """Put a draft aside, in this run only.

    Parameters
    ----------
    reason
        A short code.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When it is no draft any more.
    Refusal
        As `ChangedMeanwhile`, when it is not what the person saw.
    """
    undecided = {"approved_by": None, "approved_at": None}
    with transaction.atomic(durable=True):
        _lock(proposal, seen)
        lifecycle.move(proposal, to=ProposalState.DROPPED, by=by, now=now, reason=reason, **undecided)


def restore(*, proposal: Proposal, seen: str | None = None, by: User | None, now: datetime) -> None:
    """Make a draft again of what was dropped.

    Raises
    ------
    Refusal
        When it was not dropped, or, as `ChangedMeanwhile`, is not what the person saw.
    """
    with transaction.atomic(durable=True):
        _lock(proposal, seen)
        if proposal.state != ProposalState.DROPPED:
            raise Refusal("not-dropped", _("This proposal is not dropped any more."))
        lifecycle.move(proposal, to=ProposalState.DRAFT, by=by, now=now)


def publish(
    *,
    run: MatchingRun,
    proposal_ids: Collection[int] | None = None,
    only_approved: bool = False,
    reply_by: date | None = None,
    by: User | None,
    now: datetime,
) -> list[Outcome]:
    """Make matches of proposals, after a check of each on today's data, and post their messages.

    Of several, some may go through; of one, all or nothing. What became of each is told in the order asked
    for, or of the numbers. The messages leave after the minutes in which it can be undone.

    Parameters
    ----------
    proposal_ids
        Which; without it, every draft of the run.
    only_approved
        Leave those of which the approval was taken back meanwhile.
    reply_by
        Last day for the answers, from tomorrow up to four weeks from now; without it, a week from now.

    Raises
    ------
    InvalidInput
        For more than 500 at once, or a day for the answers out of that range.
    Refusal
        For a run that only repeats another.
    """
    _check_sending(run, reply_by, timezone.localdate(now))
    asked = None if proposal_ids is None else list(dict.fromkeys(proposal_ids))
    if asked is not None and len(asked) > MOST_AT_ONCE:
        raise InvalidInput({"proposals": [_("Name at most 500 proposals at once.")]})
    with transaction.atomic(durable=True):
        proposals = _locked_with_people(run, asked)
        agreed = [row for row in proposals if row.approved_at is not None or not only_approved]
        found = {row.pk: Outcome(row.pk, code=CHANGED) for row in proposals}
        found |= _publish_each(run, agreed, reply_by, by, now)
    return [found.get(number, Outcome(number, code="not-found")) for number in asked or found]


def outcome_so_far(*, run: MatchingRun, proposal_ids: Collection[int] | None = None) -> list[Outcome]:
    """Tell what was published, and change nothing: the answer to a repeated request.

    Parameters
    ----------
    proposal_ids
        Which; without it, those of the run that have a match.
    """
    matches = dict(run.proposals.filter(match__isnull=False).order_by("pk").values_list("pk", "match__pk"))
    asked = list(matches) if proposal_ids is None else list(dict.fromkeys(proposal_ids))
    return [
        Outcome(number, match_id=matches[number]) if number in matches else Outcome(number, code="not-sent")
        for number in asked
    ]


def _check_sending(run: MatchingRun, reply_by: date | None, today: date) -> None:
    if run.repeats_id is not None:
        raise Refusal("repeats", _("This run only repeats another one: send the proposals of that run."))
    if reply_by is not None and not today < reply_by <= today + LONGEST_REPLY:
        raise InvalidInput({"reply_by": [_("Choose a day from tomorrow up to four weeks from now.")]})


def _locked_with_people(run: MatchingRun, asked: Collection[int] | None) -> list[Proposal]:
    wanted = {"state": ProposalState.DRAFT} if asked is None else {"pk__in": asked}
    rows = run.proposals.filter(**wanted)
    seats.lock_people(rows)
    related = ("run__region", "run__programme", "family", "volunteer__account")
    return list(rows.select_for_update(of=("self",)).select_related(*related).order_by("pk"))


def _publish_each(
    run: MatchingRun,
    proposals: Sequence[Proposal],
    reply_by: date | None,
    by: User | None,
    now: datetime,
) -> dict[int, Outcome]:
    """Publish proposals that are locked with their people, each for itself."""
    broken = verdicts(run=run, proposals=proposals, day=timezone.localdate(now))
    partners = dict(volunteers.duos([proposal.volunteer_id for proposal in proposals]))
    return {
        row.pk: _publish(row, broken[row.pk], partners.get(row.volunteer_id), reply_by, by, now)
        for row in proposals
    }


def _publish(  # noqa: PLR0917 - what a match is made of
    proposal: Proposal,
    broken: str,
    partner: int | None,
    reply_by: date | None,
    by: User | None,
    now: datetime,
) -> Outcome:
    """Publish one proposal whose row and people are locked."""
    if proposal.state != ProposalState.DRAFT:
        return Outcome(proposal.pk, code="not-a-draft")
    if broken:
        return Outcome(proposal.pk, code=broken)
    try:
        with transaction.atomic():
            match = seats.claim(proposal=proposal, partner=partner, reply_by=reply_by, guide=by, now=now)
            lifecycle.move(proposal, to=ProposalState.PUBLISHED, by=by, now=now)
            trajectory.propose(family=proposal.family, by=by, now=now)
            telling.tell_proposed(match, now=now)
    except IntegrityError as error:
        code = KEPT_BY.get(broken_constraint(error))
        if code is None:
            raise
        return Outcome(proposal.pk, code=code)
    except lifecycle.MoveNotAllowedError:
        return Outcome(proposal.pk, code="family-has-readers")
    return Outcome(proposal.pk, match_id=match.pk)


def _lock(proposal: Proposal, seen: str | None) -> None:
    proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update(of=("self",)))
    check_seen(proposal, seen)


def _lock_draft(proposal: Proposal, seen: str | None) -> None:
    _lock(proposal, seen)
    if proposal.state != ProposalState.DRAFT:
        raise Refusal("not-a-draft", REFUSALS["not-a-draft"])


def _set_approval(proposal: Proposal, *, by: User | None, at: datetime | None) -> None:
    proposal.approved_by, proposal.approved_at = by, at
    proposal.save(update_fields=["approved_by", "approved_at"])
