"""The first page of a coordinator: figures, what is due, what they follow, the last run, advice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from families.states import FamilyState
from matching.states import MatchState, ProposalState, RunState
from programmes.models import User
from tests.factories.explanations import AdviceFactory, FiguresFactory, UnplacedFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, ProposalFactory, RunFactory
from tests.factories.programmes import DistrictFactory, ProgrammeFactory, coordinator, social_worker
from tests.factories.visits import VisitFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Certificate
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
PAGES = ["/werk", "/werk/taken", "/werk/taken?kind=long_wait", "/werk/wervingsadvies"]


@pytest.fixture
def marieke(client: Client) -> User:
    user = coordinator(name="Marieke Groen", language="en")
    client.force_login(user)
    return user


def text_of(client: Client, path: str = "/werk") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def something_of_everything(user: User) -> None:
    today = localdate()
    FamilyFactory(waiting_since=today - timedelta(days=120))
    FamilyFactory(state=FamilyState.REFERRED, registered_at=now() - timedelta(days=30))
    FamilyFactory(state=FamilyState.LOOK_AGAIN, look_again_on=today)
    reader = VolunteerFactory(certificate=False, state=VolunteerState.ACCEPTED)
    Certificate.objects.create(volunteer=reader, requested_on=today - timedelta(days=40))
    VolunteerFactory(certificate=today - timedelta(days=1090))
    MatchFactory(reply_by=today)
    match = MatchFactory(state=MatchState.ACTIVE, started_on=today - timedelta(days=70), guide=user)
    VisitFactory(match=match, on=today - timedelta(days=50))
    for _ in range(2):
        run = RunFactory(state=RunState.SUCCEEDED)
        UnplacedFactory(run=run)
    AdviceFactory(run=run, district=DistrictFactory(code=f"52{run.pk % 100:02}"))


@pytest.mark.parametrize("path", PAGES)
def test_more_to_show_takes_no_more_queries(marieke: User, client: Client, path: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    something_of_everything(marieke)
    before = queries()
    for _ in range(3):
        something_of_everything(marieke)

    assert queries() == before


def test_a_new_organisation_reads_where_to_begin(marieke: User, client: Client) -> None:
    page = text_of(client)

    assert "A good start in four steps" in page
    assert "Nothing to do." in page
    assert "You follow no matches yet." in page


def test_with_families_the_first_steps_are_gone(marieke: User, client: Client) -> None:
    FamilyFactory(waiting_since=localdate())

    assert "A good start in four steps" not in text_of(client)


def test_when_all_is_done_the_page_says_what_comes_next(marieke: User, client: Client) -> None:
    FamilyFactory(waiting_since=localdate())
    for _ in range(2):
        day = localdate() + timedelta(days=2)
        MatchFactory(state=MatchState.INTRODUCTION_PLANNED, introduction_on=day)

    assert "Nothing to do. Next: 2 first meetings on" in text_of(client)


def test_the_talks_of_the_weeks_to_come_are_next_too(marieke: User, client: Client) -> None:
    started = localdate() - timedelta(days=16)
    match = MatchFactory(state=MatchState.ACTIVE, started_on=started)
    for week in range(3):
        VisitFactory(match=match, on=started + timedelta(days=7 * week))
    for kind in ("click", "start_talk"):
        match.milestones.create(kind=kind, on=started, recorded_at=now())

    assert "Next: 1 talk on" in text_of(client)


def test_the_figures_count_and_lead_to_what_they_count(marieke: User, client: Client) -> None:
    longest = FamilyFactory(waiting_since=localdate() - timedelta(days=7 * 17))
    FamilyFactory(waiting_since=localdate() - timedelta(days=90))
    reader = VolunteerFactory(certificate=localdate() - timedelta(days=1090), first_name="Henk")
    MatchFactory(reply_by=localdate() + timedelta(days=1), state=MatchState.ACCEPTED_BY_FAMILY)

    page = text_of(client)

    assert '?state=waiting&amp;wait=13">1 longer than 12 weeks</a>' in page
    assert f'href="/werk/gezinnen/{longest.pk}">{longest.reference}, 17 weeks</a>' in page
    assert "1 ends tomorrow" in page
    assert "1 time yes from one side" in page
    assert f'href="/werk/voorlezers/{reader.pk}">Henk' in page


def test_a_pair_that_is_silent_asks_for_attention(marieke: User, client: Client) -> None:
    for visits in (0, 4):
        started = localdate() - timedelta(days=27)
        match = MatchFactory(state=MatchState.ACTIVE, started_on=started, guide=marieke)
        VisitFactory(match=match, on=started)
        for week in range(1, visits):
            VisitFactory(match=match, on=started + timedelta(days=7 * week))
        for kind in ("click", "start_talk", "week_5_call"):
            match.milestones.create(kind=kind, on=started, recorded_at=now())

    page = text_of(client)

    assert "1 on schedule" in page
    assert "1 needs attention" in page
    assert "3 weeks silent" in page
    assert "4 of 20" in page


def test_a_coordinator_follows_what_is_theirs(marieke: User, client: Client) -> None:
    mine = MatchFactory(guide=marieke)
    other = MatchFactory(guide=coordinator())

    page = text_of(client)

    assert f'class="go" href="/werk/koppelingen/{mine.pk}"' in page
    assert f'class="go" href="/werk/koppelingen/{other.pk}"' not in page


def test_many_of_a_kind_are_one_line(marieke: User, client: Client) -> None:
    for _ in range(3):
        FamilyFactory(waiting_since=localdate() - timedelta(days=200))

    page = text_of(client)

    assert "3 families wait longer than 12 weeks" in page
    assert 'href="/werk/taken?kind=long_wait"' in page
    assert "All 3 tasks" in page


def test_the_last_run_says_what_is_not_sent(marieke: User, client: Client) -> None:
    run = FiguresFactory(waiting=38, placed=26).run
    ProposalFactory(run=run, state=ProposalState.DRAFT)
    RunFactory(state=RunState.FAILED)
    RunFactory(state=RunState.SUCCEEDED, repeats=run)

    page = text_of(client)

    assert '<span class="big">26</span> of 38 families have a proposal.' in page
    assert "Not sent yet" in page


def test_advice_stands_once_for_a_district_and_part_of_the_day(marieke: User, client: Client) -> None:
    run = RunFactory(state=RunState.SUCCEEDED)
    kruiskamp = DistrictFactory(code="5212", name="Kruiskamp")
    AdviceFactory(run=run, rank=1, district=kruiskamp, day=2, language="", gain=[0, 3, 3, 0, 0])
    AdviceFactory(run=run, rank=2, district=kruiskamp, day=4, language="", gain=[0, 3, 1, 0, 0])
    AdviceFactory(run=run, rank=3, district=kruiskamp, day=3, language="", gain=[0, 2, 1, 0, 0])

    page = text_of(client)

    assert page.count(">Kruiskamp<") == 1
    assert "Tuesday or Thursday, afternoon" in page


def test_without_advice_there_is_no_card_for_it(marieke: User, client: Client) -> None:
    AdviceFactory(gain=[0, 0, 1, 0, 0])

    assert "Where one volunteer helps most" not in text_of(client)


def test_the_next_round_is_named(marieke: User, client: Client) -> None:
    ProgrammeFactory(slug="winter", name="Winter", round_starts_on=localdate() + timedelta(days=30))

    assert "The next round of Winter starts on" in text_of(client)


def test_others_than_coordinators_find_no_dashboard(client: Client) -> None:
    client.force_login(social_worker())

    assert [client.get(path).status_code for path in PAGES] == [404] * 4
