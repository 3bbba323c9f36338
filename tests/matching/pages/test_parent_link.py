"""The link of parents: what is true later, what it opens and what it does not."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from families.states import FamilyState
from matching.domain import expiry, matches, parent_calls, taking_back
from matching.domain.matches import Side
from matching.models import CallRequest, Match
from matching.states import DeclineReason, MatchState
from programmes.domain import links
from programmes.models import LinkPurpose, PersonalLink
from tests.factories.parents import asked, secret_for_parents
from tests.factories.programmes import RegionFactory, coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _somebody_answers_the_telephone() -> None:
    RegionFactory(contact_name="Marieke", contact_phone="+31731234567")


def page(secret: str, language: str = "nl", *, status: int = 200, rest: str = "") -> str:
    answer = Client().get(f"/antwoord/{secret}{rest}?taal={language}")
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def press(secret: str, step: str, **fields: str) -> str:
    answer = Client().post(f"/antwoord/{secret}/{step}?taal=nl", fields, follow=True)
    return " ".join(answer.content.decode().split())


def now_of(match: Match) -> Match:
    return Match.objects.get(pk=match.pk)


OVER: dict[str, Callable[[Match], object]] = {
    "taken back": lambda match: taking_back.take_back(match=match, by=None, now=timezone.now()),
    "expired": lambda match: expiry.expire_due(now=timezone.now() + timedelta(days=9)),
    "reader said no": lambda match: matches.decline(
        match=match, side=Side.VOLUNTEER, reason=DeclineReason.TOO_FAR, by=None, now=timezone.now()
    ),
}


@pytest.mark.parametrize("what", OVER)
def test_what_is_over_says_so_names_nobody_and_changes_nothing(what: str) -> None:
    match = asked()
    secret = secret_for_parents(match)
    OVER[what](match)
    state = now_of(match).state

    shown = page(secret, status=410)
    Client().post(f"/antwoord/{secret}/yes")
    Client().post(f"/antwoord/{secret}/no", {"reason": "other"})
    Client().post(f"/antwoord/{secret}/call")

    assert "Deze vraag is niet meer open." in shown
    assert "Lieke" not in shown
    assert "Bel Marieke:" in shown
    assert now_of(match).state == state
    assert not CallRequest.objects.exists()


def test_later_the_page_tells_the_day_of_the_first_meeting_and_that_the_reading_goes_on() -> None:
    match = asked(state=MatchState.INTRODUCTION_PLANNED, introduction_on=date(2027, 1, 12))
    secret = secret_for_parents(match)
    before = page(secret)
    Match.objects.update(state=MatchState.ACTIVE, started_on=date(2027, 1, 19))

    assert "De kennismaking met Lieke is op 12-1-2027." in before
    assert "Lieke leest bij u voor." in page(secret)


def test_a_family_that_left_meanwhile_is_not_accepted() -> None:
    match = asked()
    type(match.family).objects.update(state=FamilyState.WITHDRAWN)

    answer = Client().post(f"/antwoord/{secret_for_parents(match)}/yes")

    assert answer.status_code == 410
    assert now_of(match).state == MatchState.PROPOSED


@pytest.mark.parametrize("purpose", sorted(set(links.VALID) - {LinkPurpose.FAMILY_ANSWER}))
def test_a_link_for_something_else_answers_nothing(purpose: LinkPurpose) -> None:
    match = asked()
    secret = links.make(purpose=purpose, account=match.volunteer.account, subject=match, now=timezone.now())

    assert "Deze link werkt niet meer." in page(secret, status=410)
    assert Client().post(f"/antwoord/{secret}/yes").status_code == 410
    assert now_of(match).state == MatchState.PROPOSED


def test_the_link_of_a_parent_opens_nothing_else() -> None:
    secret = secret_for_parents(asked())
    client = Client()

    answers = [
        client.post(f"/inloggen/link/{secret}"),
        client.get(f"/voorstel/{secret}"),
        client.get(f"/bezoek/{secret}"),
        client.get(f"/calendar/{secret}.ics"),
    ]

    assert {answer.status_code for answer in answers} <= {404, 410}
    assert "_auth_user_id" not in client.session


def test_a_link_that_is_too_old_does_not_work_any_more() -> None:
    secret = secret_for_parents(asked())
    PersonalLink.objects.update(expires_at=timezone.now())

    assert page(secret, status=410)


def test_where_nobody_knows_of_which_region_a_parent_is_each_person_to_call_is_named_with_theirs() -> None:
    RegionFactory(slug="elders", name="Elders", contact_name="Joost", contact_phone="+31201234567")

    gone = page("nonsense", status=410)
    leaflet = Client().get("/folder/nl").content.decode()

    for told in ("Vragen? Bel Marieke (S-Hertogenbosch):", "Vragen? Bel Joost (Elders):"):
        assert told in gone
        assert told in leaflet


def test_a_step_that_does_not_exist_is_missing() -> None:
    page(secret_for_parents(asked()), status=404, rest="/maybe")


def test_the_page_is_kept_by_no_cache_and_its_address_goes_nowhere() -> None:
    answer = Client().get(f"/antwoord/{secret_for_parents(asked())}")

    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "strict-origin"


def test_the_coordinator_is_told_on_the_page_of_the_match_and_notes_the_call() -> None:
    match = asked()
    parent_calls.ask(match=match, now=timezone.now())
    client = Client()
    client.force_login(coordinator(match.region, language="en"))
    told = "The parents asked to be called before they answer."
    before = client.get(f"/werk/koppelingen/{match.pk}").content.decode()

    client.post(f"/werk/koppelingen/{match.pk}/called")

    assert told in before
    assert CallRequest.objects.get().settled_by is not None
    assert told not in client.get(f"/werk/koppelingen/{match.pk}").content.decode()
