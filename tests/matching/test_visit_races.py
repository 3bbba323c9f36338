"""Two at the same instant: one visit, one answer."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections

from families.states import FamilyState
from matching.domain import expiry, matches, visits
from matching.domain.visits import Account
from matching.models import Match, Visit
from matching.states import MatchState
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import Refusal
from programmes.models import StateChange
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY

ROUNDS = 3
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Let each act run in a thread of its own, all from the same instant; give what was refused."""
    barrier, refused = threading.Barrier(len(acts)), list[str]()

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        except Refusal as refusal:
            refused.append(refusal.code)
        except MoveNotAllowedError:
            refused.append("moved")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def fresh(match: Match) -> Match:
    return Match.objects.get(pk=match.pk)


def test_a_link_tapped_twice_logs_one_visit_and_begins_once() -> None:
    for _ in range(ROUNDS):
        match = MatchFactory(
            state=MatchState.INTRODUCTION_PLANNED, proposal__family__state=FamilyState.MATCHED
        )
        told = Account(on=TODAY, held=True, minutes=60)

        refused = at_once(*[lambda: visits.log(match=fresh(match), told=told, by=None, now=NOW)] * 2)  # noqa: B023 - ends within this round

        assert refused == []
        assert Visit.objects.filter(match=match).count() == 1
        assert StateChange.objects.filter(subject="matching.match", subject_id=match.pk).count() == 1


def test_of_two_stories_about_one_day_one_is_kept() -> None:
    match = MatchFactory(state=MatchState.INTRODUCTION_PLANNED, proposal__family__state=FamilyState.MATCHED)
    held = Account(on=TODAY, held=True, minutes=60)
    missed = Account(on=TODAY, held=False, missed_reason="illness")

    refused = at_once(
        lambda: visits.log(match=fresh(match), told=held, by=None, now=NOW),
        lambda: visits.log(match=fresh(match), told=missed, by=None, now=NOW),
    )

    assert (refused, Visit.objects.count()) == (["visit-is-logged"], 1)


def test_a_yes_and_the_end_of_its_time_come_in_one_order() -> None:
    later = NOW + timedelta(days=8)
    for _ in range(ROUNDS):
        match = MatchFactory(
            state=MatchState.ACCEPTED_BY_VOLUNTEER,
            reply_by=TODAY,
            proposal__family__state=FamilyState.PROPOSED,
        )

        at_once(
            lambda: matches.accept_by_family(match=fresh(match), by=None, now=later),  # noqa: B023 - ends within this round
            lambda: expiry.expire_due(now=later),
        )

        now = Match.objects.select_related("family").get(pk=match.pk)
        assert (now.state, now.family.state) in {
            (MatchState.ACCEPTED, FamilyState.MATCHED),
            (MatchState.EXPIRED, FamilyState.WAITING),
        }


def test_two_sweeps_expire_a_match_once() -> None:
    match = MatchFactory(reply_by=TODAY)
    later = NOW + timedelta(days=8)

    at_once(*[lambda: expiry.expire_due(now=later)] * 2)

    assert StateChange.objects.filter(subject="matching.match", subject_id=match.pk).count() == 1
