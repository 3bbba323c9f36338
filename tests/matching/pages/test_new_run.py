"""The page on which a run is prepared: who takes part, what is new, one choice; the run that goes already."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matching.domain.presets import WEIGHTS, weights_of
from matching.models import MatchingRun, OverrideKind
from matching.states import OverrideState, RunState
from programmes.domain.refusal import InvalidInput
from programmes.states import ProgrammeState
from tests.factories.families import FamilyFactory
from tests.factories.matching import OverrideFactory, RunFactory
from tests.factories.programmes import (
    ProgrammeFactory,
    RegionFactory,
    coordinator,
    volunteer_account,
)
from tests.factories.volunteers import VolunteerFactory

PAGE = "/werk/koppelen/nieuw"
WEIGHTS_USUAL = {
    "weight_travel": "4",
    "weight_language": "3",
    "weight_slot": "2",
    "weight_age": "1",
    "weight_experience": "1",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(client: Client) -> Client:
    client.force_login(coordinator())
    ProgrammeFactory()
    return client


def fields(**changes: str) -> dict[str, str]:
    said = {"place": "s-hertogenbosch/doorleesexpress", "preset": "balanced", "time_limit": "60"}
    return said | WEIGHTS_USUAL | changes


def shown(visitor: Client, address: str = PAGE) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_starting_asks_for_a_run_and_shows_it(visitor: Client) -> None:
    answer = visitor.post(PAGE, fields(preset="nearby_first"))

    run = MatchingRun.objects.get()
    assert answer["Location"] == f"/werk/koppelen/{run.pk}"
    assert (run.settings["preset"], run.settings["time_limit"]) == ("nearby_first", 60)
    assert run.settings["solver"].startswith("OR-Tools ")


def test_weights_by_hand_add_up_to_what_the_solver_works_with(visitor: Client) -> None:
    visitor.post(PAGE, fields(preset="own", weight_travel="0", weight_language="4"))

    run = MatchingRun.objects.get()
    assert run.settings["preset"] == "own"
    assert run.settings["weights"] == {
        "travel": 0,
        "language": 500,
        "slot": 250,
        "age": 125,
        "experience": 125,
    }


def test_weights_are_left_alone_without_that_choice(visitor: Client) -> None:
    visitor.post(PAGE, fields(weight_travel="0"))

    assert MatchingRun.objects.get().settings["weights"] == vars(WEIGHTS["balanced"])


def test_something_has_to_count(visitor: Client) -> None:
    answer = visitor.post(PAGE, fields(preset="own", **dict.fromkeys(WEIGHTS_USUAL, "0")))

    assert answer.status_code == 200
    assert "<details" in answer.content.decode().partition(" open>")[0]
    assert not MatchingRun.objects.exists()


@pytest.mark.parametrize("wrong", [{"time_limit": "9999"}, {"preset": "x"}, {"weight_age": "7"}])
def test_what_was_not_offered_is_refused_next_to_its_field(visitor: Client, wrong: dict[str, str]) -> None:
    answer = visitor.post(PAGE, fields(**wrong))

    assert answer.context["form"].errors.keys() == wrong.keys()
    assert not MatchingRun.objects.exists()


@pytest.mark.parametrize("steps", [{}, {"travel": 1}, dict.fromkeys(vars(WEIGHTS["balanced"]), 5)])
def test_steps_that_are_no_scale_are_no_weights(steps: dict[str, int]) -> None:
    with pytest.raises(InvalidInput):
        weights_of(steps)


@pytest.mark.parametrize("first", range(5))
def test_points_that_do_not_divide_are_given_out_all(first: int) -> None:
    steps = dict(zip(vars(WEIGHTS["balanced"]), (first, 3, 3, 1, 2), strict=True))

    assert sum(vars(weights_of(steps)).values()) == 1000


def test_a_run_that_goes_is_shown_instead_of_an_error(visitor: Client) -> None:
    going = RunFactory()

    answer = visitor.post(PAGE, fields(), follow=True)

    assert answer.redirect_chain == [(f"/werk/koppelen/{going.pk}", 302)]
    assert [str(message) for message in answer.context["messages"]]
    assert MatchingRun.objects.count() == 1


def test_the_page_leads_to_the_run_that_goes(visitor: Client) -> None:
    going = RunFactory()

    assert f"/werk/koppelen/{going.pk}" in shown(visitor)


def test_who_is_left_out_links_to_their_list(visitor: Client) -> None:
    FamilyFactory(state="intake_planned")
    VolunteerFactory(state="resting")

    page = shown(visitor)

    assert "/werk/gezinnen?state=intake_planned" in page
    assert "/werk/voorlezers?state=resting" in page


def test_families_without_a_moment_can_be_completed_first(visitor: Client) -> None:
    family = FamilyFactory(homes=[{"windows": []}], number=371)

    page = shown(visitor)

    assert "G-0371" in page
    assert f"/werk/gezinnen/{family.pk}" in page
    assert "El Idrissi" not in page


def test_without_families_the_list_of_families_is_the_way(visitor: Client) -> None:
    assert '<a href="/werk/gezinnen">' in shown(visitor)


def test_without_volunteers_their_list_is_the_way(visitor: Client) -> None:
    FamilyFactory()

    assert '<a href="/werk/voorlezers">' in shown(visitor)


def test_without_an_open_programme_nothing_can_be_started(client: Client) -> None:
    client.force_login(coordinator())
    ProgrammeFactory(state=ProgrammeState.CLOSED)

    assert 'id="start"' not in shown(client)
    assert client.post(PAGE, fields()).status_code == 200
    assert not MatchingRun.objects.exists()


def test_one_of_two_programmes_is_chosen_by_address(visitor: Client) -> None:
    other = ProgrammeFactory(slug="voorleesexpress")
    FamilyFactory(programme=other)

    page = visitor.get(PAGE, {"place": "s-hertogenbosch/voorleesexpress"})

    assert page.context["place"].programme == other
    assert page.context["who"].families == 1


@pytest.mark.parametrize("place", ["tilburg/elders", "s-hertogenbosch/closed", "", "\x00"])
def test_another_place_than_the_ones_shown_is_not_started(visitor: Client, place: str) -> None:
    ProgrammeFactory(slug="elders", regions=[RegionFactory(slug="tilburg")])
    ProgrammeFactory(slug="closed", state=ProgrammeState.CLOSED)

    answer = visitor.post(PAGE, fields(place=place))

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not MatchingRun.objects.exists()


def test_pins_in_force_are_listed_and_ended(visitor: Client) -> None:
    pin = OverrideFactory()
    OverrideFactory(kind=OverrideKind.BAN, state=OverrideState.ENDED)

    page = visitor.get(PAGE)
    answer = visitor.post(f"/werk/koppelen/nieuw/besluit/{pin.pk}/einde")

    assert list(page.context["decisions"]) == [pin]
    assert answer.status_code == 302
    pin.refresh_from_db()
    assert pin.state == OverrideState.ENDED


def test_a_pin_of_another_region_cannot_be_ended(client: Client) -> None:
    client.force_login(coordinator(RegionFactory(slug="tilburg")))

    assert client.post(f"/werk/koppelen/nieuw/besluit/{OverrideFactory().pk}/einde").status_code == 404


def test_the_page_asks_as_much_for_one_as_for_four(visitor: Client) -> None:
    counts = []
    for _ in range(2):
        for _ in range(2):
            OverrideFactory()
            FamilyFactory(homes=[{"windows": []}])
            RunFactory(state=RunState.SUCCEEDED)
        with CaptureQueriesContext(connection) as asked:
            shown(visitor)
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("address", [PAGE, "/werk/koppelen"])
def test_others_do_not_see_it(client: Client, address: str) -> None:
    client.force_login(volunteer_account())

    assert client.get(address).status_code == 404


def test_the_run_that_goes_is_on_top_of_the_list(visitor: Client) -> None:
    going = RunFactory()
    RunFactory(state=RunState.SUCCEEDED, follows=RunFactory(state=RunState.SUCCEEDED))

    page = visitor.get("/werk/koppelen")

    rows: list[Any] = list(page.context["page"])
    assert rows[0] == going
    assert len(rows) == 3
