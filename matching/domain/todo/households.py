"""Families: intakes that take long, long waits, days to look again, urgency to confirm."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from families.domain import queries as families
from families.states import FamilyState
from matching.domain.todo.days import days_back, days_on, working_day
from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch
from programmes.domain.access import Action

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from families.models import Family

INTAKE_DAYS = 5
# Longer than 12 weeks: from the first day on which 13 weeks are full, as the histogram counts.
LONG_WAIT = timedelta(weeks=13)
BEFORE_WAITING = (
    FamilyState.REFERRED,
    FamilyState.CONSENT_CONFIRMED,
    FamilyState.INTAKE_PLANNED,
    FamilyState.INTAKE_DONE,
)
LEFT = (FamilyState.FINISHED, FamilyState.AFTER_CARE, FamilyState.CLOSED, FamilyState.WITHDRAWN)


def intakes(watch: Watch) -> Found:
    """Find families that are not on the waiting list 5 working days after they were registered."""
    working = working_day(watch.public)
    late = days_back(watch.today, INTAKE_DAYS, counts=working)
    rows = _families(watch, Rule.INTAKE).filter(state__in=BEFORE_WAITING, registered_at__date__lte=late)
    total, found = watch.cut(rows.order_by("registered_at", "pk"))
    tasks = [
        _task(Rule.INTAKE, family, days_on(since, INTAKE_DAYS, counts=working), since)
        for family in found
        for since in [localdate(family.registered_at)]
    ]
    return Found(Rule.INTAKE, total, tasks)


def long_waits(watch: Watch) -> Found:
    """Find families that wait longer than 12 weeks."""
    rows = _families(watch, Rule.LONG_WAIT).filter(
        state=FamilyState.WAITING, waiting_since__lte=watch.today - LONG_WAIT
    )
    total, found = watch.cut(rows.order_by("waiting_since", "pk"))
    tasks = [
        _task(Rule.LONG_WAIT, family, since + LONG_WAIT, since)
        for family in found
        for since in [family.waiting_since]
        if since
    ]
    return Found(Rule.LONG_WAIT, total, tasks)


def held(watch: Watch) -> Found:
    """Find families on hold whose day has come."""
    rows = _families(watch, Rule.HOLD).filter(state=FamilyState.LOOK_AGAIN, look_again_on__lte=watch.today)
    total, found = watch.cut(rows.order_by("look_again_on", "pk"))
    tasks = [_task(Rule.HOLD, family, day, day) for family in found for day in [family.look_again_on] if day]
    return Found(Rule.HOLD, total, tasks)


def urgent(watch: Watch) -> Found:
    """Find families for which a colleague asked urgency: this person can confirm it."""
    rows = _families(watch, Rule.URGENCY).filter(
        urgency_asked_at__isnull=False, urgency_confirmed_at__isnull=True
    )
    rows = rows.exclude(state__in=LEFT)
    if watch.actor.user is not None:
        rows = rows.exclude(urgency_asked_by=watch.actor.user)
    total, found = watch.cut(rows.order_by("urgency_asked_at", "pk"))
    tasks = [
        _task(Rule.URGENCY, family, since, since)
        for family in found
        for since in [localdate(family.urgency_asked_at)]
    ]
    return Found(Rule.URGENCY, total, tasks)


def _families(watch: Watch, rule: Rule) -> "QuerySet[Family]":
    rows = families.visible_to(watch.actor, Action.FAMILIES_INTAKE).prefetch_related(None)
    return rows.filter(region__in=watch.on(rule))


def _task(rule: Rule, family: "Family", due: date, since: date) -> Task:
    return Task(rule, due, Subject.FAMILY, family.pk, since, family=family.reference)
