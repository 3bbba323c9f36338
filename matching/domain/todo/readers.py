"""Volunteers: certificates on their way, certificates that end, first calls."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from matching.domain.todo.days import days_back, days_on, working_day
from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch
from programmes.domain.access import Action
from programmes.domain.promises import CALL_WITHIN
from volunteers.domain import overdue, renewals
from volunteers.domain import queries as volunteers
from volunteers.domain.promises import promised_by, promised_on
from volunteers.states import VolunteerState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from volunteers.models import Volunteer

CERTIFICATE_WEEKS = timedelta(weeks=3)


def awaited(watch: Watch) -> Found:
    """Find certificates that are not there 3 weeks after they were requested."""
    rows = renewals.awaited(
        _readers(watch, Rule.CERTIFICATE), requested_by=watch.today - CERTIFICATE_WEEKS
    ).order_by("certificate__requested_on", "pk")
    total, found = watch.cut(rows)
    tasks = [
        _task(Rule.CERTIFICATE, reader, since + CERTIFICATE_WEEKS, since)
        for reader in found
        for since in [reader.certificate.requested_on]
    ]
    return Found(Rule.CERTIFICATE, total, tasks)


def lapsing(watch: Watch) -> Found:
    """Find certificates that end within 3 months or have ended."""
    total, found = watch.cut(renewals.lapsing(_readers(watch, Rule.RENEWAL), today=watch.today))
    tasks = [
        _task(Rule.RENEWAL, reader, lapses_on, seen_on)
        for reader in found
        for seen_on, lapses_on in [renewals.lapse_of(reader)]
    ]
    return Found(Rule.RENEWAL, total, tasks)


def uncalled(watch: Watch) -> Found:
    """Find volunteers who confirmed their address and were not invited in 5 working days."""
    working = working_day(watch.public)
    late = days_back(watch.today, CALL_WITHIN, counts=working)
    rows = _readers(watch, Rule.INTERVIEW).filter(state=VolunteerState.CONFIRMED)
    total, found = watch.cut(promised_by(rows, day=late))
    tasks = [
        _task(Rule.INTERVIEW, reader, days_on(since, CALL_WITHIN, counts=working), since)
        for reader in found
        for since in [promised_on(reader)]
    ]
    return Found(Rule.INTERVIEW, total, tasks)


def undecided(watch: Watch) -> Found:
    """Find interviews that were on an earlier day and led to no decision yet."""
    rows = _readers(watch, Rule.UNDECIDED).filter(
        state=VolunteerState.INTERVIEW_PLANNED, interview_on__lt=watch.today
    )
    return _found(watch, Rule.UNDECIDED, rows, "interview_on")


def untrained(watch: Watch) -> Found:
    """Find trainings that were on an earlier day and were not noted as done."""
    rows = overdue.trained_before(_readers(watch, Rule.UNTRAINED), day=watch.today)
    return _found(watch, Rule.UNTRAINED, rows, "training_on")


def complete(watch: Watch) -> Found:
    """Find accepted volunteers with all papers who are not available, since the last came."""
    rows = overdue.complete(_readers(watch, Rule.COMPLETE), day=watch.today)
    return _found(watch, Rule.COMPLETE, rows, "complete_on")


def _found(watch: Watch, rule: Rule, rows: "QuerySet[Volunteer]", day: str) -> Found:
    """Make a task of each row, due on the day of this field."""
    total, found = watch.cut(rows.order_by(day, "pk"))
    return Found(
        rule,
        total,
        [_task(rule, reader, since, since) for reader in found for since in [getattr(reader, day)]],
    )


def _readers(watch: Watch, rule: Rule) -> "QuerySet[Volunteer]":
    rows = volunteers.visible_to(watch.actor, Action.VOLUNTEERS_WRITE).prefetch_related(None)
    return rows.filter(region__in=watch.on(rule))


def _task(rule: Rule, reader: "Volunteer", due: date, since: date) -> Task:
    return Task(rule, due, Subject.VOLUNTEER, reader.pk, since, person=reader.full_name)
