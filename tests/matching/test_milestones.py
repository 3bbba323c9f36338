"""What a coordinator did along the way; who follows a match; when a proposal expires."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from families.states import FamilyState
from matching.domain import expiry, guides, matches, milestones
from matching.domain.meeting_days import next_days
from matching.models import Impression, Match, MilestoneKind
from matching.states import MatchState
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import StateChange
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import RegionFactory, UserFactory, coordinator
from tests.factories.visits import holiday, running

pytestmark = pytest.mark.django_db


def test_a_milestone_is_recorded_once() -> None:
    match = running(started_on=TODAY)
    milestones.record(match=match, kind="start_talk", on=TODAY, by=None, now=NOW)

    assert MilestoneKind.START_TALK not in milestones.open_kinds(match)
    with pytest.raises(Refusal, match="milestone-is-there"):
        milestones.record(match=match, kind="start_talk", on=TODAY, by=None, now=NOW)


def test_contact_is_recorded_as_often_as_there_was() -> None:
    match = running(started_on=TODAY)

    for _ in range(2):
        milestones.record(match=match, kind="contact", on=TODAY, by=None, now=NOW)

    assert match.milestones.count() == 2


@pytest.mark.parametrize(
    ("kind", "on", "impression", "field"),
    [
        ("party", TODAY, "", "kind"),
        ("start_talk", TODAY, "great", "impression"),
        ("click", TODAY, "", "impression"),
        ("start_talk", TODAY + timedelta(days=1), "", "on"),
        ("start_talk", TODAY - timedelta(days=800), "", "on"),
    ],
)
def test_what_cannot_be_right_is_refused(kind: str, on: date, impression: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        milestones.record(
            match=running(started_on=TODAY), kind=kind, on=on, impression=impression, by=None, now=NOW
        )

    assert set(refused.value.errors) == {field}


def test_there_is_no_guidance_before_a_first_meeting_is_planned() -> None:
    match = MatchFactory(state=MatchState.ACCEPTED)

    with pytest.raises(Refusal, match="not-guided"):
        milestones.record(match=match, kind="start_talk", on=TODAY, by=None, now=NOW)


def test_after_a_no_to_does_it_click_a_match_ends_as_no_click() -> None:
    match = running(started_on=TODAY)
    milestones.record(match=match, kind="click", on=TODAY, impression=Impression.NOT_GOOD, by=None, now=NOW)

    matches.end(match=match, reason="not_suitable", by=None, now=NOW)

    match.family.refresh_from_db()
    assert (match.state, match.family.state) == (MatchState.NO_CLICK, FamilyState.WAITING)


def test_nobody_guides_an_own_match() -> None:
    account = UserFactory()
    match = running(started_on=TODAY, proposal__volunteer__account=account)

    with pytest.raises(Refusal, match="own-match"):
        milestones.record(match=match, kind="start_talk", on=TODAY, by=account, now=NOW)


def test_a_match_is_handed_over_to_a_coordinator_of_its_region_only() -> None:
    match, colleague = running(started_on=TODAY), coordinator()

    guides.hand_over(match=match, guide=colleague, by=None, now=NOW)

    assert Match.objects.get().guide == colleague
    assert StateChange.objects.get(reason="guide").to_state == f"guide:{colleague.pk}"
    with pytest.raises(InvalidInput):
        guides.hand_over(match=match, guide=coordinator(RegionFactory(slug="tilburg")), by=None, now=NOW)


@pytest.mark.parametrize("state", expiry.UNANSWERED)
def test_a_proposal_expires_after_the_end_of_its_day(state: MatchState) -> None:
    match = MatchFactory(state=state, reply_by=TODAY)
    waited = match.family.waiting_since

    assert expiry.expire_due(now=NOW) == []
    assert expiry.expire_due(now=NOW + timedelta(days=1)) == [match.pk]
    assert expiry.expire_due(now=NOW + timedelta(days=1)) == []

    match.refresh_from_db()
    match.family.refresh_from_db()
    assert (match.state, match.is_open) == (MatchState.EXPIRED, False)
    assert (match.family.state, match.family.waiting_since) == (FamilyState.WAITING, waited)
    assert not match.held_slots.filter(is_open=True).exists()


def test_who_answered_does_not_expire() -> None:
    MatchFactory(state=MatchState.ACCEPTED, reply_by=TODAY - timedelta(days=9))

    assert expiry.expire_due(now=NOW) == []


def test_days_of_grace_are_a_setting(settings: pytest.FixtureRequest) -> None:
    settings.REPLY_GRACE_DAYS = 2  # type: ignore[attr-defined] # settings - the fixture has no types
    MatchFactory(reply_by=TODAY)

    assert expiry.expire_due(now=NOW + timedelta(days=2)) == []
    assert len(expiry.expire_due(now=NOW + timedelta(days=3))) == 1


def test_they_meet_on_their_own_day_of_the_week_outside_the_holidays() -> None:
    match = MatchFactory(proposal__option=["w 3 14:00"])
    holiday(date(2026, 12, 1), date(2026, 12, 4))

    assert next_days(match, after=TODAY) == [
        date(2026, 11, 25),
        date(2026, 12, 9),
        date(2026, 12, 16),
    ]


def test_weeks_a_and_b_go_on_over_week_53() -> None:
    match = MatchFactory(proposal__option=["a 1 16:00"])

    found = next_days(match, after=date(2026, 12, 20), count=3)

    assert all((day - date(2024, 1, 1)).days % 14 == 0 for day in found)
    assert [later - day for day, later in pairwise(found)] == [timedelta(weeks=2)] * 2
