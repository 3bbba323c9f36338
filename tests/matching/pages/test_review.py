"""The review of a run: what it shows, finds, hands out, and how it keeps up with others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matching.domain import proposals
from matching.models import MatchingRun, Snapshot
from matching.states import ProposalState, RunState
from programmes.models import AccessLog, StateChange, User
from tests.downloads import content, excel_rows
from tests.factories.explanations import AlternativeFactory, FiguresFactory, UnplacedFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return coordinator()


@pytest.fixture
def desk(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def run_with_figures() -> MatchingRun:
    run = FiguresFactory(run__found=2).run
    assert isinstance(run, MatchingRun)
    return run


def frozen(run: MatchingRun) -> None:
    Snapshot.objects.create(run=run, content=b"", sha256="0" * 64, taken_at=NOW, volunteers=1, families=1)


def page(client: Client, run: MatchingRun, rest: str = "") -> str:
    answer = client.get(f"/werk/koppelen/{run.pk}/voorstellen{rest}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_table_tells_who_where_when_and_how_it_stands(desk: Client, person: User) -> None:
    run = run_with_figures()
    ProposalFactory(run=run, common_slots=1)
    pinned = ProposalFactory(run=run, pinned=True)
    approved = ProposalFactory(run=run)
    proposals.approve(proposal=approved, by=person, now=NOW)

    text = page(desk, run)

    assert all(row.family.reference in text for row in (pinned, approved))
    assert all(word in text for word in ("enige moment", "Vastgezet", "Akkoord", str(person)))


def test_the_figures_compare_with_the_run_before_and_tell_about_the_longest_waiters(desk: Client) -> None:
    before = run_with_figures()
    run = run_with_figures()
    ProposalFactory(run=run, waiting_days=70)
    UnplacedFactory(run=run, waiting_days=90)

    answer = desk.get(f"/werk/koppelen/{run.pk}/voorstellen")

    figures = answer.context["figures"]
    assert (figures.before, figures.travel_median) == (before, 5)
    assert (figures.longest.weeks, figures.longest.number, figures.longest.placed) == (12, 1, 0)
    assert f'href="/werk/koppelen/{run.pk}/geen-voorstel">' in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=open", 1),
        ("?state=approved", 2),
        ("?state=pinned", 1),
        ("?state=dropped", 1),
        ("?state=sent", 1),
    ],
)
def test_the_state_narrows_the_table(desk: Client, person: User, query: str, found: int) -> None:
    run = run_with_figures()
    ProposalFactory(run=run)
    ProposalFactory(run=run, approved_at=NOW, approved_by=person)
    ProposalFactory(run=run, pinned=True, approved_at=NOW)
    ProposalFactory(run=run, state=ProposalState.DROPPED)
    ProposalFactory(run=run, state=ProposalState.PUBLISHED)

    assert page(desk, run, query).count('class="go"') == found


@pytest.mark.parametrize("query", ["?q=G-{number}", "?q={name}", "?page=abc", "?sort=bad", "?q=%00"])
def test_search_and_odd_addresses_are_answered(desk: Client, query: str) -> None:
    run = run_with_figures()
    row = ProposalFactory(run=run)

    text = page(desk, run, query.format(number=row.family.number, name=row.volunteer.first_name))

    assert row.family.reference in text


def test_the_panel_tells_who_else_could_at_what_price_and_leaves_a_trace(desk: Client) -> None:
    run = run_with_figures()
    row = ProposalFactory(run=run)
    other = ProposalFactory(run=run)
    AlternativeFactory(proposal=row, volunteer=other.volunteer, change=[0, -1, 0, 0, 0])

    text = page(desk, run, f"/{row.pk}")

    assert other.volunteer.full_name in text
    assert f"kind=pin&amp;proposal={row.pk}&amp;volunteer={other.volunteer_id}" in text
    assert "tag tag-bad" in text
    assert f"{other.family.reference}" in text
    assert AccessLog.objects.filter(subject="families.family", subject_id=row.family_id).exists()


def test_the_file_holds_all_that_the_filters_leave(desk: Client) -> None:
    run = run_with_figures()
    open_one = ProposalFactory(run=run)
    ProposalFactory(run=run, state=ProposalState.DROPPED)

    answer = desk.get(f"/werk/koppelen/{run.pk}/voorstellen/bestand?state=open")

    assert [row[0].value for row in excel_rows(answer)] == [open_one.family.reference]


def test_the_table_is_sent_again_only_when_somebody_decided(desk: Client, person: User) -> None:
    run = run_with_figures()
    row = ProposalFactory(run=run)
    stamp = desk.get(f"/werk/koppelen/{run.pk}/voorstellen").context["stamp"]
    address = f"/werk/koppelen/{run.pk}/voorstellen/rijen"
    assert desk.get(address, headers={"X-Stamp": stamp}).status_code == 204

    proposals.approve(proposal=row, by=coordinator(), now=NOW)

    answer = desk.get(address, headers={"X-Stamp": stamp})
    assert answer.status_code == 200
    assert "Akkoord" in answer.content.decode()
    assert "stamp=" not in answer.content.decode()


def test_newer_data_is_told_with_who_and_what(desk: Client, person: User) -> None:
    run = run_with_figures()
    frozen(run)
    row, same = ProposalFactory(run=run), ProposalFactory(run=run)
    for at in (NOW - timedelta(hours=1), NOW + timedelta(hours=1), NOW + timedelta(hours=2)):
        StateChange.objects.create(
            subject="families.family",
            subject_id=row.family_id,
            from_state="waiting",
            to_state="on_hold",
            by=person,
            at=at,
        )
    AccessLog.objects.create(
        subject="volunteers.volunteer",
        subject_id=same.volunteer_id,
        action="volunteers:write",
        by=person,
        at=NOW + timedelta(hours=1),
    )

    number, changes = desk.get(f"/werk/koppelen/{run.pk}/voorstellen").context["newer"]

    assert number == 2
    assert [(change.proposal, change.is_family) for change in changes] == [(row, True), (same, False)]


def test_a_run_that_was_followed_points_to_the_newer_one(desk: Client) -> None:
    run = run_with_figures()
    ProposalFactory(run=run)
    newer = run_with_figures()

    text = page(desk, run)

    assert f'href="/werk/koppelen/{newer.pk}/voorstellen"' in text
    assert "Alles goedkeuren" not in text


def test_a_repeat_is_not_decided_about(desk: Client) -> None:
    first = run_with_figures()
    repeat = FiguresFactory(run__repeats=first).run
    ProposalFactory(run=repeat)

    text = page(desk, repeat)

    assert "Alles goedkeuren" not in text
    assert 'name="chosen"' not in text
    assert desk.post(f"/werk/koppelen/{repeat.pk}/voorstellen/goedkeuren").status_code == 404


def test_a_run_that_placed_nobody_tells_what_stood_in_the_way(desk: Client) -> None:
    run = FiguresFactory(placed=0, run__found=0).run
    UnplacedFactory(run=run, blocker="slot")
    UnplacedFactory(run=run, blocker="slot")
    UnplacedFactory(run=run, blocker="distance")

    blockers = desk.get(f"/werk/koppelen/{run.pk}/voorstellen").context["blockers"]

    assert [number for _sentence, number in blockers] == [2, 1]


def test_a_review_of_many_asks_as_much_as_one_of_few(desk: Client) -> None:
    run = run_with_figures()
    frozen(run)

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = desk.get(path)
            if answer.streaming:
                content(answer)
        assert answer.status_code == 200
        return len(queries)

    paths = [
        f"/werk/koppelen/{run.pk}/voorstellen{rest}" for rest in ("", "/rijen", "/bestand", "?state=open")
    ]
    AlternativeFactory(proposal=ProposalFactory(run=run))
    before = [asked(path) for path in paths]
    for _ in range(4):
        row = ProposalFactory(run=run)
        AlternativeFactory(proposal=row)
        UnplacedFactory(run=run)

    assert [asked(path) for path in paths] == before


def test_what_belongs_to_another_region_is_as_if_missing(client: Client) -> None:
    run = run_with_figures()
    row = ProposalFactory(run=run)
    client.force_login(coordinator(RegionFactory(slug="oss"), email="oss@example.org"))
    address = f"/werk/koppelen/{run.pk}"

    answers = [
        client.get(f"{address}/voorstellen"),
        client.get(f"{address}/voorstellen/rijen"),
        client.get(f"{address}/voorstellen/bestand"),
        client.get(f"{address}/wijzigen?kind=ban&proposal={row.pk}"),
        client.post(f"{address}/wijzigingen/berekenen"),
        client.post(f"{address}/voorstellen/{row.pk}/goedkeuren"),
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_a_run_without_outcome_shows_its_progress(desk: Client) -> None:
    run = RunFactory(state=RunState.RUNNING)

    assert desk.get(f"/werk/koppelen/{run.pk}/voorstellen").headers["Location"] == f"/werk/koppelen/{run.pk}"
