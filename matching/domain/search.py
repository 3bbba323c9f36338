"""Search in the register of matches, and what a coordinator narrows it by."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from matching.domain.due_steps import SILENT_DAYS
from matching.models import Match, Visit
from matching.states import OPEN_MATCH_STATES, MatchState
from programmes.domain.searching import family_number, phone_digits, searched

ANSWERING = (MatchState.PROPOSED, MatchState.ACCEPTED_BY_VOLUNTEER, MatchState.ACCEPTED_BY_FAMILY)
ANSWER_DAYS = 3
SIDES = ("volunteer", "partner", "family")


def search(rows: QuerySet[Match], words: str) -> QuerySet[Match]:
    """Keep the matches that these words are about: either side by name, number, district or telephone."""
    if not words.strip():
        return rows
    condition = searched(words, per_word=_word, phone="volunteer__phone")
    digits = phone_digits(words)
    return rows.filter(condition | Q(family__phone__contains=digits) if digits else condition)


def followed_by(user: int) -> Q:
    """Make the condition for the matches that somebody follows."""
    return Q(guide=user)


def followed_by_nobody() -> Q:
    """Make the condition for matches that go on and that nobody follows."""
    return Q(guide__isnull=True, state__in=OPEN_MATCH_STATES)


def answer_awaited() -> Q:
    """Make the condition for matches of which an answer is still to come."""
    return Q(state__in=ANSWERING)


def reading() -> Q:
    """Make the condition for matches that run or pause."""
    return Q(state__in=(MatchState.ACTIVE, MatchState.PAUSED))


def answer_due(*, on: date) -> Q:
    """Make the condition for matches whose answer should come within days, or should have come."""
    return Q(state__in=ANSWERING, reply_by__lte=on + timedelta(days=ANSWER_DAYS))


def meeting_to_plan() -> Q:
    """Make the condition for matches to which both said yes."""
    return Q(state=MatchState.ACCEPTED)


def silent(*, on: date) -> Q:
    """Make the condition for running matches of which no visit was logged for weeks, holidays included."""
    since = on - timedelta(days=SILENT_DAYS)
    recent = Visit.objects.filter(match=OuterRef("pk"), on__gt=since)
    return Q(~Exists(recent), state=MatchState.ACTIVE, started_on__lte=since)


def _word(word: str) -> Q:
    number = family_number(word)
    found = Q(family__number=number) if number is not None else Q()
    for side in SIDES:
        for name in ("first_name", "infix", "last_name"):
            found |= Q(**{f"{side}__{name}__icontains": word})
    found |= Q(volunteer__district__name__icontains=word)
    lives_there = Match.objects.filter(family__homes__district__name__icontains=word)
    return found | Q(pk__in=lives_there.values("pk"))
