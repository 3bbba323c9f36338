"""The register of matches: searched, narrowed, sorted, handed out as a file."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from matching.models import Match, Visit
from matching.states import MatchState, ProposalState
from programmes.models import AccessLog, User
from tests.downloads import content, excel_rows
from tests.factories.matching import MatchFactory, ProposalFactory
from tests.factories.programmes import DistrictFactory, coordinator
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/werk/koppelingen"


@pytest.fixture
def user() -> User:
    return coordinator()


@pytest.fixture
def desk(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def pair(*, number: int = 371, name: str = "Wim", **fields: object) -> Match:
    reader = VolunteerFactory(first_name=name, infix="van der", last_name="Berg")
    made = ProposalFactory(
        volunteer=reader,
        state=ProposalState.PUBLISHED,
        family__number=number,
        family__state="proposed",
        family__homes=[{"district": DistrictFactory(name="Hambaken")}],
    )
    match: Match = MatchFactory(proposal=made, **fields)
    return match


def shown(client: Client, query: str) -> set[int]:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 200
    return {line.row.pk for line in answer.context["lines"]}


@pytest.mark.parametrize("words", ["G-0371", "berg wim", "van der", "amina", "hambaken", "0612345678"])
def test_a_match_is_found_by_either_side(desk: Client, words: str) -> None:
    match = pair()

    assert shown(desk, f"q={words}") == {match.pk}
    assert shown(desk, f"q={words}+zzz") == set()


def test_mine_are_the_matches_that_i_follow(desk: Client, user: User) -> None:
    mine = pair(number=1, guide=user)
    nobodys = pair(number=2)
    pair(number=3, guide=coordinator())

    assert shown(desk, "mine=yes") == {mine.pk}
    assert shown(desk, "mine=nobody") == {nobodys.pk}


def test_attention_finds_answers_that_are_due_meetings_to_plan_and_silence(desk: Client) -> None:
    today = localdate()
    due = pair(number=1, reply_by=today + timedelta(days=3))
    pair(number=2, reply_by=today + timedelta(days=4))
    met = pair(number=3, state=MatchState.ACCEPTED)
    silent = pair(number=4, state=MatchState.ACTIVE, started_on=today - timedelta(days=60))
    heard = pair(number=5, state=MatchState.ACTIVE, started_on=today - timedelta(days=60))
    Visit.objects.create(
        match=heard, on=today - timedelta(days=2), held=True, minutes=60, logged_at=heard.proposed_at
    )

    assert shown(desk, "attention=answer") == {due.pk}
    assert shown(desk, "attention=meeting") == {met.pk}
    assert shown(desk, "attention=silent") == {silent.pk}


def test_the_list_says_in_which_week_a_pair_is(client: Client) -> None:
    client.force_login(coordinator(language="en"))
    pair(state=MatchState.ACTIVE, started_on=localdate())

    assert ">1 of 20</td>" in client.get(ADDRESS).content.decode()


def test_the_file_says_what_the_page_says_and_the_log_knows_the_family(desk: Client) -> None:
    match = pair()

    rows = excel_rows(desk.get(f"{ADDRESS}/export"))

    assert [cell.value for cell in rows[0][:3]] == ["G-0371", "Hambaken", "Wim van der Berg"]
    assert AccessLog.objects.get(action="export").subject_id == match.family_id


def test_a_file_of_many_matches_takes_as_many_queries_as_of_one(desk: Client) -> None:
    pair(number=1)
    with CaptureQueriesContext(connection) as before:
        content(desk.get(f"{ADDRESS}/export"))
    for number in (2, 3, 4):
        pair(number=number)

    with CaptureQueriesContext(connection) as after:
        content(desk.get(f"{ADDRESS}/export"))

    assert len(after) == len(before)


@pytest.mark.parametrize(
    "query", ["page=abc", "sort=bad", "q=%00", "mine=%00", "district=0", "q=" + "a+" * 400]
)
def test_odd_addresses_answer_with_a_page(desk: Client, query: str) -> None:
    pair()

    assert desk.get(f"{ADDRESS}?{query}").status_code == 200
