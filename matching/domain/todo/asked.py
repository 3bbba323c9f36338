"""Questions of volunteers that nobody answered yet."""

from django.db.models import Q
from django.utils.timezone import localdate

from matching.domain import questions
from matching.domain.todo.days import days_on, working_day
from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch

ANSWER_DAYS = 2


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
