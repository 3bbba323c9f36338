"""The families that a volunteer reads with: who and where, the next visit, how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from matching.domain import visits
from matching.domain.acquaintance import ACQUAINTED, AFTER_THE_END, homes_of, know_each_other
from matching.domain.guidance import assess
from matching.domain.trail import Trail, trails_of
from matching.domain.visit_plan import Planned, next_of
from matching.domain.wording.moments import in_full
from matching.models import Match
from matching.pages.whom_to_ask import Person, person_for
from matching.states import OPEN_MATCH_STATES
from programmes.domain.access import Actor, log_reads

if TYPE_CHECKING:
    from families.models import Home

HOUR = 60


@dataclass(frozen=True)
class Reading:
    """One family with whom the volunteer reads or is about to."""

    match: Match
    when: str
    homes: "Sequence[Home]"
    next: str
    is_first_meeting: bool
    week: int | None
    may_log: bool
    person: Person


def of_today(rows: QuerySet[Match], *, now: datetime) -> list[Match]:
    """List what is open, and what ended so lately that the two may still need each other."""
    lately = Q(state__in=ACQUAINTED, ended_at__gt=now - AFTER_THE_END)
    return list(rows.filter(Q(state__in=OPEN_MATCH_STATES) | lately).order_by("pk"))


def readings_of(found: Sequence[Match], actor: Actor, *, now: datetime) -> list[Reading]:
    """Tell of each match in which the two know each other; that the address is shown is written down."""
    known = [match for match in found if know_each_other(match, now=now)]
    trails = trails_of(known)
    log_reads([match.family for match in known], actor=actor, action="read-address", now=now)
    return [_reading(match, trails[match.pk], now) for match in known]


def _reading(match: Match, trail: Trail, now: datetime) -> Reading:
    planned = next_of(match, trail, now=now)
    return Reading(
        match=match,
        when=in_full(match.option, minutes=match.programme.visit_minutes),
        homes=homes_of(match),
        next=_said(planned) if planned else "",
        is_first_meeting=planned is not None and planned.is_first_meeting,
        week=assess(match, trail, timezone.localdate(now)).week,
        may_log=visits.may_log(match),
        person=person_for(match.region, match.guide),
    )


def _said(planned: Planned) -> str:
    """Write a day with its time: Tuesday 12 January, 16:00."""
    day = capfirst(date_format(planned.on, "l j F"))
    if planned.start is None:
        return day
    return _("%(day)s at %(time)s") % {
        "day": day,
        "time": f"{planned.start // HOUR:02}:{planned.start % HOUR:02}",
    }
