"""Pages for everybody tell what is true today, and nothing about one person."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from families.states import FamilyState
from matching.states import ProposalState, RunState
from programmes.models import Programme, Region
from programmes.values.consent import PRIVACY_VERSION
from tests.factories.explanations import FiguresFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import (
    ProgrammeFactory,
    RegionFactory,
    UserFactory,
    coordinator,
    social_worker,
    volunteer_account,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    found: Programme = ProgrammeFactory()
    return found


def page(client: Client, address: str) -> str:
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def waiting(number: int, region: Region | None = None) -> None:
    for _ in range(number):
        FamilyFactory(state=FamilyState.WAITING, region=region or RegionFactory())


def test_the_first_page_offers_two_ways_in(client: Client, programme: Programme) -> None:
    shown = page(client, "/")

    assert 'href="/meedoen"' in shown
    assert 'href="/inloggen"' in shown


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "No families wait now. Sign up, and we call you at the next round."),
        (1, "fewer than 5"),
        (4, "fewer than 5"),
        (5, '<span class="many">5</span>'),
    ],
)
def test_it_tells_how_many_families_wait_but_never_a_few(
    client: Client, programme: Programme, number: int, told: str
) -> None:
    waiting(number)
    FamilyFactory(state=FamilyState.ACTIVE)

    assert told in page(client, "/")


def test_several_municipalities_are_counted_apart(client: Client, programme: Programme) -> None:
    other = RegionFactory(slug="oss", name="Oss")
    programme.regions.add(other)
    waiting(6)
    waiting(2, other)

    shown = page(client, "/")

    assert "<dt>Oss</dt><dd>fewer than 5 families</dd>" in shown
    assert "<dd>6 families</dd>" in shown


def test_a_municipality_without_an_open_programme_is_not_named(client: Client) -> None:
    RegionFactory(slug="oss", name="Oss")

    shown = page(client, "/")

    assert "Oss" not in shown
    assert "No programme is open yet." in shown


def test_it_names_the_day_of_the_training_and_the_person_to_ask(client: Client, programme: Programme) -> None:
    told = {"contact_name": "Marieke", "contact_phone": "+31731234567", "contact_email": "hulp@example.org"}
    Region.objects.update(next_training_on=date(2027, 1, 16), **told)

    shown = page(client, "/")

    assert "16 January 2027" in shown
    links = ('href="tel:+31731234567"', 'href="mailto:hulp@example.org"')
    assert all(word in shown for word in ("Marieke", *links))


@pytest.mark.parametrize(
    ("who", "side"),
    [(coordinator, "/werk"), (social_worker, "/mijn-gezinnen"), (volunteer_account, "/mijn")],
)
def test_who_is_logged_in_goes_to_the_own_side(client: Client, who: type, side: str) -> None:
    client.force_login(who())

    assert client.get("/")["Location"] == side


def test_an_account_without_a_role_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(UserFactory(language="en"))

    assert "Your account has no role yet" in page(client, "/")


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"gap_minutes": 47}, "at least 47 minutes"),
        ({"certificate_months": 13}, "at most 13 months old"),
        ({"visit_minutes": 45}, "for 45 minutes"),
        ({"band_days": 21}, "in steps of 21 days"),
        ({"max_metres": 7_500}, "no farther than 7.5 km"),
        ({"min_metres": 250}, "at least 250 metres apart"),
        ({"visits_planned": 12}, "the last of the 12 visits"),
        ({"age_from": 9}, "9 to 12 years"),
    ],
)
def test_the_rules_follow_the_settings_of_the_programme(
    client: Client, programme: Programme, setting: dict[str, int], told: str
) -> None:
    before = page(client, "/zo-kiezen-wij")
    Programme.objects.update(**setting)

    after = page(client, "/zo-kiezen-wij")

    assert told not in before
    assert told in after


def test_the_rules_follow_the_travel_of_the_municipality(client: Client, programme: Programme) -> None:
    Region.objects.update(detour_percent=150, speeds_km_per_hour={"bicycle": 11})

    shown = page(client, "/zo-kiezen-wij")

    assert "times 1.5" in shown
    assert "bicycle 11 km per hour" in shown


def sent_round(*, waiting: int, placed: int) -> None:
    run = RunFactory(state=RunState.SUCCEEDED)
    FiguresFactory(run=run, waiting=waiting, placed=placed)
    ProposalFactory(run=run, state=ProposalState.PUBLISHED)


def test_the_last_round_that_was_sent_is_told(client: Client, programme: Programme) -> None:
    sent_round(waiting=40, placed=31)
    RunFactory(state=RunState.SUCCEEDED)

    shown = page(client, "/zo-kiezen-wij")

    assert "<dd>40</dd>" in shown
    assert "<dd>31</dd>" in shown


@pytest.mark.parametrize(("waiting", "placed"), [(40, 3), (40, 37), (4, 4)])
def test_figures_about_a_few_families_are_hidden(
    client: Client, programme: Programme, waiting: int, placed: int
) -> None:
    sent_round(waiting=waiting, placed=placed)

    shown = page(client, "/zo-kiezen-wij")

    assert f"<dd>{placed}</dd>" not in shown
    assert "We show no figure that is about fewer than 5 families" in shown


def test_the_points_of_each_choice_are_told(client: Client, programme: Programme) -> None:
    shown = page(client, "/zo-kiezen-wij")

    assert '<th scope="row">Balanced</th><td class="num">350</td>' in shown
    assert '<th scope="row">Language first</th><td class="num">150</td><td class="num">550</td>' in shown


def test_the_entry_in_a_register_is_linked_once_there_is_one(
    client: Client, programme: Programme, settings: Settings
) -> None:
    before = page(client, "/zo-kiezen-wij")
    settings.ALGORITHM_REGISTER_URL = "https://algoritmes.example/1"

    assert "algorithm register" not in before
    assert 'href="https://algoritmes.example/1"' in page(client, "/zo-kiezen-wij")


def test_the_privacy_page_names_its_version_the_clocks_and_every_field(
    client: Client, settings: Settings
) -> None:
    settings.SIGN_UP_ERASE_DAYS = 17

    shown = page(client, "/privacy")

    assert f"Version {PRIVACY_VERSION}" in shown
    assert "not confirmed: 17 days" in shown
    assert all(word in shown for word in ("house number", "longest travel time", "safety note", "seen on"))


def test_the_privacy_page_tells_when_somebody_else_is_asked(client: Client, settings: Settings) -> None:
    before = page(client, "/privacy")
    settings.GEOCODER_URL = "https://api.pdok.nl/free"

    assert "PDOK" not in before
    assert "PDOK" in page(client, "/privacy")


@pytest.mark.parametrize("address", ["/", "/zo-kiezen-wij", "/privacy", "/toegankelijkheid", "/hulp"])
def test_more_municipalities_ask_the_database_no_more(
    client: Client, programme: Programme, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    for number in range(5):
        programme.regions.add(RegionFactory(slug=f"town-{number}"))

    with django_assert_max_num_queries(5):
        page(client, address)


def test_a_day_that_has_been_is_not_announced(client: Client, programme: Programme) -> None:
    Region.objects.update(next_training_on=date(2020, 1, 16))
    Programme.objects.update(round_starts_on=date(2020, 2, 3))

    shown = page(client, "/")

    assert "2020" not in shown


def test_a_telephone_number_without_a_name_is_told_too(client: Client, programme: Programme) -> None:
    Region.objects.update(contact_name="", contact_phone="+31731234567", contact_email="")

    assert 'href="tel:+31731234567"' in page(client, "/hulp")
