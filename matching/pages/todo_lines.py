"""What is due, in words: a title, a line of detail, a button and where it leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from matching.domain.todo import Found, Rule, Subject, Task, Watch
from matching.pages.todo_words import GROUPS, WORDS

# More of a kind stand on the dashboard as one line.
MOST_OF_A_KIND = 2
NAMED = 3
DAYS_PER_WEEK = 7
MILESTONES = (Rule.CLICK, Rule.START_TALK, Rule.WEEK_5_CALL, Rule.LIBRARY_VISIT, Rule.END_TALK)
PAGES = {
    Subject.FAMILY: "work-family",
    Subject.VOLUNTEER: "work-volunteer",
    Subject.RUN: "work-run",
    Subject.QUESTION: "work-question",
}


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    due: date
    when: str
    tone: str
    title: str
    detail: str
    button: str | Promise
    address: str


def lines(watch: Watch, tasks: Iterable[Task]) -> list[Line]:
    """Write each task as a line, the oldest first."""
    ordered = sorted(tasks, key=lambda task: (task.due, task.rule, task.pk))
    return [_line(watch, task) for task in ordered]


def grouped(watch: Watch, found: Iterable[Found]) -> list[Line]:
    """Write each task as a line; where a rule found many, all of them as one."""
    told: list[Line] = []
    for item in found:
        is_long = item.total > MOST_OF_A_KIND
        told += [_group(watch, item)] if is_long else lines(watch, item.tasks)
    return sorted(told, key=lambda line: line.due)


def _line(watch: Watch, task: Task) -> Line:
    words = WORDS[task.rule]
    facts = {
        "person": task.person,
        "family": task.family,
        "day": _day(task.since, watch.today),
        "due": date_format(task.due, "j F Y"),
        "weeks": (watch.today - task.since).days // DAYS_PER_WEEK,
    }
    when, tone = when_of(watch, task.due)
    title, detail = str(words.title) % facts, str(words.detail) % facts
    return Line(task.due, when, tone, title, detail, words.button, _address(task))


def _address(task: Task) -> str:
    """Give the page on which it is done."""
    if task.subject == Subject.MESSAGES:
        return reverse("work-messages")
    if task.subject == Subject.DUPLICATES:
        return f"{reverse('work-duplicates')}#d-{task.pk}"
    if task.subject == Subject.UNPLACED:
        number = task.family.removeprefix("G-").lstrip("0")
        return f"{reverse('work-run-unplaced', args=[task.pk])}?q={task.family}#g-{number}"
    if task.subject != Subject.MATCH:
        return reverse(PAGES[task.subject], args=[task.pk])
    return _of_match(task)


def _of_match(task: Task) -> str:
    if task.rule in MILESTONES:
        return reverse("work-milestone", args=[task.pk, task.rule.value])
    if task.rule == Rule.MEETING:
        return reverse("work-match-step", args=[task.pk, "introduce"])
    return reverse("work-match", args=[task.pk])


def _group(watch: Watch, found: Found) -> Line:
    first = found.tasks[0]
    names = [task.person or task.family for task in found.tasks[:NAMED]]
    more = _(" and more") if found.total > len(names) else ""
    when, tone = when_of(watch, first.due)
    address = f"{reverse('work-todo')}?kind={found.rule}"
    title = str(GROUPS[found.rule] % {"n": found.total})
    return Line(first.due, when, tone, title, f"{', '.join(names)}{more}.", _("View"), address)


def _day(day: date, today: date) -> str:
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def when_of(watch: Watch, due: date) -> tuple[str, str]:
    """Say when something is due, and in which colour."""
    days = (due - watch.today).days
    if days < 0:
        return _("Late"), "bad"
    if days <= 1:
        return (_("Tomorrow") if days else _("Today")), "warn"
    return (_("This week") if due <= watch.end_of_week else date_format(due, "j b")), ""
