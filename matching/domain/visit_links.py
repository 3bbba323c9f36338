"""Visits by the link of the weekly message, without logging in: of one match, for one purpose."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from matching.domain.visits import LOGGED
from matching.models import Match, Visit
from matching.states import MatchState
from programmes.domain import links
from programmes.domain.access import Action, Scope, actor_of
from programmes.models import PersonalLink, User

CORRECTED_WITHIN = timedelta(days=7)
HAS_VISITS = (*LOGGED, MatchState.COMPLETED, MatchState.ENDED_EARLY, MatchState.NO_CLICK)


@dataclass(frozen=True)
class Opened:
    """A link that works, and the match whose visits may be logged by it."""

    link: PersonalLink
    match: Match


def open_link(secret: str, *, now: datetime) -> Opened | None:
    """Give the match behind a link; none when it does not work, or its account no longer reads there."""
    link = links.find(secret, purpose=links.LinkPurpose.LOG_VISIT, now=now)
    if link is None or link.account is None or link.subject != Match._meta.label_lower:
        return None
    match = own(link.account, Action.VISITS_LOG).filter(pk=link.subject_id or 0).first()
    return None if match is None else Opened(link, match)


def own(account: User, action: Action) -> QuerySet[Match]:
    """List the matches in which an account reads, if it still has the right of a reader."""
    rows = Match.objects.select_related("region", "programme", "volunteer", "partner", "guide")
    if account.pk not in actor_of(account).targets(action, Scope.OWN):
        return rows.none()
    return rows.filter(Q(volunteer__account=account) | Q(partner__account=account))


def may_correct(visit: Visit, *, match: Match, now: datetime) -> bool:
    """Tell whether a reader may still change a visit by link: their own words, of the last days."""
    return visit.logged_by_id in match.accounts and now - visit.logged_at <= CORRECTED_WITHIN
