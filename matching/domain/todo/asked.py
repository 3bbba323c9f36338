"""What people asked and wait for: questions of volunteers, parents who want to be called first."""

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from matching.domain import parent_calls, questions
from matching.domain.todo.days import days_on, working_day
from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch
from matching.models import CallRequest

ANSWER_DAYS = 2
CALL_DAYS = 1


def unanswered(watch: Watch) -> Found:
    """Find what volunteers asked; it is due 2 working days later."""
    rows = questions.visible_to(watch.actor).filter(
        volunteer__region__in=watch.on(Rule.QUESTION), answered_at__isnull=True
    )
    # Nobody answers their own.
    rows = rows.exclude(Q(volunteer__account__isnull=False) & Q(volunteer__account=watch.actor.user))
    total, found = watch.cut(rows.order_by("asked_at", "pk"))
    working = working_day(watch.public)
    tasks = [
        Task(
            Rule.QUESTION,
            days_on(since, ANSWER_DAYS, counts=working),
            Subject.QUESTION,
            question.pk,
            since,
            person=question.volunteer.full_name,
        )
        for question in found
        for since in [localdate(question.asked_at)]
    ]
    return Found(Rule.QUESTION, total, tasks)


def to_call(watch: Watch) -> Found:
    """Find parents who asked to be called; it is due the next working day."""
    return _calls(watch, Rule.CALL_PARENTS, parent_calls.waiting(watch.actor))


def to_tell(watch: Watch) -> Found:
    """Find parents who said yes to somebody who did not come; they hear it the next working day."""
    return _calls(watch, Rule.TELL_PARENTS, parent_calls.promised(watch.actor))


def _calls(watch: Watch, rule: Rule, calls: QuerySet[CallRequest]) -> Found:
    total, found = watch.cut(calls.filter(match__region__in=watch.on(rule)))
    working = working_day(watch.public)
    tasks = [
        Task(
            rule,
            days_on(since, CALL_DAYS, counts=working),
            Subject.MATCH,
            call.match_id,
            since,
            family=call.match.family.reference,
            person=call.match.volunteer.full_name,
        )
        for call in found
        for since in [localdate(call.asked_at)]
    ]
    return Found(rule, total, tasks)
