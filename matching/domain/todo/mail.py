"""Messages that did not arrive, so that somebody has to call; texts and letters that wait to be sent."""

from collections.abc import Mapping

from django.utils.timezone import localdate

from families.domain.queries import references
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
    parents = references({message.to_family for message in found if message.to_family is not None})
    days = [(message, localdate(message.not_before)) for message in found]
    tasks = [
        Task(Rule.BY_HAND, day, Subject.MESSAGES, message.pk, day, person=_name(message, parents))
        for message, day in days
    ]
    return Found(Rule.BY_HAND, total, tasks)


def _undelivered(message: Message) -> Task:
    day = localdate(message.created_at)
    subject = SUBJECTS.get(message.subject, Subject.MESSAGES)
    return Task(Rule.UNDELIVERED, day, subject, message.subject_id, day, person=_name(message, {}))


def _name(message: Message, parents: Mapping[int, str]) -> str:
    """Name an account; of parents only the number of their family stands on the list."""
    if message.recipient is not None:
        return message.recipient.name
    return parents.get(message.to_family or 0, "")
