"""A referrer writes down what parents said by telephone: of the own organisation, and nobody else's."""

import pytest
from django.test import Client

from matching.models import Match
from matching.states import MatchState
from programmes.models import AccessLog, StateChange, User
from tests.factories.matching import MatchFactory
from tests.factories.parents import asked
from tests.factories.programmes import (
    OrganisationFactory,
    UserFactory,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db
YES = {"answer": "yes", "how": "telephone"}
NO = {"answer": "no", "reason": "moment", "how": "in_person"}


@pytest.fixture
def match() -> Match:
    return asked(family={"organisation": OrganisationFactory(), "number": 371, "call_language": "tr"})


@pytest.fixture
def ilse(match: Match, client: Client) -> User:
    found = social_worker(match.family.organisation, language="en")
    client.force_login(found)
    return found


def page(client: Client, match: Match, *, status: int = 200) -> str:
    answer = client.get(f"/mijn-gezinnen/{match.family_id}/antwoord")
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def send(client: Client, match: Match, **fields: str) -> int:
    data = {"match": str(match.pk)} | fields
    return client.post(f"/mijn-gezinnen/{match.family_id}/antwoord", data).status_code


def test_the_page_says_what_to_ask_the_parents_and_how_to_call_them(
    client: Client, match: Match, ilse: User
) -> None:
    shown = page(client, match)

    who_and_when = ("Lieke would like to come and read", "Tuesday 16:00\u201317:00")
    for told in (*who_and_when, "tel:+31612345678", "in Turkish"):
        assert told in shown
    assert "Zwaan" not in shown


def test_that_somebody_looked_is_written_down(client: Client, match: Match, ilse: User) -> None:
    page(client, match)

    assert AccessLog.objects.get(action="answer").by == ilse


def test_a_yes_by_telephone_is_the_familys_yes_with_who_wrote_it_down(
    client: Client, match: Match, ilse: User
) -> None:
    send(client, match, **YES)

    match.refresh_from_db()
    change = StateChange.objects.get(subject="matching.match")
    assert match.state == MatchState.ACCEPTED_BY_FAMILY
    assert (change.by, change.reason) == (ilse, "family:telephone")


def test_a_no_has_a_reason(client: Client, match: Match, ilse: User) -> None:
    without = send(client, match, answer="no", how="telephone")
    state = Match.objects.get().state

    send(client, match, **NO)

    match.refresh_from_db()
    assert (without, state) == (200, MatchState.PROPOSED)
    assert (match.state, match.end_reason) == (MatchState.DECLINED, "moment")


def test_when_nothing_is_asked_the_page_says_so_and_changes_nothing(
    client: Client, match: Match, ilse: User
) -> None:
    Match.objects.update(state=MatchState.ACCEPTED_BY_FAMILY)

    shown = page(client, match)
    send(client, match, **NO)

    assert "No answer of the parents is asked now." in shown
    assert Match.objects.get().state == MatchState.ACCEPTED_BY_FAMILY


def test_a_family_with_two_questions_chooses_about_which_it_is(
    client: Client, match: Match, ilse: User
) -> None:
    wim = VolunteerFactory(first_name="Wim")
    other = MatchFactory(proposal__family=match.family, proposal__volunteer=wim, reader_number=2)

    shown = page(client, match)
    send(client, other, **YES)

    assert "Lieke would like" in shown
    assert "Wim would like" in shown
    assert Match.objects.get(pk=other.pk).state == MatchState.ACCEPTED_BY_FAMILY
    assert Match.objects.get(pk=match.pk).state == MatchState.PROPOSED


def test_a_coordinator_may_do_the_same(client: Client, match: Match) -> None:
    client.force_login(coordinator(match.region))

    send(client, match, **YES)

    assert Match.objects.get().state == MatchState.ACCEPTED_BY_FAMILY


def test_a_match_of_another_family_is_not_answered_here(client: Client, match: Match, ilse: User) -> None:
    elsewhere = asked()

    client.post(f"/mijn-gezinnen/{match.family_id}/antwoord", {"match": elsewhere.pk} | YES)

    assert Match.objects.get(pk=elsewhere.pk).state == MatchState.PROPOSED


def of_another_organisation() -> User:
    return social_worker(OrganisationFactory(name="De Wissel"))


@pytest.mark.parametrize("who", [of_another_organisation, volunteer_account, UserFactory])
def test_for_others_the_family_is_not_there(client: Client, match: Match, who: type[User]) -> None:
    client.force_login(who())

    page(client, match, status=404)
    assert send(client, match, **YES) == 404
    assert Match.objects.get().state == MatchState.PROPOSED
