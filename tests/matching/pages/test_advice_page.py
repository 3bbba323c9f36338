"""Where to recruit: the page in its states."""

import pytest
from django.test import Client

from matching.states import RunState
from programmes.models import User
from tests.factories.explanations import AdviceFactory, UnplacedFactory
from tests.factories.matching import RunFactory
from tests.factories.programmes import DistrictFactory, coordinator

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[5.3, 51.69], [5.32, 51.69], [5.32, 51.7], [5.3, 51.69]]]}


@pytest.fixture
def marieke(client: Client) -> User:
    user = coordinator(language="en")
    client.force_login(user)
    return user


def text_of(client: Client) -> str:
    answer = client.get("/werk/wervingsadvies")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_before_the_first_run_there_is_no_advice(marieke: User, client: Client) -> None:
    assert "There has been no run yet." in text_of(client)


def test_with_a_reader_for_each_family_nothing_is_asked(marieke: User, client: Client) -> None:
    RunFactory(state=RunState.SUCCEEDED)

    assert "Every family has a proposal." in text_of(client)


def test_what_helps_most_stands_first_with_a_map_and_the_same_in_words(marieke: User, client: Client) -> None:
    run = UnplacedFactory().run
    district = DistrictFactory(code="5222", name="Hambaken", outline=SQUARE)
    AdviceFactory(run=run, rank=1, district=district, day=2, language="", gain=[0, 3, 3, 0, 0])
    AdviceFactory(run=run, rank=2, district=DistrictFactory(), gain=[0, 1, 1, 0, 0], exact=False)

    page = text_of(client)

    assert page.index("Hambaken") < page.index("District 5211")
    assert "3 families more:" in page
    assert "Tuesday, afternoon" in page
    assert "An estimate." in page
    assert 'class="w g3"' in page
    assert f"Worked out from run {run.number}," in page


def test_smaller_changes_are_added_up_per_limit(marieke: User, client: Client) -> None:
    run = RunFactory(state=RunState.SUCCEEDED)
    for minutes in (2, 5):
        UnplacedFactory(run=run, relaxed_rule="distance", relaxed_amount=minutes, relaxed_slots=[])
    UnplacedFactory(run=run, relaxed_rule="capacity", relaxed_amount=1, relaxed_slots=[])
    UnplacedFactory(run=run, relaxed_rule="capacity", relaxed_slots=[], relaxed_places=False)

    page = text_of(client)

    assert "2 volunteers travel at most 5 minutes farther" in page
    assert "1 volunteer takes one family more" in page


def test_the_advice_of_the_last_run_that_is_no_repeat_counts(marieke: User, client: Client) -> None:
    first = RunFactory(state=RunState.SUCCEEDED)
    last = RunFactory(state=RunState.SUCCEEDED)
    RunFactory(state=RunState.SUCCEEDED, repeats=first)
    RunFactory(state=RunState.FAILED)

    assert f"Worked out from run {last.number}," in text_of(client)
