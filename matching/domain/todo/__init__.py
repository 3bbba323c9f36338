"""What is due for a coordinator: rules that look at the records, each with its day."""

from collections.abc import Callable

from matching.domain.todo import answers, asked, households, intakes, mail, pairs, readers, rounds
from matching.domain.todo.answers import ANSWERING
from matching.domain.todo.pairs import Pair
from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch, watch

__all__ = [
    "ANSWERING",
    "Found",
    "Pair",
    "Rule",
    "Subject",
    "Task",
    "Watch",
    "found_by",
    "found_of",
    "pairs_to_look_at",
    "watch",
]

FINDERS: dict[Rule, Callable[[Watch], Found]] = {
    Rule.UNANSWERED: answers.unanswered,
    Rule.MEETING: answers.unmet,
    Rule.ONE_LEFT: answers.one_left,
    Rule.QUESTION: asked.unanswered,
    Rule.CALL_PARENTS: asked.to_call,
    Rule.TELL_PARENTS: asked.to_tell,
    Rule.CERTIFICATE: readers.awaited,
    Rule.RENEWAL: readers.lapsing,
    Rule.FIRST_CALL: intakes.uncalled,
    Rule.INTAKE: intakes.unfinished,
    Rule.INTAKE_DAY: intakes.undecided,
    Rule.DUPLICATE: intakes.alike,
    Rule.INTERVIEW: readers.uncalled,
    Rule.UNDECIDED: readers.undecided,
    Rule.UNTRAINED: readers.untrained,
    Rule.COMPLETE: readers.complete,
    Rule.LONG_WAIT: households.long_waits,
    Rule.PASSED_OVER: rounds.passed_over,
    Rule.HOLD: households.held,
    Rule.BY_HAND: mail.waiting_by_hand,
    Rule.UNDELIVERED: mail.dead_letters,
    Rule.URGENCY: households.urgent,
}


def pairs_to_look_at(watch: Watch) -> list[Pair]:
    """List the pairs that read and may ask for attention, with where they stand."""
    return pairs.pairs(watch)


def found_by(watch: Watch, *, among: list[Pair]) -> list[Found]:
    """Ask every rule, in the order in which the rules are listed.

    Parameters
    ----------
    among
        What `pairs_to_look_at` gave.
    """
    told = {found.rule: found for found in pairs.due_talks(watch, among)}
    told |= {rule: find(watch) for rule, find in FINDERS.items()}
    return [told[rule] for rule in Rule]


def found_of(rule: Rule, watch: Watch, *, among: list[Pair]) -> Found:
    """Ask one rule."""
    if rule in FINDERS:
        return FINDERS[rule](watch)
    return next(found for found in pairs.due_talks(watch, among) if found.rule == rule)
