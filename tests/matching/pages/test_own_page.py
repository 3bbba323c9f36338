"""A volunteer's own page in each state: what is most important stands there, and no more than one may see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.models import Question
from matching.states import MatchState
from programmes.models import AccessLog, Programme
from tests.factories.families import FamilyFactory
from tests.factories.matching import QuestionFactory
from tests.factories.programmes import RegionFactory, coordinator, volunteer_account
from tests.factories.readers import match_of, reader
from tests.factories.visits import VisitFactory
from tests.matching.pages.own_page_text import text
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
FAMILY = ("El Idrissi", "06-1234 5678", "5212 CD", "Yusuf")


def set_(volunteer: Volunteer, **fields: Any) -> None:
    Volunteer.objects.filter(pk=volunteer.pk).update(**fields)


def test_an_open_proposal_stands_first_with_both_buttons(client: Client, wim: Volunteer) -> None:
    match = match_of(wim)

    shown = text(client)

    assert "Wim, there is a family for you" in shown
    assert f'action="/mijn/{match.pk}/voorstel/yes"' in shown
    assert f'href="/mijn/{match.pk}/voorstel/no"' in shown
    assert not [secret for secret in FAMILY if secret in shown]
    assert AccessLog.objects.filter(action="proposal", subject_id=match.family_id).count() == 1


def test_logged_in_the_answer_is_given_as_behind_the_link(client: Client, wim: Volunteer) -> None:
    match = match_of(wim)

    told = client.post(f"/mijn/{match.pk}/voorstel/yes", follow=True).content.decode()

    match.refresh_from_db()
    assert match.state == MatchState.ACCEPTED_BY_VOLUNTEER
    assert "Now we wait for the answer of the family" in told
    assert "You said yes to a family" in text(client)


def test_not_just_now_offers_the_pause_first(client: Client, wim: Volunteer) -> None:
    match = match_of(wim)

    told = client.post(f"/mijn/{match.pk}/voorstel/no", {"reason": "not_now"}, follow=True).content.decode()

    assert "Thank you. You stay on the list." in told
    assert told.index("/mijn/pauze") < told.index("/mijn/momenten")


@pytest.mark.parametrize("rest", ["", "/yes", "/no", "/question"])
def test_the_match_of_somebody_else_is_missing(client: Client, wim: Volunteer, rest: str) -> None:
    match = match_of(reader())

    assert client.get(f"/mijn/{match.pk}/voorstel{rest}").status_code == 404
    assert client.post(f"/mijn/{match.pk}/voorstel{rest}").status_code == 404


def test_after_both_said_yes_name_and_address_are_there_and_the_look_is_logged(
    client: Client, wim: Volunteer
) -> None:
    match = match_of(wim, state=MatchState.ACCEPTED)

    shown = text(client)

    assert all(secret in shown for secret in FAMILY)
    log = AccessLog.objects.get(action="read-address")
    assert (log.subject_id, log.by) == (match.family_id, wim.account)


def test_the_next_visit_and_the_week_stand_at_a_family_with_a_button_to_fill_in(
    client: Client, wim: Volunteer
) -> None:
    begun = timezone.localdate() - timedelta(weeks=3)
    match = match_of(wim, state=MatchState.ACTIVE, started_on=begun, introduction_on=begun)
    VisitFactory(match=match, on=begun)

    shown = text(client)

    assert "Next visit" in shown
    assert "at 14:00" in shown
    assert "of 20" in shown
    assert f'href="/mijn/{match.pk}/bezoeken"' in shown


def test_a_planned_first_meeting_stands_there_with_its_day(client: Client, wim: Volunteer) -> None:
    match_of(wim, state=MatchState.INTRODUCTION_PLANNED, introduction_on=timezone.localdate())

    assert "First meeting" in text(client)


def test_only_the_home_of_the_weeks_with_visits_is_shown(client: Client, wim: Volunteer) -> None:
    homes = [{"rhythm": "week_a", "house_number": 11}, {"rhythm": "week_b", "house_number": 22}]
    family = FamilyFactory(state="proposed", homes=homes)
    match_of(wim, family=family, state=MatchState.ACCEPTED, option=["b 3 14:00"])

    shown = text(client)

    assert "5212 CD 22" in shown
    assert "5212 CD 11" not in shown


@pytest.mark.parametrize(("days_ago", "is_shown"), [(29, True), (31, False)])
def test_a_family_is_gone_thirty_days_after_the_end(
    client: Client, wim: Volunteer, days_ago: int, is_shown: bool
) -> None:
    match_of(wim, state=MatchState.COMPLETED, ended_at=timezone.now() - timedelta(days=days_ago))

    assert ("El Idrissi" in text(client)) is is_shown


@pytest.mark.parametrize("state", [MatchState.DECLINED, MatchState.EXPIRED, MatchState.NO_CLICK])
def test_nothing_remains_of_what_came_to_nothing(client: Client, wim: Volunteer, state: MatchState) -> None:
    match_of(wim, state=state)

    shown = text(client)

    assert "We look for a family for you" in shown
    assert not [secret for secret in FAMILY if secret in shown]


def test_the_day_of_the_next_round_is_told(client: Client, wim: Volunteer) -> None:
    Programme.objects.update(
        round_starts_on=timezone.localdate().replace(month=1, day=11) + timedelta(days=366)
    )

    assert "The next round is on 1" in text(client)


def test_on_the_way_in_each_stage_has_its_day(client: Client, wim: Volunteer) -> None:
    set_(wim, state=VolunteerState.INTERVIEW_PLANNED, interview_on=date(2027, 1, 12), training="planned")
    set_(wim, training_on=date(2027, 1, 20))

    shown = text(client)

    assert "Wim, this is what still comes" in shown
    assert "Tuesday 12 January 2027" in shown
    assert "Wednesday 20 January 2027" in shown
    assert shown.count('aria-current="step"') == 1


def test_a_certificate_that_is_too_old_says_what_to_do(client: Client, wim: Volunteer) -> None:
    wim.certificate.seen_on = wim.certificate.requested_on = date(2020, 1, 1)
    wim.certificate.save()
    match_of(wim, state=MatchState.ACTIVE, started_on=timezone.localdate())

    shown = text(client)

    assert "Your certificate of conduct (VOG) is too old." in shown
    assert "asks a new one for you" in shown
    assert "The visits that you make now go on." in shown


def test_a_pause_says_until_when_and_how_to_end_it(client: Client, wim: Volunteer) -> None:
    set_(wim, state=VolunteerState.RESTING, resting_until=date(2027, 3, 1))

    shown = text(client)

    assert "You get no proposals until and including Monday 1 March 2027." in shown
    assert "I am back" in shown


def test_who_left_sees_how_to_come_back_and_the_own_data(client: Client, wim: Volunteer) -> None:
    match = match_of(wim)
    set_(wim, state=VolunteerState.LEFT)

    shown = text(client)

    assert "You do not take part any more" in shown
    assert "/mijn/momenten" not in shown
    assert "/mijn/wissen" in shown
    assert f"/mijn/{match.pk}/voorstel" not in shown


def test_a_question_is_asked_and_its_answer_read_here(client: Client, wim: Volunteer) -> None:
    QuestionFactory(
        volunteer=wim,
        answer="Yes, gladly.",
        answered_at=timezone.now(),
        answered_by=coordinator(name="Marieke Goossens"),
    )

    client.post("/mijn/vraag", {"text": "Do I need a bicycle?"})
    shown = text(client)

    assert Question.objects.filter(volunteer=wim, match=None).count() == 2
    assert "Yes, gladly." in shown
    assert "Marieke on" in shown
    assert "No answer yet" in shown


def test_two_proposals_and_two_families_take_as_many_queries_as_one_of_each(
    client: Client, wim: Volunteer
) -> None:
    def add(seat: int) -> None:
        match_of(wim, seat=seat, option=[f"w {seat} 09:00"])
        match_of(wim, seat=seat + 1, option=[f"w {seat + 1} 09:00"], state=MatchState.ACCEPTED)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            text(client)
        return len(asked)

    set_(wim, capacity=4)
    add(1)
    before = queries()
    add(3)

    assert queries() == before


def test_the_person_to_ask_is_named_by_the_region(client: Client, wim: Volunteer) -> None:
    region = wim.region
    region.contact_name, region.contact_phone = "Marieke", "+31731234567"
    region.save()

    shown = text(client, "/mijn/vraag")

    assert "Ask Marieke a question" in shown
    assert 'href="tel:+31731234567"' in shown


def test_a_coordinator_who_does_not_read_goes_to_their_own_desk(client: Client) -> None:
    client.force_login(coordinator(RegionFactory()))

    for path in ("/mijn", "/mijn/vraag"):
        assert client.get(path, follow=True).redirect_chain[-1][0] == "/werk"


def test_an_account_that_is_no_volunteer_any_more_is_told_so(client: Client) -> None:
    client.force_login(volunteer_account())

    for path in ("/mijn", "/mijn/vraag"):
        assert client.get(path).status_code == 200
