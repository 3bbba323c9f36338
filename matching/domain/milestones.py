"""Talks, calls and visits of the guidance: what a coordinator did, and how it goes."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from matching.domain.match_checks import check_not_own, check_past_day, lock
from matching.models import Impression, Match, Milestone, MilestoneKind
from matching.states import MatchState
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User

GUIDED = (MatchState.INTRODUCTION_PLANNED, MatchState.ACTIVE, MatchState.PAUSED, MatchState.COMPLETED)


def record(
    *,
    match: Match,
    kind: MilestoneKind | str,
    on: date,
    impression: Impression | str = "",
    by: User | None,
    now: datetime,
) -> Milestone:
    """Write down that a milestone took place; each is there once, but contact in between.

    Raises
    ------
    InvalidInput
        For a kind, an impression or a day that cannot be right; "Does it click?" needs an impression.
    Refusal
        When it was recorded already, the match is not that far or over, or it is one's own.
    """
    _check(kind, impression)
    check_not_own(match, by)
    with transaction.atomic(durable=True):
        lock(match)
        if match.state not in GUIDED:
            raise Refusal(
                "not-guided", _("This match has no guidance now: it is not that far, or it is over.")
            )
        check_past_day(match, on, now)
        if kind != MilestoneKind.CONTACT and match.milestones.filter(kind=kind).exists():
            raise Refusal("milestone-is-there", _("This was recorded already."))
        return Milestone.objects.create(
            match=match, kind=kind, on=on, impression=impression, recorded_by=by, recorded_at=now
        )


def open_kinds(match: Match) -> list[MilestoneKind]:
    """List the milestones that did not take place yet."""
    done = set(match.milestones.values_list("kind", flat=True))
    kinds = (kind for kind in MilestoneKind if kind != MilestoneKind.CONTACT)
    return [kind for kind in kinds if kind.value not in done]


def _check(kind: str, impression: str) -> None:
    if kind not in MilestoneKind.values:
        raise InvalidInput({"kind": [_("Choose a milestone of the list.")]})
    if impression not in {"", *Impression.values}:
        raise InvalidInput({"impression": [_("Choose how it goes.")]})
    if kind == MilestoneKind.CLICK and not impression:
        raise InvalidInput({"impression": [_("Say whether it clicks.")]})
