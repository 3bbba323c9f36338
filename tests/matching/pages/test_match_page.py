"""The page of a match: where it stands, what is next, answers by telephone, visits, its end."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from families.states import FamilyState
from matching.domain import taking_back
from matching.models import CallRequest, Match, MilestoneKind
from matching.states import MatchState
from programmes.models import AccessLog, StateChange, User
from tests.factories.matching import MatchFactory
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.visits import MilestoneFactory, VisitFactory, holiday

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


@pytest.fixture
def marieke(client: Client) -> User:
    user = coordinator(name="Marieke Goossens", language="en")
    client.force_login(user)
    return user


def match_in(state: MatchState, *, family: FamilyState = FamilyState.MATCHED, **fields: Any) -> Match:
    now = timezone.now()
    fields = {"proposed_at": now - timedelta(days=200), "reply_by": timezone.localdate()} | fields
    match = MatchFactory(state=state, proposal__family__state=family, **fields)
    assert isinstance(match, Match)
    return match


def running(weeks: int = 6, **fields: Any) -> Match:
    begin = timezone.localdate() - weeks * WEEK
    return match_in(MatchState.ACTIVE, family=FamilyState.ACTIVE, started_on=begin, **fields)


def address(match: Match, rest: str = "") -> str:
    return f"/werk/koppelingen/{match.pk}{rest}"


def text(client: Client, path: str) -> str:
    answer = client.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_where_they_are_and_whom_to_call(client: Client, marieke: User) -> None:
    match = running()
    VisitFactory(match=match, on=match.started_on)

    shown = text(client, address(match))

    assert 'class="n">7</span>' in shown
    assert match.volunteer.phone in shown
    assert match.family.phone in shown
    log = AccessLog.objects.get(action="match")
    assert (log.subject_id, log.by) == (match.family_id, marieke)


@pytest.mark.parametrize(
    ("state", "leads_to"),
    [
        (MatchState.PROPOSED, "/volunteer-yes"),
        (MatchState.ACCEPTED_BY_VOLUNTEER, "/family-yes"),
        (MatchState.ACCEPTED, "/introduce"),
        (MatchState.INTRODUCTION_PLANNED, "/bezoeken"),
        (MatchState.PAUSED, "/resume"),
    ],
)
@pytest.mark.usefixtures("marieke")
def test_the_main_button_is_the_next_step(client: Client, state: MatchState, leads_to: str) -> None:
    match = match_in(state)

    assert f'<a class="btn btn-1" href="{address(match, leads_to)}">' in text(client, address(match))
    assert client.get(address(match, leads_to)).status_code == 200


def test_a_yes_of_the_parent_by_telephone_is_kept_with_who_wrote_it_down(
    client: Client, marieke: User
) -> None:
    match = match_in(MatchState.ACCEPTED_BY_VOLUNTEER, family=FamilyState.PROPOSED)
    form = {"family-yes-how": "telephone", "seen": match.state}

    answer = client.post(address(match, "/family-yes"), form)

    assert answer.status_code == 302
    match.refresh_from_db()
    assert match.state == MatchState.ACCEPTED
    change = StateChange.objects.get(subject="matching.match")
    assert (change.reason, change.by) == ("family:telephone", marieke)


@pytest.mark.usefixtures("marieke")
def test_a_step_of_a_page_that_is_out_of_date_is_refused_in_words(client: Client) -> None:
    match = match_in(MatchState.ACCEPTED)
    form = {"family-yes-how": "telephone", "seen": MatchState.ACCEPTED_BY_VOLUNTEER}

    answer = client.post(address(match, "/family-yes"), form, follow=True)

    assert "De stap is niet" in answer.content.decode() or "not taken" in answer.content.decode()
    assert not StateChange.objects.filter(subject="matching.match").exists()


@pytest.mark.usefixtures("marieke")
def test_a_meeting_on_a_wrong_day_keeps_what_was_typed(client: Client) -> None:
    match = match_in(MatchState.ACCEPTED)

    answer = client.post(address(match, "/introduce"), {"introduce-on": "2001-01-01"})

    assert answer.status_code == 200
    assert 'value="2001-01-01"' in answer.content.decode()
    match.refresh_from_db()
    assert match.state == MatchState.ACCEPTED


@pytest.mark.usefixtures("marieke")
def test_before_ending_the_page_tells_what_is_open(client: Client) -> None:
    match = running()

    shown = text(client, address(match, "/end"))

    assert match.volunteer.full_name in shown
    assert address(match, "/begeleiding/end_talk") in shown


@pytest.mark.usefixtures("marieke")
def test_ending_needs_a_reason_and_then_leads_to_the_next_best(client: Client) -> None:
    match = running()

    assert client.post(address(match, "/end"), {}).status_code == 200
    assert client.post(address(match, "/end"), {"end-reason": "moment"}).status_code == 302

    match.refresh_from_db()
    assert (match.state, match.end_reason) == (MatchState.ENDED_EARLY, "moment")
    assert address(match, "/volgende-voorlezer") in text(client, address(match))


@pytest.mark.usefixtures("marieke")
def test_the_first_visit_begins_the_reading(client: Client) -> None:
    match = match_in(MatchState.INTRODUCTION_PLANNED)
    form = {"on": timezone.localdate(), "outcome": "held", "minutes": "60", "missed_reason": "", "note": ""}

    answer = client.post(address(match, "/bezoeken"), form)

    assert (answer.status_code, answer["Location"]) == (302, address(match))
    match.refresh_from_db()
    assert (match.state, match.visits.count()) == (MatchState.ACTIVE, 1)


@pytest.mark.usefixtures("marieke")
def test_a_missed_visit_without_a_reason_is_refused_at_its_field(client: Client) -> None:
    match = running()
    form = {"on": timezone.localdate(), "outcome": "missed", "minutes": "60", "note": "Nobody opened"}

    answer = client.post(address(match, "/bezoeken"), form)

    assert answer.context["form"].errors.keys() == {"missed_reason"}
    assert "Nobody opened" in answer.content.decode()


@pytest.mark.usefixtures("marieke")
def test_two_who_correct_the_same_visit_see_both_versions(client: Client) -> None:
    match = running()
    visit = VisitFactory(match=match, on=match.started_on)
    page = client.get(address(match, f"/bezoeken/{visit.pk}"))
    form = {"on": visit.on, "outcome": "held", "minutes": "45", "version": page.context["version"]}
    assert client.post(address(match, f"/bezoeken/{visit.pk}"), form).status_code == 302

    late = client.post(address(match, f"/bezoeken/{visit.pk}"), form | {"minutes": "30"})

    assert late.status_code == 409
    visit.refresh_from_db()
    assert visit.minutes == 45


@pytest.mark.usefixtures("marieke")
def test_a_no_to_does_it_click_leads_to_ending(client: Client) -> None:
    match = running(weeks=1)
    form = {"on": timezone.localdate(), "impression": "not_good"}

    answer = client.post(address(match, "/begeleiding/click"), form)

    assert answer["Location"] == address(match, "/end")
    assert match.milestones.get().kind == MilestoneKind.CLICK


def test_a_colleague_takes_a_match_over(client: Client, marieke: User) -> None:
    match = running(guide=coordinator())

    client.post(address(match, "/volgen"), {"guide": marieke.pk})

    match.refresh_from_db()
    assert match.guide == marieke


@pytest.mark.usefixtures("marieke")
def test_the_page_of_a_match_that_was_taken_back_has_no_explanation(client: Client) -> None:
    now = timezone.now()
    match = match_in(MatchState.PROPOSED, family=FamilyState.PROPOSED, proposed_at=now)
    taking_back.take_back(match=match, by=None, now=now)

    assert client.get(address(match)).status_code == 200


@pytest.mark.parametrize("rest", ["", "/bezoeken", "/begeleiding/contact", "/end"])
def test_a_match_of_another_region_is_not_there(client: Client, rest: str) -> None:
    client.force_login(coordinator(RegionFactory(slug="tilburg")))

    assert client.get(address(running(), rest)).status_code == 404


@pytest.mark.usefixtures("marieke")
@pytest.mark.parametrize("rest", ["/party", "/begeleiding/party", "/bezoeken/1"])
def test_what_is_not_there_is_not_found(client: Client, rest: str) -> None:
    assert client.get(address(running(), rest)).status_code == 404


@pytest.mark.usefixtures("marieke")
def test_a_long_life_takes_as_many_queries_as_a_short_one(client: Client) -> None:
    match, begin = running(weeks=12), timezone.localdate() - 12 * WEEK
    VisitFactory(match=match, on=begin)
    MilestoneFactory(match=match, kind=MilestoneKind.START_TALK, on=timezone.localdate())
    holiday(timezone.localdate() - 4 * WEEK, timezone.localdate() - 3 * WEEK)
    before = {rest: _queries(client, address(match, rest)) for rest in ("", "/bezoeken")}

    for number in range(1, 9):
        VisitFactory(match=match, on=begin + number * WEEK)
        MilestoneFactory(match=match, kind=MilestoneKind.CONTACT, on=timezone.localdate())

    assert {rest: _queries(client, address(match, rest)) for rest in before} == before


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("step", "state"), [("introduce", MatchState.ACCEPTED), ("start", MatchState.INTRODUCTION_PLANNED)]
)
def test_the_last_day_that_there_is_breaks_no_page(client: Client, step: str, state: MatchState) -> None:
    match = MatchFactory(state=state, proposal__family__state="matched")
    client.force_login(coordinator())

    client.post(f"/werk/koppelingen/{match.pk}/{step}", {f"{step}-on": "9999-12-31"})

    for page in (f"/werk/koppelingen/{match.pk}", "/werk", "/werk/taken", "/werk/koppelingen"):
        assert client.get(page).status_code == 200


def test_parents_who_were_promised_a_call_stand_on_the_page_of_what_came_to_nothing(
    client: Client, marieke: User
) -> None:
    match = match_in(MatchState.DECLINED, family=FamilyState.WAITING, ended_at=timezone.now())
    CallRequest.objects.create(match=match, asked_at=timezone.now())

    shown = text(client, address(match))
    client.post(address(match, "/called"), {"seen": match.state})

    assert "were promised a call" in shown
    assert "I called the parents" in shown
    assert not CallRequest.objects.filter(settled_at=None).exists()
