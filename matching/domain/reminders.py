"""What readers are asked by the clock: the answer to a proposal, and whether a visit took place."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from matching.domain.decent_hours import decent
from matching.domain.match_checks import ONE_LEFT
from matching.domain.school_calendar import DAY
from matching.domain.telling import readers_of, tell
from matching.domain.trail import trails_of
from matching.domain.visit_plan import PLANNED_IN, moment, planned_before, slot_on
from matching.models import Match, Visit
from matching.states import MatchState
from outbox.domain.post import MessageKind
from outbox.domain.written import written
from programmes.domain.once import alone

REMIND_LOCK = 0x646C_0005
AT_ONCE = 200
AFTER_VISIT_MINUTES = 60
LOOK_BACK = timedelta(days=2)
"""A clock that stood still for a night or a day still asks about the visits of that time."""
NOT_ANSWERED = (MatchState.PROPOSED, MatchState.ACCEPTED_BY_FAMILY)


def remind_due(*, now: datetime) -> int:
    """Write the reminders and questions that are due; outside decent hours they wait.

    A second beat at the same moment does nothing, and what was written is not written again.

    Returns
    -------
    int
        How many matches it was about.
    """
    if decent(now) != now:
        return 0
    with transaction.atomic(durable=True):
        if not alone(REMIND_LOCK):
            return 0
        return _remind_of_answers(now) + _ask_about_visits(now)


def _remind_of_answers(now: datetime) -> int:
    """Remind each reader of the day before which the answer is asked, some days ahead."""
    day = timezone.localdate(now)
    last = day + timedelta(days=settings.REPLY_REMIND_DAYS)
    # Whoever got the proposal today knows.
    sent_before = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    due = _reachable(Match.objects.filter(state__in=NOT_ANSWERED).exclude(ONE_LEFT)).filter(
        reply_by__range=(day, last), proposed_at__lt=sent_before
    )
    ends = dict(due.order_by("reply_by", "pk").values_list("pk", "reply_by"))
    days = {on.isoformat() for on in ends.values()}
    done = _written(MessageKind.REPLY_REMINDER, ends, days)
    left = [number for number, on in ends.items() if (number, on.isoformat()) not in done][:AT_ONCE]
    matches = _locked(due.filter(pk__in=left))
    for match in matches:
        on = match.reply_by.isoformat()
        for reader in readers_of(match):
            tell(MessageKind.REPLY_REMINDER, match, reader, now=now, occasion=on, reply_by=on)
    return len(matches)


def _ask_about_visits(now: datetime) -> int:
    """Ask about each planned visit that has ended and that nobody logged; one reader of a duo is enough."""
    asked = _days_to_ask(now)
    matches = _locked(Match.objects.filter(pk__in=list(asked)[:AT_ONCE], state__in=PLANNED_IN))
    # Read after the lock: a visit that was logged a moment ago is not asked about.
    logged = set(Visit.objects.filter(match__in=matches).values_list("match_id", "on"))
    for match in matches:
        open_days = [day.isoformat() for day in asked[match.pk] if (match.pk, day) not in logged]
        for on in open_days:
            for reader in readers_of(match)[:1]:
                tell(MessageKind.VISIT_QUESTION, match, reader, now=now, occasion=on, on=on)
    return len(matches)


def _days_to_ask(now: datetime) -> dict[int, list[date]]:
    """Give the days of each match of which the visit has ended, and that were not asked about."""
    today = timezone.localdate(now)
    days = [today - number * DAY for number in range(LOOK_BACK.days, -1, -1)]
    going = _reachable(Match.objects.filter(state__in=PLANNED_IN))
    meant = [
        number
        for number, option in going.order_by("pk").values_list("pk", "option")
        if any(slot_on(option, day) for day in days)
    ]
    done = _written(MessageKind.VISIT_QUESTION, meant, {day.isoformat() for day in days})
    matches = list(Match.objects.filter(pk__in=meant).select_related("region", "programme").order_by("pk"))
    trails = trails_of(matches)
    found = {}
    for match in matches:
        minutes = match.programme.visit_minutes + AFTER_VISIT_MINUTES
        planned = planned_before(match, trails[match.pk], day=days[0], until=today)
        found[match.pk] = [
            visit.on
            for visit in planned
            if decent(moment(visit, minutes=minutes)) <= now and (match.pk, visit.on.isoformat()) not in done
        ]
    return {number: open_days for number, open_days in found.items() if open_days}


def _reachable(rows: QuerySet[Match]) -> QuerySet[Match]:
    """Narrow to matches of which a reader has an account that messages go to."""
    return rows.filter(Q(volunteer__account__is_active=True) | Q(partner__account__is_active=True))


def _locked(rows: QuerySet[Match]) -> list[Match]:
    """Lock the matches; one that is being answered or ended right now comes with the next beat."""
    rows = rows.select_related("region", "programme", "volunteer__account", "partner__account")
    return list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk"))


def _written(kind: MessageKind, numbers: Iterable[int], occasions: set[str]) -> set[tuple[int, str]]:
    found = written(kind=kind, about=Match, numbers=list(numbers), occasions=occasions)
    return {(number, occasion) for number, _recipient, occasion in found}
