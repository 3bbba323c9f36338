"""A volunteer's own page and proposal leave nobody stuck: what they say is true, and leads on to a person."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from families.domain import consents
from matching.models import Match
from matching.states import MatchState
from programmes.models import AccessLog
from tests.factories.readers import match_of, secret_of
from tests.matching.pages.own_page_text import text
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
OF_THE_FAMILY = ("El Idrissi", "5212 CD", "Yusuf", "9 years", "Arabic")


def reached_at(volunteer: Volunteer, name: str, phone: str) -> None:
    region = volunteer.region
    region.contact_name, region.contact_phone = name, phone
    region.save()


def without_consent(match: Match) -> None:
    consents.withdraw_consent(family=match.family, by=None, now=timezone.now())


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.ACCEPTED_BY_VOLUNTEER])
def test_of_a_family_that_withdrew_its_consent_nothing_is_told_any_more(
    client: Client, wim: Volunteer, state: MatchState
) -> None:
    match = match_of(wim, state=state)
    secret = secret_of(match)
    without_consent(match)

    own, proposal = text(client), text(client, f"/voorstel/{secret}", 410)
    yes = client.post(f"/voorstel/{secret}/yes")

    assert "This proposal is not open any more" in proposal
    assert not [word for word in OF_THE_FAMILY if word in own + proposal]
    assert "We look for a family for you" in own
    assert (yes.status_code, b"record a no" in yes.content) == (410, False)
    assert not AccessLog.objects.filter(action="proposal").exists()


def test_name_and_address_stay_with_a_family_that_withdrew_before_the_first_visit(
    client: Client, wim: Volunteer
) -> None:
    match = match_of(wim, state=MatchState.ACCEPTED)
    without_consent(match)

    assert not [word for word in OF_THE_FAMILY if word in text(client)]
    assert "This proposal is not open any more" in text(client, f"/mijn/{match.pk}/voorstel", 410)


def test_who_gets_no_families_now_is_not_told_to_wait_for_one(client: Client, wim: Volunteer) -> None:
    wim.certificate.seen_on = wim.certificate.requested_on = date(2020, 1, 1)
    wim.certificate.save()

    shown = text(client)

    assert "Your certificate of conduct (VOG) is too old." in shown
    assert "You do not have to do anything" not in shown


def test_who_left_gets_the_number_to_call(client: Client, wim: Volunteer) -> None:
    reached_at(wim, "Marieke", "+31731234567")
    Volunteer.objects.filter(pk=wim.pk).update(state=VolunteerState.LEFT)

    assert 'href="tel:+31731234567"' in text(client)


@pytest.mark.parametrize("state", [MatchState.COMPLETED, MatchState.ENDED_EARLY])
def test_with_whom_one_has_read_is_not_told_as_if_it_went_on(
    client: Client, wim: Volunteer, state: MatchState
) -> None:
    match_of(wim, state=state, ended_at=timezone.now() - timedelta(days=3))

    shown = text(client)

    assert "You read with the family of" not in shown
    assert "El Idrissi" in shown


def test_a_sentence_begins_with_a_capital_where_the_region_names_nobody(
    client: Client, wim: Volunteer
) -> None:
    reached_at(wim, "", "")
    match = match_of(wim, state=MatchState.ACCEPTED)

    for path in ("/mijn", f"/mijn/{match.pk}/voorstel"):
        assert "Your coordinator calls you to plan the first meeting." in text(client, path)


def test_who_was_too_late_and_has_no_number_to_call_can_ask(client: Client, wim: Volunteer) -> None:
    reached_at(wim, "", "")
    match = match_of(wim, state=MatchState.EXPIRED)

    assert 'href="/mijn/vraag"' in text(client, f"/mijn/{match.pk}/voorstel", 410)


@pytest.mark.parametrize(
    ("path", "goes_to"), [("/mijn/pauze/einde", "/mijn/pauze"), ("/mijn/agenda/stoppen", "/mijn/agenda")]
)
def test_a_button_that_asked_to_log_in_first_leads_back_to_its_page(
    client: Client, wim: Volunteer, path: str, goes_to: str
) -> None:
    assert Client().post(path)["Location"] == f"/inloggen?next={path}"

    answer = client.get(path)

    assert (answer.status_code, answer.get("Location")) == (302, goes_to)


def test_a_number_to_call_about_visits_is_written_as_people_read_it(client: Client, wim: Volunteer) -> None:
    reached_at(wim, "Marieke", "+31731234567")
    match = match_of(wim, state=MatchState.ACTIVE, started_on=timezone.localdate() + timedelta(days=1))

    shown = text(client, f"/mijn/{match.pk}/bezoeken")

    assert 'href="tel:+31731234567">073-123 4567</a>' in shown
