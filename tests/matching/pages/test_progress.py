"""A run in progress, in each state; the poll that ends by itself; stop, cancel, try again."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from matching.domain import ending
from matching.models import MatchingRun
from matching.states import RunPhase, RunState
from outbox.models import Message
from programmes.models import User
from tests.factories.explanations import FiguresFactory
from tests.factories.matching import RunFactory
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.snapshots import SnapshotFactory

HTMX = {"HX-Request": "true"}
CURVE = [[0.5, 640, 980], [2.0, 800, 900], [26.0, 861, 866]]
pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return coordinator(name="Marieke de Groot", language="en")


@pytest.fixture
def visitor(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def running(**fields: object) -> MatchingRun:
    run: MatchingRun = RunFactory(
        state=RunState.RUNNING,
        phase=RunPhase.SOLVING,
        started_at=NOW,
        curve=CURVE,
        found=861,
        at_most=866,
        done=3,
        total=12,
        **fields,
    )
    SnapshotFactory(run=run, families=1240, volunteers=980)
    return run


def page(visitor: Client, run: MatchingRun, *, query: str = "") -> str:
    answer = visitor.get(f"/werk/koppelen/{run.pk}{query}", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_running_run_shows_what_is_found_and_its_steps(visitor: Client) -> None:
    words = page(visitor, running())

    assert "861 families have a proposal already" in words
    assert "Gap 0.6 %" in words
    assert "1,240 families, 980 volunteers" in words
    assert "3 of 12 parts" in words
    assert 'aria-current="step"' in words
    assert "Stops by itself after 1 minute" in words
    assert 'http-equiv="refresh"' in words


def test_a_queued_run_waits_for_a_computer(visitor: Client) -> None:
    assert "Waits for a free computer" in page(visitor, RunFactory())


def test_a_poll_goes_on_while_the_run_goes(visitor: Client) -> None:
    answer = visitor.get(f"/werk/koppelen/{running().pk}", headers=HTMX)

    assert answer.status_code == 200
    assert b"<html" not in answer.content


@pytest.mark.parametrize("state", [RunState.FAILED, RunState.CANCELLED])
@pytest.mark.parametrize("query", ["", "?words=1"])
def test_a_poll_ends_with_the_run(visitor: Client, state: RunState, query: str) -> None:
    answer = visitor.get(f"/werk/koppelen/{RunFactory(state=state).pk}{query}", headers=HTMX)

    assert answer.status_code == 286


def test_the_words_for_a_screen_reader_are_one_sentence(visitor: Client) -> None:
    answer = visitor.get(f"/werk/koppelen/{running().pk}?words=1", headers=HTMX)

    assert b"<" not in answer.content.strip()
    assert "861" in answer.content.decode()


def test_a_run_that_succeeded_leads_to_its_review(visitor: Client) -> None:
    run = RunFactory(state=RunState.SUCCEEDED)

    assert visitor.get(f"/werk/koppelen/{run.pk}")["Location"] == f"/werk/koppelen/{run.pk}/voorstellen"
    polled = visitor.get(f"/werk/koppelen/{run.pk}", headers=HTMX)
    assert polled["HX-Redirect"] == f"/werk/koppelen/{run.pk}/voorstellen"


def test_a_repeat_that_succeeded_leads_to_the_comparison(visitor: Client) -> None:
    repeat = RunFactory(state=RunState.SUCCEEDED, repeats=RunFactory(state=RunState.SUCCEEDED))

    answer = visitor.get(f"/werk/koppelen/{repeat.pk}")

    assert answer["Location"] == f"/werk/koppelen/{repeat.pk}/instellingen"


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({}, "Proven best assignment"),
        (
            {"bound": [0, 3, 5, 1_400, 0], "optimal": [True, False, False, False, False]},
            "Best within the time, at most 1 family better is possible.",
        ),
        ({"optimal": [True, True, True, False, False]}, "More families are not possible."),
    ],
)
def test_how_good_the_outcome_is_stands_in_words(
    visitor: Client, figures: dict[str, object], words: str
) -> None:
    run = RunFactory(state=RunState.SUCCEEDED)
    FiguresFactory(run=run, **figures)

    assert words in page(visitor, run, query="?calculation=1")


def test_a_failed_run_tells_its_code_and_can_be_asked_for_again(visitor: Client) -> None:
    run = RunFactory(state=RunState.FAILED, failure="memory_limit")

    words = page(visitor, run)
    answer = visitor.post(f"/werk/koppelen/{run.pk}/opnieuw")

    assert "memory_limit" in words
    new = MatchingRun.objects.latest("pk")
    assert new.state == RunState.QUEUED
    assert answer["Location"] == f"/werk/koppelen/{new.pk}"


def test_trying_again_while_another_goes_leads_to_that_one(visitor: Client) -> None:
    failed, going = RunFactory(state=RunState.FAILED), RunFactory()

    answer = visitor.post(f"/werk/koppelen/{failed.pk}/opnieuw")

    assert answer["Location"] == f"/werk/koppelen/{going.pk}"


def test_who_stopped_it_is_named(visitor: Client) -> None:
    run = running()

    visitor.post(f"/werk/koppelen/{run.pk}/stop")

    assert "Marieke de Groot stops this run" in page(visitor, run)


def test_who_cancelled_it_is_named(visitor: Client) -> None:
    run = running()

    visitor.post(f"/werk/koppelen/{run.pk}/annuleren")

    words = page(visitor, run)
    assert "Marieke de Groot cancelled this run" in words
    assert "http-equiv" not in words


@pytest.mark.parametrize("act", ["stop", "annuleren", "opnieuw", "instellingen/narekenen"])
def test_nobody_of_elsewhere_touches_it(client: Client, act: str) -> None:
    client.force_login(coordinator(RegionFactory(slug="tilburg")))

    assert client.post(f"/werk/koppelen/{running().pk}/{act}").status_code == 404


def end(run: MatchingRun, *, by: User | None = None, seconds: int = 61) -> None:
    with transaction.atomic():
        ending.end(run, to=RunState.CANCELLED, by=by, now=NOW + timedelta(seconds=seconds))


def test_a_long_run_is_mailed_to_who_asked(person: User) -> None:
    run = running(requested_by=person)

    end(run)

    mail = Message.objects.get()
    assert (mail.kind, mail.recipient, mail.subject_id) == ("run_finished", person, run.pk)


def test_a_short_run_is_not_mailed(person: User) -> None:
    end(running(requested_by=person), seconds=60)

    assert not Message.objects.exists()


def test_how_long_is_a_setting(person: User, settings: Settings) -> None:
    settings.RUN_MAIL_AFTER_SECONDS = 5

    end(running(requested_by=person), seconds=6)

    assert Message.objects.exists()


def test_who_ends_their_own_run_gets_no_mail(person: User) -> None:
    end(running(requested_by=person), by=person)

    assert not Message.objects.exists()
