"""Families: long waits, days to look again, urgency to confirm."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.timezone import localdate

from families.domain import queries as families
from families.domain.looking_again import back_on, back_unseen
from families.states import GONE, FamilyState
from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch
from programmes.domain.access import Action

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from families.models import Family

# Longer than 12 weeks: from the first day on which 13 weeks are full, as the histogram counts.
LONG_WAIT = timedelta(weeks=13)


def long_waits(watch: Watch) -> Found:
    """Find families that wait longer than 12 weeks."""
    rows = families_of(watch, Rule.LONG_WAIT).filter(
        state=FamilyState.WAITING, waiting_since__lte=watch.today - LONG_WAIT
    )
    total, found = watch.cut(rows.order_by("waiting_since", "pk"))
    tasks = [
        task_of(Rule.LONG_WAIT, family, since + LONG_WAIT, since)
        for family in found
        for since in [family.waiting_since]
        if since
    ]
    return Found(Rule.LONG_WAIT, total, tasks)


def held(watch: Watch) -> Found:
    """Find families on hold whose day has come: those that came back by themselves, and those that cannot."""
    rows = families_of(watch, Rule.HOLD)
    back = back_unseen(rows).order_by().values("pk")
    reached = Q(state=FamilyState.LOOK_AGAIN, look_again_on__lte=watch.today) | Q(pk__in=back)
    total, found = watch.cut(rows.filter(reached).annotate(back_on=back_on()).order_by("back_on", "pk"))
    tasks = [task_of(Rule.HOLD, family, day, day) for family in found for day in [vars(family)["back_on"]]]
    return Found(Rule.HOLD, total, tasks)


def urgent(watch: Watch) -> Found:
    """Find families for which a colleague asked urgency: this person can confirm it."""
    rows = families_of(watch, Rule.URGENCY).filter(
        urgency_asked_at__isnull=False, urgency_confirmed_at__isnull=True
    )
    rows = rows.exclude(state__in=GONE)
    if watch.actor.user is not None:
        rows = rows.exclude(urgency_asked_by=watch.actor.user)
    total, found = watch.cut(rows.order_by("urgency_asked_at", "pk"))
    tasks = [
        task_of(Rule.URGENCY, family, since, since)
        for family in found
        for since in [localdate(family.urgency_asked_at)]
    ]
    return Found(Rule.URGENCY, total, tasks)


def families_of(watch: Watch, rule: Rule) -> "QuerySet[Family]":
    """Narrow to the families of this person where a rule holds; no more than their own rows."""
    rows = families.visible_to(watch.actor, Action.FAMILIES_INTAKE).prefetch_related(None)
    return rows.filter(region__in=watch.on(rule))


def task_of(rule: Rule, family: "Family", due: date, since: date) -> Task:
    """Write what is due with a family."""
    return Task(rule, due, Subject.FAMILY, family.pk, since, family=family.reference)
