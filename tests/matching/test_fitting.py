"""The line at sign-up: one truth with what the pair finder says once somebody is available."""

import random
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.domain import possible_pairs
from matching.domain.fitting import Fit, fitting
from matching.solver.pairing import People
from programmes.models import Programme, Region
from programmes.states import ProgrammeState
from programmes.values.availability import Rhythm, Strength, Window
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import PostcodeFactory, ProgrammeFactory, RegionFactory
from tests.factories.volunteers import VolunteerFactory
from tests.volunteers.entries import entry, signed_up
from volunteers.domain.newcomer import Newcomer, newcomer_of
from volunteers.models import Certificate, Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
POSTCODES = {"5211": (149_200, 411_000), "5212": (150_400, 411_500), "5231": (151_900, 413_600)}
CODES = ("nl", "ar", "tr")
MONTHS = [date(TODAY.year - age, 3, 1) for age in (3, 5, 8, 9, 11, 14)]
WEDNESDAY = (Window(3, 13 * 60, 17 * 60),)


@pytest.fixture(autouse=True)
def _postcodes() -> None:
    for code, (x, y) in POSTCODES.items():
        PostcodeFactory(code=code, x=x, y=y)


def window(chance: random.Random) -> Window:
    start = 30 * chance.randrange(16, 32)
    rhythm, strength = chance.choice(list(Rhythm)), chance.choice(list(Strength))
    return Window(chance.randrange(1, 4), start, start + 30 * chance.randrange(2, 11), strength, rhythm)


def week(chance: random.Random, most: int) -> list[Window]:
    return [window(chance) for _ in range(chance.randrange(1, most))]


def some_family(chance: random.Random, programme: Programme) -> None:
    x, y = chance.choice(list(POSTCODES.values()))
    FamilyFactory(
        programme=programme,
        children=chance.sample(MONTHS, chance.randrange(1, 3)),
        required_language=chance.choice(["", "", "", "", *CODES]),
        places=chance.sample(["home", "library", "school"], 2),
        restrictions=chance.sample(["pets", "smoking"], chance.randrange(0, 2)),
        homes=[{"x": x + chance.randrange(900), "y": y, "windows": week(chance, 4)}],
        consented=chance.random() > 0.1,
    )


def some_person(chance: random.Random) -> dict[str, Any]:
    """Answers of a draft, by step, but for the moments."""
    return {
        "travel": {
            "postcode": chance.choice(list(POSTCODES)),
            "second_postcode": chance.choice(["", *POSTCODES]),
            "means": chance.choice(["foot", "bicycle", "transit", "car"]),
            "max_minutes": chance.choice([10, 20, 30]),
        },
        "languages": {"spoken": [[code, "B2"] for code in chance.sample(CODES, 2)]},
        "suits": {
            "programmes": chance.choice([["doorleesexpress"], ["doorleesexpress", "voorleesexpress"]]),
            "age_from": chance.choice([2, 7]),
            "age_to": chance.choice([9, 12, 18]),
            "max_children": chance.randrange(1, 4),
            "places": chance.sample(["home", "library"], chance.randrange(1, 3)),
            "restrictions": chance.sample(["pets", "smoking"], chance.randrange(0, 2)),
        },
    }


def stored(newcomer: Newcomer, spoken: list[list[str]]) -> Volunteer:
    """The same person in the register, available and with a certificate."""
    second = newcomer.second or (None, None)
    assert newcomer.ages
    person: Volunteer = VolunteerFactory(
        x=newcomer.start[0],
        y=newcomer.start[1],
        second_postcode="5211AB" if newcomer.second else "",
        second_x=second[0],
        second_y=second[1],
        means=newcomer.means,
        max_minutes=newcomer.max_minutes,
        windows=newcomer.windows,
        languages=[(code, level) for code, level in spoken],
        programmes=Programme.objects.filter(slug__in=newcomer.programmes),
        places=list(newcomer.places),
        age_from=newcomer.ages[0],
        age_to=newcomer.ages[1],
        max_children=newcomer.max_children,
        restrictions=list(newcomer.restrictions),
    )
    return person


def now_available(person: Volunteer) -> int:
    found = possible_pairs.for_volunteer(
        volunteer_id=person.pk, region=person.region, programmes=person.programmes.all(), day=TODAY
    )
    return found.total


