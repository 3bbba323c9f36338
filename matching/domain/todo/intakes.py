"""Families before the queue: first calls, intakes and their days, registrations that look alike."""

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from families.domain import duplicate_decisions
from families.states import FamilyState
from matching.domain.todo.days import days_back, days_on, working_day
from matching.domain.todo.households import families_of, task_of
from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from families.models import Family

WORKING_DAYS = 5
TO_CALL = (FamilyState.REFERRED, FamilyState.CONSENT_CONFIRMED)


def uncalled(watch: Watch) -> Found:
    """Find families for which no intake was planned 5 working days after they were registered."""
    return _long_ago(watch, Rule.FIRST_CALL, families_of(watch, Rule.FIRST_CALL).filter(state__in=TO_CALL))


def unfinished(watch: Watch) -> Found:
    """Find intakes without a day, or done and not on the waiting list, that late too."""
    rows = families_of(watch, Rule.INTAKE)
    rows = rows.filter(state=FamilyState.INTAKE_DONE) | rows.filter(
        state=FamilyState.INTAKE_PLANNED, intake_on__isnull=True
    )
    return _long_ago(watch, Rule.INTAKE, rows)


def undecided(watch: Watch) -> Found:
    """Find intakes that were on an earlier day and led to no decision yet."""
    rows = families_of(watch, Rule.INTAKE_DAY).filter(
        state=FamilyState.INTAKE_PLANNED, intake_on__lt=watch.today
    )
    total, found = watch.cut(rows.order_by("intake_on", "pk"))
    tasks = [
        task_of(Rule.INTAKE_DAY, family, day, day) for family in found for day in [family.intake_on] if day
    ]
    return Found(Rule.INTAKE_DAY, total, tasks)


def alike(watch: Watch) -> Found:
    """Find registrations that look like an earlier one, for which nobody decided yet."""
    rows = duplicate_decisions.to_decide(watch.actor).filter(family__region__in=watch.on(Rule.DUPLICATE))
    total, found = watch.cut(rows.select_related("family"))
    tasks = [
        Task(Rule.DUPLICATE, day, Subject.DUPLICATES, one.pk, day, family=one.family.reference)
        for one in found
        for day in [localdate(one.found_at)]
    ]
    return Found(Rule.DUPLICATE, total, tasks)


def _long_ago(watch: Watch, rule: Rule, rows: "QuerySet[Family]") -> Found:
    working = working_day(watch.public)
    late = days_back(watch.today, WORKING_DAYS, counts=working)
    rows = rows.filter(registered_at__date__lte=late)
    total, found = watch.cut(rows.order_by("registered_at", "pk"))
    tasks = [
        task_of(rule, family, days_on(since, WORKING_DAYS, counts=working), since)
        for family in found
        for since in [localdate(family.registered_at)]
    ]
    return Found(rule, total, tasks)
