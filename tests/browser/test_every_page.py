"""Every page: no barrier that axe knows, no sideways scroll on a small phone, nothing against the CSP."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from families.states import FamilyState
from matching.states import MatchState, ProposalState, RunState
from programmes.models import User
from tests.browser.barriers import barriers
from tests.browser.people import Town, log_in, town
from tests.factories.duplicates import LikenessFactory
from tests.factories.explanations import (
    AlternativeFactory,
    CompetitorFactory,
    FiguresFactory,
    UnplacedFactory,
)
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, ProposalFactory, RunFactory
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer
from volunteers.models.volunteer import Training
from volunteers.states import VolunteerState

BROKEN = 400
MISSING = "/geen-pagina"
ANYBODY = ["/", "/inloggen", "/hulp", "/folder/nl", "/folder/ar", MISSING]
COORDINATOR = [
    "/werk",
    "/werk/taken",
    "/werk/wervingsadvies",
    "/werk/zoeken",
    "/werk/zoeken?q=371",
    "/werk/vragen",
    "/werk/teksten",
    "/werk/teksten/answer/ar",
    "/werk/gezinnen",
    "/werk/gezinnen?q=bestaat-niet",
    "/werk/gezinnen/nieuw",
    "/werk/gezinnen/inlezen",
    "/werk/gezinnen/{family}",
    "/werk/gezinnen/{family}/wijzigen",
    "/werk/gezinnen/{family}/koppelingen",
    "/werk/dubbel",
    "/werk/organisaties",
    "/werk/organisaties/nieuw",
    "/werk/organisaties/{organisation}",
    "/werk/organisaties/{organisation}/wijzigen",
    "/werk/voorlezers",
    "/werk/aanmeldingen",
    "/werk/voorlezers/nieuw",
    "/werk/voorlezers/inlezen",
    "/werk/voorlezers/{volunteer}",
    "/werk/voorlezers/{newcomer}",
    "/werk/voorlezers/{volunteer}/wijzigen",
    "/werk/voorlezers/{volunteer}/koppelingen",
    "/werk/koppels/{family}/{volunteer}/uitsluiten",
    "/werk/koppels/{family}/{volunteer}/vastzetten",
    "/werk/koppelen",
    "/werk/koppelen/nieuw",
    "/werk/koppelen/{going}",
    "/werk/koppelen/{run}?calculation=1",
    "/werk/koppelen/{failed}",
    "/werk/koppelen/{run}/voorstellen",
    "/werk/koppelen/{run}/voorstellen/{proposal}",
    "/werk/koppelen/{run}/voorstellen?q=bestaat-niet",
    "/werk/koppelen/{empty}/voorstellen",
    "/werk/koppelen/{run}/geen-voorstel",
    "/werk/koppelen/{run}/kaart",
    "/werk/koppelen/{run}/vergelijken",
    "/werk/koppelen/{run}/instellingen",
    "/werk/koppelen/{run}/versturen",
    "/werk/koppelen/{run}/versturen?which=all",
    "/werk/koppelen/{sent}/verstuurd",
    "/werk/koppelingen",
    "/werk/koppelingen/{match}",
    "/werk/koppelingen/{match}/bezoeken",
    "/werk/koppelingen/{match}/decline",
    "/werk/koppelingen/{reading}",
    "/werk/koppelingen/{reading}/bezoeken",
    "/werk/koppelingen/{reading}/end",
    "/werk/koppelingen/{reading}/begeleiding/click",
    "/werk/voorlezers/{volunteer}/duo",
    "/gezin-aanmelden",
]
SOCIAL_WORKER = [
    "/mijn-gezinnen",
    "/mijn-gezinnen/{family}",
    "/mijn-gezinnen/{family}/antwoord",
    "/mijn-gezinnen/{family}/veranderd",
    "/mijn-gezinnen/{family}/afmelden",
    "/mijn-gezinnen/{received}",
    "/mijn-gezinnen/{received}/veranderd",
    "/mijn-gezinnen/{received}/afmelden",
    "/gezin-aanmelden",
]
READER = ["/mijn", "/mijn/vraag", "/mijn/{match}/voorstel", "/mijn/{match}/voorstel/no"]


@pytest.fixture
def people(live_server: LiveServer) -> Town:
    return town()


def on_the_way() -> Volunteer:
    """Somebody at each stage between the sign-up and the first family; the one whom most is asked of."""
    talk = {"state": VolunteerState.INTERVIEW_PLANNED, "certificate": False}
    VolunteerFactory(state=VolunteerState.APPLIED)
    VolunteerFactory(state=VolunteerState.CONFIRMED)
    VolunteerFactory(interview_on=localdate() - timedelta(days=1), **talk)
    VolunteerFactory(state=VolunteerState.ACCEPTED, training=Training.DONE, agreement_signed_on=localdate())
    newcomer = VolunteerFactory(interview_on=localdate() + timedelta(days=1), **talk)
    assert isinstance(newcomer, Volunteer)
    return newcomer


@pytest.fixture
def numbers(people: Town) -> dict[str, int]:
    pair = {"volunteer": people.volunteer, "family": people.family}
    run = RunFactory(state=RunState.SUCCEEDED)
    match = MatchFactory(proposal=ProposalFactory(run=run, state=ProposalState.PUBLISHED, **pair))
    begun = localdate() - timedelta(weeks=5)
    reading = MatchFactory(state=MatchState.ACTIVE, introduction_on=begun, started_on=begun)
    other = RunFactory(state=RunState.SUCCEEDED)
    proposal = ProposalFactory(run=other, **pair)
    AlternativeFactory(proposal=proposal)
    FiguresFactory(run=other)
    CompetitorFactory(run=other)
    UnplacedFactory(run=other)
    curve = [[0.1, 0, 9], [0.8, 4, 8], [2.2, 7, 7]]
    going = RunFactory(state=RunState.RUNNING, phase="solving", found=7, at_most=7, curve=curve)
    failed = RunFactory(state=RunState.FAILED)
    LikenessFactory(earlier=people.family)
    return {
        "run": other.pk,
        "sent": run.pk,
        "empty": RunFactory(state=RunState.SUCCEEDED).pk,
        "proposal": proposal.pk,
        "going": going.pk,
        "failed": failed.pk,
        "match": match.pk,
        "reading": reading.pk,
        "family": people.family.pk,
        "received": FamilyFactory(
            organisation=people.family.organisation,
            state=FamilyState.INTAKE_PLANNED,
            homes=[{"rhythm": "week_a"}, {"rhythm": "week_b"}],
        ).pk,
        "organisation": people.family.organisation_id,
        "volunteer": people.volunteer.pk,
        "newcomer": on_the_way().pk,
    }


@pytest.fixture(params=[1280, 320])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport={"width": request.param, "height": 800})
    yield context.new_page()
    context.close()


def faults_of(page: Page, url: str, paths: list[str]) -> list[str]:
    """Visit each page and write down what is wrong with it."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if "Security" in message.text else None)
    for path in paths:
        answer = page.goto(url + path)
        if answer is not None and answer.status >= BROKEN and path != MISSING:
            found.append(f"{path}: {answer.status}")
        found += [f"{path}: {barrier}" for barrier in barriers(page)]
    return found