def someone(**answers: Any) -> Newcomer:
    travel = {"postcode": "5211 AB", "means": "bicycle", "max_minutes": 30}
    region = RegionFactory()
    assert isinstance(region, Region)
    found = newcomer_of({"travel": travel, **answers}, region=region, windows=WEDNESDAY)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_number_is_what_the_register_finds_once_the_same_person_is_available(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - draws people, guards nothing
    programmes = [ProgrammeFactory(), ProgrammeFactory(slug="voorleesexpress", age_from=2, age_to=8)]
    for _ in range(40):
        some_family(chance, chance.choice(programmes))
    counts = []

    for _ in range(6):
        answers = some_person(chance)
        newcomer = newcomer_of(answers, region=RegionFactory(), windows=week(chance, 6))
        assert newcomer is not None
        fits = fitting(newcomer, day=TODAY).fits
        counts.append((fits, now_available(stored(newcomer, answers["languages"]["spoken"]))))

    assert [fits for fits, _ in counts] == [found for _, found in counts]
    assert any(fits for fits, _ in counts)


def test_a_sign_up_that_was_really_sent_fits_the_families_that_the_line_named() -> None:
    windows = (Window(3, 13 * 60, 17 * 60), Window(5, 9 * 60, 12 * 60))
    for metres in (0, 1_500, 3_100, 9_000):
        FamilyFactory(homes=[{"x": 149_200 + metres, "y": 411_000}])
    answers = {
        "travel": {"postcode": "5211 ab", "means": "bicycle", "max_minutes": 20},
        "suits": {"programmes": ["doorleesexpress"], "age_from": 2, "age_to": 12, "max_children": 3},
    }
    newcomer = newcomer_of(answers, region=RegionFactory(), windows=windows)
    assert newcomer is not None

    sent = signed_up(entry(availability=windows), now=NOW)
    Volunteer.objects.filter(pk=sent.pk).update(state=VolunteerState.AVAILABLE)
    Certificate.objects.create(volunteer=sent, requested_on=TODAY, seen_on=TODAY)

    assert fitting(newcomer, day=TODAY).fits == now_available(sent) == 3


def test_what_is_not_asked_yet_keeps_nobody_away() -> None:
    FamilyFactory(places=["online"], children=MONTHS[2:5], restrictions=["pets"])

    assert fitting(someone(), day=TODAY) == Fit(fits=1, waiting=1)


def test_the_programmes_chosen_count_and_all_that_wait_are_told() -> None:
    other = ProgrammeFactory(slug="voorleesexpress")
    FamilyFactory()
    FamilyFactory(programme=other)

    found = fitting(someone(suits={"programmes": ["voorleesexpress"]}), day=TODAY)

    assert found == Fit(fits=1, waiting=2)


def test_a_closed_programme_and_a_family_without_consent_do_not_count() -> None:
    FamilyFactory(programme=ProgrammeFactory(slug="old", state=ProgrammeState.CLOSED))
    FamilyFactory(consented=False)

    assert fitting(someone(), day=TODAY) == Fit(fits=0, waiting=0)


def test_under_ten_waiting_nothing_may_be_shown_and_under_five_no_number() -> None:
    assert not Fit(fits=3, waiting=9).may_be_shown
    assert Fit(fits=5, waiting=10).may_be_shown
    assert (Fit(fits=4, waiting=10).is_small, Fit(fits=5, waiting=10).is_small) == (True, False)


def test_asking_again_within_a_minute_takes_few_queries_however_many_wait() -> None:
    for _ in range(12):
        FamilyFactory()
    newcomer = someone()
    fitting(newcomer, day=TODAY)

    with CaptureQueriesContext(connection) as asked:
        found = fitting(newcomer, day=TODAY)

    assert (found, len(asked)) == (Fit(fits=12, waiting=12), 1)


def test_what_is_kept_for_a_minute_holds_no_numbers_of_families() -> None:
    family = FamilyFactory()
    fitting(someone(), day=TODAY)

    kept = cache.get(f"waiting:{family.region_id}:{family.programme_id}:{TODAY}")

    assert People.from_bytes(kept).families.id.tolist() == [0]


@pytest.mark.parametrize(
    "travel", [{}, {"postcode": "0000", "means": "foot", "max_minutes": 10}, {"postcode": "5211"}]
)
def test_without_an_address_nothing_is_counted(travel: dict[str, Any]) -> None:
    assert newcomer_of({"travel": travel}, region=RegionFactory(), windows=WEDNESDAY) is None
