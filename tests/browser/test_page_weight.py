"""What a telephone has to load: under 100 KB a page, font included, and nothing from elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Request

from matching.states import ProposalState
from programmes.domain.tokens import hash_of
from programmes.models import Region
from tests.browser.people import Town, town
from tests.browser.served import collect, serving
from tests.factories.matching import MatchFactory, ProposalFactory, RunFactory
from tests.factories.programmes import ProgrammeFactory
from volunteers.models import SignUpDraft
from volunteers.pages.signup_draft import COOKIE, PAGES

MOST = 100_000
FOR_STAFF = re.compile(r"/(work|pages|review|htmx)[^/]*\.(css|js)")
FOR_ANYBODY = ("start", "how-we-match", "privacy", "accessibility", "help", "login")
ANSWERS: dict[str, Any] = {
    "person": {"adult": True, "first_name": "Wim"},
    "travel": {"postcode": "5211AB", "means": "bicycle", "max_minutes": 30, "second_postcode": ""},
    "languages": {"spoken": [["nl", "native"]]},
    "when": {"windows": [[3, 720, 900, "yes", "weekly"]], "available_from": ""},
    "suits": {
        "programmes": ["doorleesexpress"],
        "age_from": 8,
        "age_to": 12,
        "max_children": 3,
        "places": ["home"],
        "restrictions": [],
        "commitment": "several",
        "wants_duo": False,
    },
}


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    collect(folder)
    return folder


@pytest.fixture
def people(transactional_db: None) -> Town:
    ProgrammeFactory()
    return town()


@pytest.fixture
def url(people: Town, static: Path, tmp_path: Path) -> Iterator[str]:
    with serving(tmp_path, static=static) as address:
        yield address


def holding(name: str, value: str) -> dict[str, Any]:
    """What a browser keeps that has this cookie."""
    cookie = {"name": name, "value": value, "domain": "127.0.0.1", "path": "/"}
    return {"cookies": [cookie], "origins": []}


def loaded(browser: Browser, address: str, **options: Any) -> tuple[int, set[str]]:
    """Open a page as for the first time; give the bytes that travelled, and the hosts they came from."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL", **options)
    page = context.new_page()
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108 - Playwright takes no built-in
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200, address
    assert page.url == address
    sizes = [request.sizes() for request in requests]
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    hosts = {request.url.split("/")[2] for request in requests if not request.url.startswith("data:")}
    assert not [request.url for request in requests if FOR_STAFF.search(request.url)]
    context.close()
    return total, hosts


def too_heavy(browser: Browser, addresses: list[str], **options: Any) -> dict[str, int]:
    weights = {}
    for address in addresses:
        weights[address], hosts = loaded(browser, address, **options)
        assert hosts == {address.split("/")[2]}
    assert all(weight > 20_000 for weight in weights.values()), "a page without its font was not measured"
    return {address: weight for address, weight in weights.items() if weight >= MOST}


def test_pages_for_anybody_are_light(browser: Browser, url: str) -> None:
    assert too_heavy(browser, [url + reverse(name) for name in FOR_ANYBODY]) == {}


def test_each_step_of_the_sign_up_is_light(browser: Browser, url: str) -> None:
    answers = {**ANSWERS, "travel": {**ANSWERS["travel"], "region": Region.objects.get().slug}}
    moment = timezone.now()
    SignUpDraft.objects.create(key_hash=hash_of("key"), answers=answers, started_at=moment, saved_at=moment)
    steps = [f"{url}{PAGES}/{number}" for number in range(1, 7)]

    heavy = too_heavy(browser, steps, storage_state=holding(COOKIE, "key"))

    assert heavy == {}


def test_the_own_page_with_a_proposal_is_light(
    browser: Browser, client: Client, url: str, people: Town
) -> None:
    pair = {"volunteer": people.volunteer, "family": people.family}
    MatchFactory(proposal=ProposalFactory(run=RunFactory(), state=ProposalState.PUBLISHED, **pair))
    client.force_login(people.reader)
    session = holding("sessionid", client.cookies["sessionid"].value)

    assert too_heavy(browser, [url + reverse("my-page")], storage_state=session) == {}