def filled(paths: list[str], numbers: dict[str, int]) -> list[str]:
    return [path.format(**numbers) for path in paths]


def test_pages_for_anybody(visitor: Page, live_server: LiveServer) -> None:
    assert faults_of(visitor, live_server.url, ANYBODY) == []


def test_pages_of_a_coordinator(
    visitor: Page, live_server: LiveServer, people: Town, numbers: dict[str, int]
) -> None:
    log_in(visitor, live_server.url, people.coordinator)

    assert faults_of(visitor, live_server.url, filled(COORDINATOR, numbers)) == []


def test_pages_of_a_social_worker(
    visitor: Page, live_server: LiveServer, people: Town, numbers: dict[str, int]
) -> None:
    log_in(visitor, live_server.url, people.social_worker)

    assert faults_of(visitor, live_server.url, filled(SOCIAL_WORKER, numbers)) == []


def test_pages_of_a_reader(
    visitor: Page, live_server: LiveServer, people: Town, numbers: dict[str, int]
) -> None:
    log_in(visitor, live_server.url, people.reader)

    assert faults_of(visitor, live_server.url, filled(READER, numbers)) == []


def statuses(page: Page, url: str, paths: list[str]) -> dict[str, int]:
    answers = {path: page.goto(url + path) for path in paths}
    return {path: answer.status for path, answer in answers.items() if answer is not None}


def from_elsewhere() -> User:
    return coordinator(RegionFactory(slug="oss"), email="oss@example.org")


@pytest.mark.parametrize("who", ["from elsewhere", "reader", "social worker"])
def test_what_belongs_to_others_is_as_if_missing(
    page: Page, live_server: LiveServer, people: Town, numbers: dict[str, int], who: str
) -> None:
    known = {"reader": people.reader, "social worker": people.social_worker}
    user = known.get(who) or from_elsewhere()
    paths = filled([path for path in COORDINATOR if "{" in path], numbers)
    log_in(page, live_server.url, user)

    assert set(statuses(page, live_server.url, paths).values()) == {404}


def test_the_address_of_a_family_is_there_only_after_both_said_yes(
    page: Page, live_server: LiveServer, people: Town, numbers: dict[str, int]
) -> None:
    log_in(page, live_server.url, people.reader)
    before = page.content()
    match = people.volunteer.matches.get()
    type(match).objects.filter(pk=match.pk).update(state=MatchState.ACCEPTED)

    page.goto(f"{live_server.url}/mijn")

    secrets = (people.family.last_name, people.family.phone, "5212 CD")
    assert not any(secret in before for secret in secrets)
    assert all(secret in page.content() for secret in secrets)
