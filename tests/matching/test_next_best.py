"""The next best reader: a run that follows, in which the two are not paired again."""

from datetime import timedelta

import pytest

from families.states import FamilyState
from matching.domain import matches, next_best
from matching.domain.runs import RunInProgress
from matching.models import Match, MatchingRun, Override, OverrideKind
from matching.states import MatchState, RunState
from programmes.domain.refusal import Refusal
from tests.factories.matching import MatchFactory, OverrideFactory, RunFactory
from tests.factories.moments import NOW, TODAY

pytestmark = pytest.mark.django_db


def declined() -> Match:
    match = MatchFactory()
    assert isinstance(match, Match)
    matches.decline(match=match, side="family", reason="too_far", by=None, now=NOW)
    return match


def test_after_a_no_a_run_follows_without_these_two_together() -> None:
    match = declined()
    assert match.proposal is not None

    run = next_best.search(match=match, by=None, now=NOW)

    assert (run.state, run.follows) == (RunState.QUEUED, match.proposal.run)
    ban = Override.objects.get(kind=OverrideKind.BAN)
    assert (ban.volunteer, ban.family) == (match.volunteer, match.family)


def test_a_search_while_a_run_goes_changes_nothing() -> None:
    match = declined()
    going = RunFactory(region=match.region, programme=match.programme, number=99)

    with pytest.raises(RunInProgress) as refused:
        next_best.search(match=match, by=None, now=NOW)

    assert refused.value.run == going
    assert not Override.objects.exists()


def test_a_second_search_bans_no_second_time() -> None:
    match = declined()
    first = next_best.search(match=match, by=None, now=NOW)
    MatchingRun.objects.filter(pk=first.pk).update(state=RunState.SUCCEEDED, finished_at=NOW)

    next_best.search(match=match, by=None, now=NOW)

    assert Override.objects.count() == 1


def test_a_match_that_goes_on_or_a_family_that_does_not_wait_is_refused() -> None:
    with pytest.raises(Refusal, match="match-goes-on"):
        next_best.search(match=MatchFactory(), by=None, now=NOW)
    gone = MatchFactory(state=MatchState.DECLINED, proposal__family__state=FamilyState.WITHDRAWN)

    with pytest.raises(Refusal, match="family-does-not-wait"):
        next_best.search(match=gone, by=None, now=NOW)


def test_a_ban_past_its_last_day_does_not_count_as_keeping_the_two_apart() -> None:
    match = declined()
    people = {"volunteer": match.volunteer, "family": match.family, "programme": match.programme}
    old = OverrideFactory(**people, kind=OverrideKind.BAN, until=TODAY - timedelta(days=1))

    next_best.search(match=match, by=None, now=NOW)

    old.refresh_from_db()
    assert (old.state, Override.objects.filter(state="open", until=None).count()) == ("ended", 1)
