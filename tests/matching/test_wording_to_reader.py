"""A proposal in the words of its reader: only what is true, and no need of a child by name."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from matching.domain.wording.to_reader import times, trip, why_you
from matching.models import Match
from tests.factories.families import FamilyFactory
from tests.factories.moments import TODAY
from tests.factories.programmes import ProgrammeFactory
from tests.factories.readers import match_of, reader
from volunteers.models.volunteer import Means

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_english")]
FULL = {"travel": 350, "language": 250, "slot": 200, "age": 100, "experience": 100}


@pytest.fixture
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def why(match: Match) -> str:
    return " ".join(why_you(match, match.proposal, match.volunteer))


@pytest.mark.parametrize(
    ("means", "minutes", "told"),
    [
        (Means.FOOT, 1, "1 minute on foot"),
        (Means.BICYCLE, 8, "8 minutes by bicycle"),
        (Means.E_BIKE, 8, "8 minutes by e-bike"),
        (Means.TRANSIT, 20, "20 minutes by public transport"),
        (Means.CAR, 9, "9 minutes by car"),
    ],
)
def test_the_way_is_told_by_what_one_travels_with(means: Means, minutes: int, told: str) -> None:
    assert trip(match_of(reader(means=means), minutes=minutes)) == told


@pytest.mark.parametrize(
    ("starts", "told"),
    [
        (None, "20 times. You start as soon as you have met."),
        (TODAY, "20 times. You start as soon as you have met."),
        (date(2027, 1, 11), "20 times. Start in January."),
    ],
)
def test_when_it_starts_follows_the_rounds(starts: date | None, told: str) -> None:
    assert times(ProgrammeFactory(round_starts_on=starts), today=TODAY) == told


def test_a_wish_for_ages_is_named_only_where_the_run_gave_all_its_points() -> None:
    wishes = {"age_wish_from": 9, "age_wish_to": 12}

    assert "children of 9 to 12 years" in why(match_of(reader(**wishes), parts=FULL))
    assert "children of" not in why(match_of(reader(**wishes), parts=FULL | {"age": 40}))
    assert "children of" not in why(match_of(reader(), parts=FULL))


def test_near_is_said_of_half_the_limit_and_less() -> None:
    near, far = (match_of(reader(max_minutes=limit)) for limit in (10, 9))

    assert "You live nearby." in why(near)
    assert "nearby" not in why(far)


def test_a_shared_language_is_named_and_dutch_is_not() -> None:
    spoken = [("nl", "native"), ("tr", "B1")]
    family = FamilyFactory(state="proposed", home_languages=["tr", "nl"])

    told = why(match_of(reader(languages=spoken), family=family))

    assert "You speak a language of their home: Turkish." in told


def test_experience_helps_without_saying_with_what() -> None:
    told = why(match_of(reader(experience=["vocabulary"])))

    assert "You have experience with what helps these children." in told
    assert "words" not in told


@pytest.mark.parametrize(("days", "told"), [(27, ""), (28, "4 weeks"), (83, "11 weeks")])
def test_a_long_wait_is_told(days: int, told: str) -> None:
    shown = why(match_of(reader(), waiting_days=days))

    assert ("This family has waited" in shown) is bool(told)
    assert told in shown


def test_without_a_frozen_proposal_there_is_nothing_to_explain() -> None:
    match = match_of(reader())

    assert why_you(match, None, match.volunteer) == []
