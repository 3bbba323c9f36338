"""The register of volunteers: searched, narrowed, sorted, handed out as a file."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from programmes.models import AccessLog
from tests.downloads import content, excel_rows
from tests.factories.matching import MatchFactory, ProposalFactory
from tests.factories.programmes import DistrictFactory, ProgrammeFactory, RegionFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain.certificates import months_after
from volunteers.models import Certificate, Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
ADDRESS = "/werk/voorlezers"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(coordinator())
    return client


def shown(client: Client, query: str) -> set[str]:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 200
    return {line.row.first_name for line in answer.context["lines"]}


def counts(client: Client, name: str) -> dict[str, int]:
    rows = client.get(ADDRESS).context["listing"].filters
    row = next(row for row in rows if row.name == name)
    return {choice.value: choice.count for choice in row.choices}


@pytest.mark.parametrize(
    "words", ["Berg van der", "van der Berg", "wim berg", "wim@example", "empel", "06 1234 5678", "345678"]
)
def test_a_volunteer_is_found_by_what_a_coordinator_has_at_hand(desk: Client, words: str) -> None:
    VolunteerFactory(
        first_name="Wim",
        infix="van der",
        last_name="Berg",
        email="wim@example.org",
        phone="+31612345678",
        district=DistrictFactory(name="Empel"),
    )
    VolunteerFactory(first_name="Noor", email="noor@example.org", phone="+31699999999")

    assert shown(desk, f"q={words}") == {"Wim"}


@pytest.fixture
def readers() -> date:
    """Five readers with a certificate each in another way; the longest programme accepts 24 months."""
    today = localdate()
    longest = ProgrammeFactory(slug="long", certificate_months=24)
    programmes = [ProgrammeFactory(certificate_months=12), longest]
    made = {
        "valid": months_after(today, -20),
        "soon": months_after(today, -23),
        "lapsed": months_after(today, -24) - timedelta(days=1),
    }
    for name, seen_on in made.items():
        VolunteerFactory(first_name=name, certificate=seen_on, programmes=programmes)
    for name in ("asked", "refused", "never"):
        VolunteerFactory(first_name=name, certificate=False, programmes=programmes)
    Certificate.objects.create(volunteer=Volunteer.objects.get(first_name="asked"), requested_on=today)
    refused = Volunteer.objects.get(first_name="refused")
    Certificate.objects.create(volunteer=refused, requested_on=today, refused_on=today)
    return today


@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("valid", {"valid", "soon"}),
        ("soon", {"soon"}),
        ("asked", {"asked"}),
        ("missing", {"lapsed", "refused", "never"}),
    ],
)
def test_a_certificate_counts_as_long_as_the_longest_programme_says(
    desk: Client, value: str, names: set[str]
) -> None:
    assert shown(desk, f"certificate={value}") == names


@pytest.mark.usefixtures("readers")
def test_the_counts_of_a_filter_are_what_its_links_show(desk: Client) -> None:
    assert counts(desk, "certificate") == {"valid": 2, "soon": 1, "asked": 1, "missing": 3}


@pytest.mark.usefixtures("readers")
def test_the_first_certificate_to_end_stands_on_top_and_none_below(desk: Client) -> None:
    lines = desk.get(f"{ADDRESS}?sort=certificate").context["lines"]

    assert [line.row.first_name for line in lines[:3]] == ["lapsed", "soon", "valid"]


def test_room_is_what_open_matches_leave_of_the_places(desk: Client) -> None:
    for name, capacity in (("full", 1), ("half", 2)):
        reader = VolunteerFactory(first_name=name, capacity=capacity)
        MatchFactory(proposal=ProposalFactory(volunteer=reader, state="published", family__state="proposed"))
    VolunteerFactory(first_name="free")
    VolunteerFactory(first_name="rests", state=VolunteerState.RESTING)

    assert shown(desk, "room=yes") == {"half", "free"}
    assert shown(desk, "room=no") == {"full"}


def test_who_goes_along_has_a_place_less(desk: Client) -> None:
    partner = VolunteerFactory(first_name="goes along")
    MatchFactory(partner=partner, partner_seat=1)

    assert "goes along" in shown(desk, "room=no")


def test_a_match_that_ended_leaves_its_place(desk: Client) -> None:
    reader = VolunteerFactory(first_name="read before")
    proposal = ProposalFactory(volunteer=reader, state="published", family__state="waiting")
    MatchFactory(proposal=proposal, state="completed")

    assert shown(desk, "room=yes") == {"read before"}


def test_a_language_finds_who_speaks_it(desk: Client) -> None:
    VolunteerFactory(first_name="Elif", languages=[("nl", "C1"), ("tr", "native")])
    VolunteerFactory()

    assert shown(desk, "language=tr") == {"Elif"}
    assert counts(desk, "language") == {"nl": 2, "tr": 1}


def test_the_file_has_the_columns_of_the_page(client: Client) -> None:
    client.force_login(coordinator(language="en"))
    VolunteerFactory(first_name="Wim", infix="", last_name="Hendriks", certificate=False)

    rows = excel_rows(client.get(f"{ADDRESS}/export"))

    assert rows[0][0].value == "Hendriks, Wim"
    assert rows[0][4].value == "0 of 1"
    assert not AccessLog.objects.exists()


def test_somebody_else_s_volunteers_and_unconfirmed_sign_ups_are_in_no_file(desk: Client) -> None:
    VolunteerFactory(last_name="Elders", region=RegionFactory(slug="oss"))
    VolunteerFactory(last_name="Onbevestigd", state=VolunteerState.APPLIED)

    text = content(desk.get(f"{ADDRESS}/export?as=csv")).decode()

    assert "Elders" not in text
    assert "Onbevestigd" not in text


def test_page_and_file_of_many_volunteers_take_as_many_queries_as_of_one(desk: Client) -> None:
    VolunteerFactory()
    with CaptureQueriesContext(connection) as before:
        desk.get(ADDRESS)
        content(desk.get(f"{ADDRESS}/export"))
    for _ in range(3):
        VolunteerFactory()
    with CaptureQueriesContext(connection) as after:
        desk.get(ADDRESS)
        content(desk.get(f"{ADDRESS}/export"))

    assert len(after) == len(before)


@pytest.mark.parametrize("sort", ["name", "district", "travels", "places", "registered", "state", "email"])
@pytest.mark.parametrize("way", ["", "-"])
def test_every_column_sorts_both_ways(desk: Client, sort: str, way: str) -> None:
    VolunteerFactory()

    assert desk.get(f"{ADDRESS}?sort={way}{sort}").context["listing"].sort == way + sort
