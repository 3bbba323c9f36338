"""A family of another organisation is missing at every address of pages and API, byte by byte (S2, N1)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from families.domain.sheet import FAMILY_SHEETS
from families.models import Family, PossibleDuplicate
from matching.models import Match
from matching.models.pending_change import ChangeKind, PendingChange
from matching.states import MatchState, ProposalState, RunState
from programmes.domain.access import CLIENT_ACTIONS
from programmes.models import Organisation
from tests.factories.explanations import UnplacedFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, OverrideFactory, ProposalFactory, RunFactory
from tests.factories.moments import NOW
from tests.factories.outbox import MessageFactory
from tests.factories.programmes import (
    OrganisationFactory,
    RegionFactory,
    client_key,
    coordinator,
    key_of,
    key_of_organisation,
    social_worker,
)
from tests.factories.sheets import received
from tests.factories.visits import VisitFactory
from tests.families.routes import ABOUT_A_FAMILY, ABOUT_NO_FAMILY, Route, routes

pytestmark = pytest.mark.django_db
CANARY = "Kanariegeel"
NOWHERE = 10_000_000
METHODS = ("get", "post", "put", "patch", "delete")
MISSING = {404, 405}
# Goes back to its list whatever the number, and does nothing.
GOES_BACK = {"work-message-again": 302, "work-message-called": 302}
# What differs between two answers to the same question: tokens against forgery, nonces, references.
BY_CHANCE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|urn:doorlees:occurrence:[\w-]+')


@dataclass(frozen=True)
class World:
    """A family of one organisation with all that can be about it, by kind of record."""

    numbers: Mapping[str, int]

    def address(self, route: Route, *, add: int = 0) -> str:
        row = ABOUT_A_FAMILY[route.name]
        given = {name: kind.removeprefix("=") for name, kind in row.items() if kind.startswith("=")}
        found = {name: self.numbers[kind] + add for name, kind in row.items() if not kind.startswith("=")}
        return reverse(route.name, kwargs={**given, **found})


@pytest.fixture(autouse=True)
def no_limit_is_reached(settings: Settings) -> None:
    settings.RATES = {**settings.RATES, "client": "100000/min", "user": "100000/min"}


@pytest.fixture
def theirs() -> Organisation:
    found: Organisation = OrganisationFactory(name="The other school")
    return found


@pytest.fixture
def world(theirs: Organisation) -> World:
    family = FamilyFactory(organisation=theirs, last_name=CANARY)
    run = RunFactory(state=RunState.SUCCEEDED)
    proposal = ProposalFactory(run=run, family=family, state=ProposalState.PUBLISHED)
    match = MatchFactory(proposal=proposal, state=MatchState.ACTIVE, started_on=NOW.date())
    again = FamilyFactory(organisation=theirs, last_name=CANARY)
    pair = {"volunteer": match.volunteer, "family": family, "run": run}
    records = {
        "family": family,
        "run": run,
        "proposal": proposal,
        "match": match,
        "volunteer": match.volunteer,
        "visit": VisitFactory(match=match),
        "override": OverrideFactory(family=family),
        "unplaced": UnplacedFactory(run=run, family=again),
        "change": PendingChange.objects.create(kind=ChangeKind.BAN, reason="So", made_at=NOW, **pair),
        "message": MessageFactory(
            recipient=None, to_family=family.pk, subject_id=match.pk, region=match.region
        ),
        "duplicate": PossibleDuplicate.objects.create(family=again, earlier=family, found_at=NOW),
        "sheet": received(
            b"Nummer\n1\n", name="families.csv", kind=FAMILY_SHEETS, region=family.region, by=coordinator()
        ),
    }
    return World({name: record.pk for name, record in records.items()})


def of_pages() -> list[Route]:
    return [route for route in routes() if route.name in ABOUT_A_FAMILY and not route.is_api]


def of_the_api() -> list[Route]:
    return [route for route in routes() if route.name in ABOUT_A_FAMILY and route.is_api]


def seen(answer: HttpResponseBase, address: str) -> tuple[int, str]:
    """Give what somebody can tell of an answer, without the address that they typed themselves."""
    text = getattr(answer, "content", b"").decode()
    return answer.status_code, BY_CHANCE.sub("", text.replace(address, ""))


def told_apart(client: Client, world: World, among: list[Route], **headers: str) -> dict[str, Any]:
    """List the addresses at which a foreign family is not the same as a missing one."""
    found: dict[str, Any] = {}
    for route in among:
        foreign, missing = world.address(route), world.address(route, add=NOWHERE)
        for method in METHODS:
            ask = getattr(client, method)
            kind = {"content_type": "application/json"} if route.is_api and method != "get" else {}
            answers = [seen(ask(address, headers=headers, **kind), address) for address in (foreign, missing)]
            allowed = MISSING | {GOES_BACK.get(route.name, 404)}
            if answers[0] != answers[1] or answers[0][0] not in allowed:
                found[f"{method} {route.text}"] = [status for status, _text in answers]
    return found


def test_every_address_with_an_argument_is_known_here() -> None:
    named = {route.name for route in routes() if route.takes_arguments}

    assert named - set(ABOUT_A_FAMILY) - set(ABOUT_NO_FAMILY) == set()
    assert set(ABOUT_A_FAMILY) | set(ABOUT_NO_FAMILY) <= named


@pytest.mark.parametrize("who", ["another organisation", "another municipality"])
def test_on_pages_a_foreign_family_is_the_same_as_a_missing_one(
    client: Client, world: World, who: str
) -> None:
    elsewhere = RegionFactory(slug="elsewhere")
    client.force_login(social_worker() if who == "another organisation" else coordinator(elsewhere))

    assert told_apart(client, world, of_pages()) == {}


def keys() -> dict[str, str]:
    elsewhere = RegionFactory(slug="elsewhere")
    scopes = [action.value for action in CLIENT_ACTIONS]
    return {
        "referrer": key_of(social_worker()),
        "system of an organisation": key_of_organisation(OrganisationFactory()),
        "coordinator elsewhere": key_of(coordinator(elsewhere)),
        "system elsewhere": client_key(*scopes, region=elsewhere),
    }


@pytest.mark.parametrize(
    "who", ["referrer", "system of an organisation", "coordinator elsewhere", "system elsewhere"]
)
def test_in_the_api_a_foreign_family_is_the_same_as_a_missing_one(
    client: Client, world: World, who: str
) -> None:
    key = keys()[who]

    assert told_apart(client, world, of_the_api(), authorization=f"Bearer {key}", if_match="*") == {}


def test_no_page_without_an_argument_shows_a_foreign_family(client: Client, world: World) -> None:
    client.force_login(social_worker())
    plain = [route for route in routes() if not route.takes_arguments and not route.is_api]

    shown = [route.text for route in plain if CANARY in seen(client.get(f"/{route.text}"), "")[1]]

    assert shown == []


@pytest.mark.parametrize("who", ["referrer", "system of an organisation"])
def test_no_list_of_the_api_shows_a_foreign_family(client: Client, world: World, who: str) -> None:
    key = keys()[who]

    text = seen(client.get("/api/v1/families", headers={"authorization": f"Bearer {key}"}), "")[1]

    assert json.loads(text)["results"] == []


def test_the_own_organisation_opens_what_others_cannot(
    client: Client, world: World, theirs: Organisation
) -> None:
    # Without this the tests above would pass for addresses that open for nobody.
    client.force_login(social_worker(theirs))
    pages = [
        client.get(reverse(name, args=[world.numbers["family"]])).status_code
        for name in ("my-family", "my-family-changed", "my-family-leave", "family-answer")
    ]
    key = {"authorization": f"Bearer {key_of_organisation(theirs)}"}
    api = [
        client.get(reverse(name, args=[world.numbers["family"]]), headers=key).status_code
        for name in ("family-detail", "family-status")
    ]

    assert pages == [200] * 4
    assert api == [200] * 2
    assert Family.objects.filter(pk=world.numbers["family"]).exists()
    assert Match.objects.filter(pk=world.numbers["match"]).exists()
