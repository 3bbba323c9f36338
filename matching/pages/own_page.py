"""What stands on a volunteer's own page, the most important first."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from matching.domain import questions
from matching.domain.own_answer import Own, Standing, read_by, standing_of
from matching.pages.own_readings import of_today, readings_of
from matching.pages.own_way_in import ON_THE_WAY, stages_of
from matching.pages.proposal_facts import facts_of
from matching.pages.proposal_shown import way_logged_in
from matching.pages.whom_to_ask import person_for
from programmes.domain.access import Actor, log_reads
from programmes.models import User
from programmes.states import ProgrammeState
from volunteers.domain.certificates import blocked_reason
from volunteers.states import VolunteerState

if TYPE_CHECKING:
    from matching.models import Match
    from volunteers.models import Volunteer

QUESTIONS_SHOWN = 5
GONE = (VolunteerState.LEFT, VolunteerState.DECLINED)


def context_of(volunteer: "Volunteer", user: User, actor: Actor, *, now: datetime) -> dict[str, Any]:
    """Collect the page of a volunteer."""
    today = timezone.localdate(now)
    found = of_today(read_by(user), now=now)
    is_gone = volunteer.state in GONE
    readings = readings_of(found, actor, now=now)
    return {
        "volunteer": volunteer,
        "proposals": [] if is_gone else _proposals(found, user, actor, now),
        "waiting": [match for match in found if standing_of(match) is Standing.WAITS_FOR_FAMILY],
        "readings": readings,
        "is_reading": any(reading.match.is_open for reading in readings),
        "stages": stages_of(volunteer, today=today) if volunteer.state in ON_THE_WAY else [],
        "is_gone": is_gone,
        "is_resting": volunteer.state == VolunteerState.RESTING,
        "blocked": _blocked(volunteer, today),
        "round_starts_on": _next_round(volunteer, today),
        "questions": questions.of_volunteer(volunteer)[:QUESTIONS_SHOWN],
        "person": person_for(volunteer.region),
    }


def _proposals(found: "list[Match]", user: User, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Tell of each proposal that waits for this volunteer."""
    open_ones = [Own(match, user) for match in found if standing_of(match) is Standing.TO_ANSWER]
    log_reads([own.match.family for own in open_ones], actor=actor, action="proposal", now=now)
    return [
        {
            "match": own.match,
            "facts": facts_of(own, today=timezone.localdate(now)),
            "way": way_logged_in(own.match.pk),
            "person": person_for(own.match.region, own.match.guide),
        }
        for own in open_ones
    ]


def _blocked(volunteer: "Volunteer", today: date) -> str:
    """Give the code of what keeps an available volunteer from new families."""
    if volunteer.state != VolunteerState.AVAILABLE:
        return ""
    reason = blocked_reason(volunteer, on=today)
    return reason.value if reason else ""


def _next_round(volunteer: "Volunteer", today: date) -> date | None:
    """Give the first day on which a round of the volunteer's programmes starts; none when they roll."""
    starts = (
        programme.round_starts_on
        for programme in volunteer.programmes.all()
        if programme.state == ProgrammeState.OPEN
    )
    return min((day for day in starts if day and day > today), default=None)
