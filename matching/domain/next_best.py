"""The next best reader for a family whose match ended: a run that leaves all else as it is."""

from contextlib import ExitStack
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from families.states import FamilyState
from matching.domain import overrides, runs, standing
from matching.models import Match, MatchingRun, OverrideKind
from matching.states import MatchState
from programmes.domain.refusal import Refusal
from programmes.models import Region, User

ENDED_WITHOUT = (MatchState.DECLINED, MatchState.EXPIRED, MatchState.NO_CLICK, MatchState.ENDED_EARLY)


def search(*, match: Match, by: User | None, now: datetime) -> MatchingRun:
    """Ask for a run that follows the last one, in which these two are not paired again.

    The ban of the two and the run come together or not at all; what was approved or pinned stays.

    Raises
    ------
    matching.domain.runs.RunInProgress
        When a run is queued or running.
    Refusal
        When the match has not ended that way, the family does not wait, or there is no run to go on from.
    """
    with ExitStack() as kept:
        kept.enter_context(runs.one_at_a_time(match.region, match.programme))
        kept.enter_context(transaction.atomic(durable=True))
        Region.objects.select_for_update(of=("self",), no_key=True).get(pk=match.region_id)
        row = Match.objects.select_related("family", "volunteer", "region", "programme").get(pk=match.pk)
        _check(row)
        last = standing.last_run(row.region, row.programme)
        if last is None:
            raise Refusal("no-run", _("There is no run to go on from: start a new one."))
        _ban(row, by, now)
        return runs.enter_following(run=MatchingRun.objects.get(pk=last), by=by, now=now)


def may_search(match: Match) -> bool:
    """Tell whether somebody else can be looked for: the button."""
    return match.state in ENDED_WITHOUT and match.family.state == FamilyState.WAITING


def _check(match: Match) -> None:
    if match.state not in ENDED_WITHOUT:
        raise Refusal("match-goes-on", _("This match has not ended, so nobody else is needed."))
    if not may_search(match):
        raise Refusal("family-does-not-wait", _("This family does not wait for a reader now."))


def _ban(match: Match, by: User | None, now: datetime) -> None:
    """Keep these two apart, unless that was decided already."""
    bans = standing.in_force(timezone.localdate(now)).filter(kind=OverrideKind.BAN)
    if bans.filter(volunteer=match.volunteer, family=match.family).exists():
        return
    why = match.get_end_reason_display() or match.get_state_display()
    reason = gettext("Their match ended: %(reason)s") % {"reason": why}
    ban = overrides.entry(
        kind=OverrideKind.BAN,
        volunteer=match.volunteer,
        family=match.family,
        reason=reason,
        by=by,
        now=now,
    )
    with overrides.kept_once(ban):
        overrides.enter(ban, now=now)
