"""Messages about matches and runs that did not arrive: somebody has to call."""

from django.utils.timezone import localdate

from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch
from matching.models import Match, MatchingRun
from outbox.domain.undelivered import undelivered

SUBJECTS = {"matching.match": Subject.MATCH, "matching.matchingrun": Subject.RUN}


def dead_letters(watch: Watch) -> Found:
    """Find messages that were given up."""
    regions = watch.on(Rule.UNDELIVERED)
    about = {
        "matching.match": Match.objects.filter(region__in=regions, ended_at__isnull=True).values("pk"),
        "matching.matchingrun": MatchingRun.objects.filter(region__in=regions).values("pk"),
    }
    total, found = watch.cut(undelivered(about=about))
    tasks = [
        Task(
            Rule.UNDELIVERED,
            day,
            SUBJECTS[message.subject],
            message.subject_id,
            day,
            person=message.recipient.name,
        )
        for message in found
        for day in [localdate(message.created_at)]
    ]
    return Found(Rule.UNDELIVERED, total, tasks)
