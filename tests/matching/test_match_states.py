"""Every step in every state: what the table of moves says is what happens."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from families.states import FamilyState
from matching.domain import expiry, matches, taking_back, visits
from matching.domain.visits import Account
from matching.models import Match
from matching.states import OPEN_MATCH_STATES, MatchState
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import Refusal
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY

S, F = MatchState, FamilyState


def log_visit(*, match: Match, by: None, now: datetime) -> None:
    visits.log(match=match, told=Account(on=TODAY, held=True, minutes=60), by=by, now=now)


def expire(*, match: Match, by: None, now: datetime) -> None:
    # Matches of earlier examples are still there, and may be due as well.
    if match.pk not in expiry.expire_due(now=now + timedelta(days=30)):
        raise MoveNotAllowedError(match.state, S.EXPIRED, ())


STEPS: dict[str, tuple[Callable[..., None], Mapping[str, object]]] = {
    "yes_v": (matches.accept_by_volunteer, {}),
    "yes_f": (matches.accept_by_family, {}),
    "no": (matches.decline, {"side": "family", "reason": "moment"}),
    "introduce": (matches.plan_introduction, {"on": TODAY}),
    "start": (matches.start, {"on": TODAY}),
    "pause": (matches.pause, {}),
    "resume": (matches.resume, {}),
    "complete": (matches.complete, {}),
    "end": (matches.end, {"reason": "other"}),
    "visit": (log_visit, {}),
    "expire": (expire, {}),
    "take_back": (taking_back.take_back, {}),
}
# What each step makes of each state, and of the family; everything else is refused.
MODEL: dict[tuple[str, str], tuple[str, str]] = {
    (S.PROPOSED, "yes_v"): (S.ACCEPTED_BY_VOLUNTEER, F.PROPOSED),
    (S.PROPOSED, "yes_f"): (S.ACCEPTED_BY_FAMILY, F.PROPOSED),
    (S.ACCEPTED_BY_VOLUNTEER, "yes_f"): (S.ACCEPTED, F.MATCHED),
    (S.ACCEPTED_BY_FAMILY, "yes_v"): (S.ACCEPTED, F.MATCHED),
    **{
        (state, "no"): (S.DECLINED, F.WAITING)
        for state in OPEN_MATCH_STATES
        if state not in (S.ACTIVE, S.PAUSED)
    },
    (S.ACCEPTED, "introduce"): (S.INTRODUCTION_PLANNED, F.MATCHED),
    (S.INTRODUCTION_PLANNED, "start"): (S.ACTIVE, F.ACTIVE),
    (S.INTRODUCTION_PLANNED, "end"): (S.NO_CLICK, F.WAITING),
    (S.ACTIVE, "pause"): (S.PAUSED, F.ACTIVE),
    (S.PAUSED, "resume"): (S.ACTIVE, F.ACTIVE),
    (S.ACTIVE, "complete"): (S.COMPLETED, F.FINISHED),
    (S.ACTIVE, "end"): (S.ENDED_EARLY, F.WAITING),
    (S.PAUSED, "end"): (S.ENDED_EARLY, F.WAITING),
    (S.INTRODUCTION_PLANNED, "visit"): (S.ACTIVE, F.ACTIVE),
    (S.ACTIVE, "visit"): (S.ACTIVE, F.ACTIVE),
    (S.PAUSED, "visit"): (S.PAUSED, F.ACTIVE),
    # The visit of its last day may be written down after the end.
    (S.COMPLETED, "visit"): (S.COMPLETED, F.FINISHED),
    (S.PROPOSED, "take_back"): (S.TAKEN_BACK, F.WAITING),
    **{
        (state, "expire"): (S.EXPIRED, F.WAITING)
        for state in (S.PROPOSED, S.ACCEPTED_BY_VOLUNTEER, S.ACCEPTED_BY_FAMILY)
    },
}


class Life(RuleBasedStateMachine):
    """Any order of steps, likely ones first."""

    def __init__(self) -> None:
        super().__init__()
        self.match = MatchFactory()
        self.expected: tuple[str, str] = (S.PROPOSED, F.PROPOSED)
        self.waited = self.match.family.waiting_since

    @rule(step=st.sampled_from(sorted(STEPS)))
    def any_step(self, step: str) -> None:
        self._do(step)

    @rule(data=st.data())
    def likely_step(self, data: st.DataObject) -> None:
        open_to = [step for state, step in MODEL if state == self.expected[0]]
        if open_to:
            self._do(data.draw(st.sampled_from(sorted(open_to))))

    def _do(self, step: str) -> None:
        use_case, words = STEPS[step]
        following = MODEL.get((self.expected[0], step))
        if step == "visit" and self.match.visits.exists():
            # The same told once more is the same visit, whatever came after it.
            following = self.expected
        if following is None:
            with pytest.raises((MoveNotAllowedError, Refusal)):
                use_case(match=self.match, by=None, now=NOW, **words)
        else:
            use_case(match=self.match, by=None, now=NOW, **words)
            self.expected = following

    @invariant()
    def agrees_with_the_model(self) -> None:
        match = Match.objects.select_related("family").get(pk=self.match.pk)
        assert (match.state, match.family.state) == self.expected
        assert match.family.waiting_since == self.waited
        assert match.held_slots.filter(is_open=True).exists() == match.is_open
        assert (match.ended_at is None) == match.is_open
        if match.visits.exists():
            assert match.started_on is not None


class TestLife(Life.TestCase, TestCase):  # type: ignore[misc, valid-type] # base class - made by the library
    settings = hypothesis_settings(max_examples=15, stateful_step_count=12, deadline=None)  # type: ignore[assignment] # settings - the library looks for them here
