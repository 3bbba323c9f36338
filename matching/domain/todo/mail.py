"""Messages that did not arrive, so that somebody has to call; texts and letters that wait to be sent."""

from django.utils.timezone import localdate

from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch
from matching.models import Match, MatchingRun
from outbox.domain.undelivered import Message, by_hand, undelivered

SUBJECTS = {"matching.match": Subject.MATCH, "matching.matchingrun": Subject.RUN}


def dead_letters(watch: Watch) -> Found:
    """Find messages that were given up."""
    regions = watch.on(Rule.UNDELIVERED)
    about = {
        "matching.match": Match.objects.filter(region__in=regions, ended_at__isnull=True).values("pk"),
        "matching.matchingrun": MatchingRun.objects.filter(region__in=regions).values("pk"),
    }
    total, found = watch.cut(undelivered(about=about, regions=regions))
    return Found(Rule.UNDELIVERED, total, [_undelivered(message) for message in found])


def waiting_by_hand(watch: Watch) -> Found:
    """Find texts and letters that a coordinator has to send."""
    total, found = watch.cut(by_hand(regions=watch.on(Rule.BY_HAND)))
    days = [(message, localdate(message.not_before)) for message in found]
    tasks = [
        Task(Rule.BY_HAND, day, Subject.MESSAGES, message.pk, day, person=message.recipient.name)
        for message, day in days
    ]
    return Found(Rule.BY_HAND, total, tasks)


def _undelivered(message: Message) -> Task:
    day = localdate(message.created_at)
    subject = SUBJECTS.get(message.subject, Subject.MESSAGES)
    return Task(Rule.UNDELIVERED, day, subject, message.subject_id, day, person=message.recipient.name)
