"""Search in the register of families, and what a coordinator narrows it by."""

from datetime import date, timedelta

from django.db.models import Case, DateField, F, Q, QuerySet, When

from families.models import Family, Home
from families.states import FamilyState
from programmes.domain.searching import family_number, searched

WAITING_STATES = (FamilyState.WAITING, FamilyState.PROPOSED)
DAYS_IN_WEEK = 7


def search(rows: QuerySet[Family], words: str) -> QuerySet[Family]:
    """Keep the families that these words are about: number, contact parent, district or telephone."""
    return rows.filter(searched(words, per_word=_word, phone="phone")) if words.strip() else rows


def with_wait(rows: QuerySet[Family]) -> QuerySet[Family]:
    """Add ``waits_since``: empty for families that have a reader or left, so that these come last."""
    return rows.annotate(
        waits_since=Case(When(state__in=WAITING_STATES, then=F("waiting_since")), output_field=DateField())
    )


def waits(*, on: date, weeks_from: int, weeks_to: int | None = None) -> Q:
    """Make the condition for families on the waiting list for this many whole weeks."""
    waiting = Q(state=FamilyState.WAITING, waiting_since__lte=on - timedelta(days=DAYS_IN_WEEK * weeks_from))
    if weeks_to is None:
        return waiting
    return waiting & Q(waiting_since__gt=on - timedelta(days=DAYS_IN_WEEK * (weeks_to + 1)))


def _word(word: str) -> Q:
    number = family_number(word)
    named = Q(first_name__icontains=word) | Q(infix__icontains=word) | Q(last_name__icontains=word)
    there = Q(pk__in=Home.objects.filter(district__name__icontains=word).values("family"))
    return named | there | Q(number=number) if number is not None else named | there
