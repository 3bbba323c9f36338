"""What a referrer reads about a family: one of five words, since when, a line of detail, what comes next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from families.domain.course import UNKNOWN, Course, courses_of
from families.models import Family
from families.states import STATUS_OF, FamilyState, FamilyStatus
from programmes.models import StateChange

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_S = FamilyState
DAYS_IN_WEEK = 7
_LOOKING = _("We look for a reader in every matching round.")
_DONE = _("You need to do nothing more.")
NEXT_STEP: "dict[str, StrPromise]" = {
    _S.REFERRED: _("We wait for the consent of the parents."),
    _S.CONSENT_CONFIRMED: _("The coordinator calls the parents for a first talk."),
    _S.INTAKE_PLANNED: _("A coordinator visits the family for a talk."),
    _S.INTAKE_DONE: _("A coordinator puts the family in the queue."),
    _S.WAITING: _LOOKING,
    _S.LOOK_AGAIN: _("The family pauses; we look again on the day agreed with them."),
    _S.PROPOSED: _LOOKING,
    _S.MATCHED: _("The reader and the family plan a first meeting."),
    _S.ACTIVE: _("The reader visits the family to read."),
    _S.FINISHED: _DONE,
    _S.AFTER_CARE: _DONE,
    _S.CLOSED: _DONE,
    _S.WITHDRAWN: _DONE,
}
_OTHERWISE: "dict[str, StrPromise | str]" = {
    **{state.value: state.label for state in _S},
    _S.REFERRED: _("The consent of the parents is still missing"),
    _S.MATCHED: _("Both said yes"),
}
"""The line under the word where there is no day or week to tell."""
_MEETING = _("The reader and the family meet for the first time.")
_MET = _("The coordinator hears from both how the first meeting was.")
_PAUSED = _("The reading goes on after the pause.")


@dataclass(frozen=True)
class Told:
    """How a family stands.

    Attributes
    ----------
    since
        The moment from which the word has been true.
    detail
        A line more than the word, such as a day or the week of the trajectory.
    next_step, next_on
        A sentence about what comes next, and on which day; ``None`` when that is not known.
    asks_parents
        Whether the parents are asked about a reader now.
    """

    status: FamilyStatus
    since: datetime
    detail: str
    next_step: "StrPromise"
    next_on: date | None
    asks_parents: bool = False


@dataclass(frozen=True)
class Reached:
    """A word of five, and the moment from which it was true."""

    status: FamilyStatus
    at: datetime


def told(family: Family, *, now: datetime) -> Told:
    """Tell a referrer how a family stands."""
    return told_of([family], now=now)[family.pk]


def told_of(families: Collection[Family], *, now: datetime) -> dict[int, Told]:
    """Tell how each of these families stands, by number, in a constant number of queries."""
    courses, days = courses_of(families, now=now), words_of(families)
    return {
        family.pk: _told(family, courses.get(family.pk, UNKNOWN), days[family.pk][-1].at, localdate(now))
        for family in families
    }


def words_of(families: Collection[Family]) -> dict[int, list[Reached]]:
    """Give the words that were true of each family, oldest first: states change more often (one query)."""
    subject = Family._meta.label_lower
    rows = StateChange.objects.filter(subject=subject, subject_id__in=[family.pk for family in families])
    found: dict[int, list[tuple[str, datetime]]] = {family.pk: [] for family in families}
    for pk, state, at in rows.order_by("at", "id").values_list("subject_id", "to_state", "at"):
        found[pk].append((state, at))
    return {family.pk: _words(family, found[family.pk]) for family in families}


def _words(family: Family, changes: Iterable[tuple[str, datetime]]) -> list[Reached]:
    reached = [Reached(FamilyStatus.RECEIVED, family.registered_at)]
    for state, at in changes:
        word = STATUS_OF.get(state)
        if word is not None and word != reached[-1].status:
            reached.append(Reached(word, at))
    if reached[-1].status != STATUS_OF[family.state]:
        # Families of before this register have no history here.
        reached.append(Reached(STATUS_OF[family.state], family.registered_at))
    return reached


def _told(family: Family, course: Course, since: datetime, today: date) -> Told:
    step, on = _next(family, course, today)
    return Told(STATUS_OF[family.state], since, _detail(family, course, today), step, on, course.asks_parents)


def _detail(family: Family, course: Course, today: date) -> str:
    """Write the line under the word."""
    dated = {
        _S.INTAKE_PLANNED: (gettext("Intake on %(day)s"), family.intake_on),
        _S.LOOK_AGAIN: (gettext("Look again later, on %(day)s"), family.look_again_on),
        _S.MATCHED: (gettext("First meeting on %(day)s"), course.first_meeting_on),
    }
    sentence, day = dated.get(_S(family.state), ("", None))
    if day is not None:
        return sentence % {"day": date_format(day, "j F")}
    if family.state in {_S.WAITING, _S.PROPOSED} and family.waiting_since:
        weeks = (today - family.waiting_since).days // DAYS_IN_WEEK
        if not weeks:
            return gettext("Waits less than a week.")
        return ngettext("Waits %(n)s week.", "Waits %(n)s weeks.", weeks) % {"n": weeks}
    if family.state == _S.ACTIVE:
        return _reading(course)
    if family.state == _S.WITHDRAWN:
        return gettext("Does not go ahead")
    done = STATUS_OF[family.state] == FamilyStatus.CLOSED
    return gettext("The visits are done") if done else str(_OTHERWISE[family.state])


def _reading(course: Course) -> str:
    if course.is_paused:
        return gettext("The reading is paused")
    if course.week is None:
        return str(_OTHERWISE[_S.ACTIVE])
    return gettext("Week %(week)s of %(weeks)s") % {"week": course.week, "weeks": course.weeks}


def _next(family: Family, course: Course, today: date) -> "tuple[StrPromise, date | None]":
    if family.state == _S.MATCHED and course.first_meeting_on:
        is_over = course.first_meeting_on < today
        return (_MET, None) if is_over else (_MEETING, course.first_meeting_on)
    if family.state == _S.ACTIVE:
        return (_PAUSED, None) if course.is_paused else (NEXT_STEP[_S.ACTIVE], course.next_visit_on)
    begin = family.programme.round_starts_on
    days = {
        _S.CONSENT_CONFIRMED: course.call_by,
        _S.INTAKE_PLANNED: family.intake_on,
        _S.LOOK_AGAIN: family.look_again_on,
        _S.WAITING: begin,
        _S.PROPOSED: begin,
    }
    on = days.get(_S(family.state))
    return NEXT_STEP[family.state], on if on and on >= today else None
