"""The five figures on top of the dashboard, each with a line of meaning."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from families.domain import queries as families
from families.states import FamilyState
from matching.domain import queries
from matching.domain.guidance import Status
from matching.domain.todo import ANSWERING, Pair, Watch
from matching.states import MatchState
from programmes.domain.access import Action
from volunteers.domain import queries as volunteers
from volunteers.domain import renewals
from volunteers.states import VolunteerState

WEEK = timedelta(weeks=1)
BANDS = ((0, 4), (5, 8), (9, 12))
LONG = 13
ONE_YES = (MatchState.ACCEPTED_BY_VOLUNTEER, MatchState.ACCEPTED_BY_FAMILY)
READING = (MatchState.ACTIVE, MatchState.PAUSED)


def figures(seen: Watch, pairs: list[Pair]) -> dict[str, Any]:
    """Count what waits, who is there, what is open, what runs and what ends."""
    answers = _answers(seen)
    attention = sum(pair.guidance.status == Status.NEEDS_ATTENTION for pair in pairs)
    return {
        "waiting": _waiting(seen),
        "readers": _readers(seen),
        "answers": answers,
        "attention": attention,
        "on_schedule": answers["active"] - attention,
        "renewals": _renewals(seen),
    }


def _waiting(seen: Watch) -> dict[str, Any]:
    rows = families.visible_to(seen.actor, Action.FAMILIES_READ).filter(state=FamilyState.WAITING)
    bands = {f"band_{low}": Count("pk", filter=_weeks(seen.today, low, high)) for low, high in BANDS}
    since = Q(waiting_since__lte=seen.today - LONG * WEEK)
    counts = rows.aggregate(count=Count("pk"), long=Count("pk", filter=since), **bands)
    longest = rows.prefetch_related(None).order_by("waiting_since", "number").first()
    names = [(_("%(low)s to %(high)s weeks") % {"low": low, "high": high}, low) for low, high in BANDS]
    bars = [(name, counts[f"band_{low}"], False) for name, low in names]
    bars.append((_("%(weeks)s weeks or more") % {"weeks": LONG}, counts["long"], True))
    return {"count": counts["count"], "long": counts["long"], "longest": longest, "bars": bars}


def _weeks(today: date, low: int, high: int) -> Q:
    return Q(waiting_since__lte=today - low * WEEK, waiting_since__gt=today - (high + 1) * WEEK)


def _readers(seen: Watch) -> dict[str, int]:
    rows = volunteers.visible_to(seen.actor, Action.VOLUNTEERS_READ)
    return {
        "available": rows.filter(state=VolunteerState.AVAILABLE).count(),
        "without_certificate": renewals.without_certificate(rows).count(),
    }


def _answers(seen: Watch) -> dict[str, int]:
    matches = queries.matches_visible_to(seen.actor, Action.MATCHES_WRITE)
    tomorrow = seen.today + timedelta(days=1)
    return matches.aggregate(
        open=Count("pk", filter=Q(state__in=ANSWERING)),
        ends=Count("pk", filter=Q(state__in=ANSWERING, reply_by__lte=tomorrow)),
        one_yes=Count("pk", filter=Q(state__in=ONE_YES)),
        reading=Count("pk", filter=Q(state__in=READING)),
        active=Count("pk", filter=Q(state=MatchState.ACTIVE)),
        in_all=Count("pk", filter=Q(ended_at__isnull=True)),
    )


def _renewals(seen: Watch) -> dict[str, Any]:
    rows = volunteers.visible_to(seen.actor, Action.VOLUNTEERS_WRITE).prefetch_related(None)
    count, first = seen.part(skip=0, most=1).cut(renewals.lapsing(rows, today=seen.today))
    return {"count": count, "first": next(iter(first), None)}
