"""The life of a match: against a model of a few lines, and step by step."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from families.states import FamilyState
from matching.domain import matches, proposals
from matching.domain.matches import Side
from matching.models import HeldSlot, Match
from matching.states import DeclineReason, MatchState
from outbox.models import Message
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import StateChange
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, ProposalFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import OrganisationFactory, UserFactory, social_worker

S, F = MatchState, FamilyState


@pytest.mark.django_db
@pytest.mark.parametrize("order", [("volunteer", "family"), ("family", "volunteer")])
def test_both_say_yes_in_either_order(order: tuple[str, str]) -> None:
    match = MatchFactory()
    say_yes = {"volunteer": matches.accept_by_volunteer, "family": matches.accept_by_family}

    for side in order:
        say_yes[side](match=match, by=None, now=NOW)

    match.refresh_from_db()
    match.family.refresh_from_db()
    assert (match.state, match.family.state) == (S.ACCEPTED, F.MATCHED)
    assert (match.volunteer_accepted_at, match.family_accepted_at) == (NOW, NOW)


@pytest.mark.django_db
def test_the_referrer_hears_when_a_reader_is_found() -> None:
    school = OrganisationFactory()
    referrer = social_worker(school)
    match = MatchFactory(proposal__family__registered_by=referrer, proposal__family__organisation=school)

    matches.accept_by_volunteer(match=match, by=None, now=NOW)
    assert not Message.objects.exists()
    matches.accept_by_family(match=match, by=None, now=NOW)

    message = Message.objects.get()
    assert (message.kind, message.recipient) == ("referrer_reader_found", referrer)


@pytest.mark.django_db
def test_the_referrer_hears_once_when_all_reading_is_finished() -> None:
    school = OrganisationFactory()
    referrer = social_worker(school)
    family = FamilyFactory(state=F.ACTIVE, registered_by=referrer, organisation=school)
    first = MatchFactory(state=S.ACTIVE, proposal__family=family)
    second = MatchFactory(state=S.ACTIVE, proposal__family=first.family, reader_number=2)

    matches.complete(match=first, by=None, now=NOW)
    assert not Message.objects.exists()
    matches.complete(match=second, by=None, now=NOW)

    message = Message.objects.get()
    assert (message.kind, message.recipient) == ("referrer_finished", referrer)


@pytest.mark.django_db
def test_a_referrer_gets_no_mail_of_a_match_that_ends_early() -> None:
    match = MatchFactory(state=S.ACTIVE, proposal__family__registered_by=social_worker())

    matches.end(match=match, reason="moment", by=None, now=NOW)

    assert not Message.objects.exists()


@pytest.mark.django_db
def test_one_side_says_yes_once() -> None:
    match = MatchFactory()
    matches.accept_by_volunteer(match=match, by=None, now=NOW)

    with pytest.raises(MoveNotAllowedError):
        matches.accept_by_volunteer(match=match, by=None, now=NOW)


@pytest.mark.django_db
def test_nobody_answers_for_the_family_of_an_own_match() -> None:
    account = UserFactory()
    match = MatchFactory(proposal__volunteer__account=account)

    with pytest.raises(Refusal, match="own-match"):
        matches.accept_by_family(match=match, by=account, now=NOW)


@pytest.mark.django_db
def test_a_no_frees_seat_and_moment_and_keeps_the_place_in_the_queue() -> None:
    match = MatchFactory()
    waited = match.family.waiting_since

    matches.decline(match=match, side=Side.VOLUNTEER, reason=DeclineReason.TOO_FAR, by=None, now=NOW)

    match.family.refresh_from_db()
    assert (match.state, match.end_reason, match.ended_at) == (S.DECLINED, DeclineReason.TOO_FAR, NOW)
    assert (match.family.state, match.family.waiting_since) == (F.WAITING, waited)
    assert not HeldSlot.objects.filter(is_open=True).exists()
    assert StateChange.objects.filter(subject="matching.match", reason="volunteer:too_far").exists()


@pytest.mark.django_db
def test_a_no_keeps_back_what_has_not_left() -> None:
    proposal = ProposalFactory(volunteer__account=UserFactory())
    proposals.publish(run=proposal.run, by=None, now=NOW)

    matches.decline(match=Match.objects.get(), side="family", reason="not_now", by=None, now=NOW)

    assert set(Message.objects.values_list("kind", "state")) == {
        ("volunteer_proposed", "withdrawn"),
        ("parent_asked", "withdrawn"),
    }


@pytest.mark.django_db
def test_after_a_no_the_two_can_be_published_anew_with_others() -> None:
    match = MatchFactory()
    matches.decline(match=match, side="family", reason="not_now", by=None, now=NOW)
    again = ProposalFactory(volunteer=match.volunteer, family=match.family)

    (outcome,) = proposals.publish(run=again.run, by=None, now=NOW)

    assert outcome.published


@pytest.mark.django_db
def test_the_second_reader_keeps_the_family_out_of_the_queue() -> None:
    family = FamilyFactory(readers_needed=2, state=F.PROPOSED)
    first = MatchFactory(proposal__family=family)
    MatchFactory(proposal__family=family, reader_number=2)

    matches.decline(match=first, side="volunteer", reason="other", by=None, now=NOW)

    family.refresh_from_db()
    assert family.state == F.PROPOSED


@pytest.mark.django_db
@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY - timedelta(days=400)])
def test_they_do_not_meet_before_they_are_proposed(day: date) -> None:
    match = MatchFactory(state=S.ACCEPTED, proposal__family__state=F.MATCHED)

    with pytest.raises(InvalidInput):
        matches.plan_introduction(match=match, on=day, by=None, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(("side", "reason"), [("nobody", "other"), ("family", "because")])
def test_unknown_words_are_refused(side: str, reason: str) -> None:
    with pytest.raises(InvalidInput):
        matches.decline(match=MatchFactory(), side=side, reason=reason, by=None, now=NOW)


@pytest.mark.django_db
def test_before_the_first_visit_an_end_means_no_click() -> None:
    match = MatchFactory(state=S.INTRODUCTION_PLANNED, proposal__family__state=F.MATCHED)

    matches.end(match=match, reason="not_suitable", by=None, now=NOW)

    assert match.state == S.NO_CLICK


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "step"),
    [
        (S.ACCEPTED, lambda **given: matches.plan_introduction(on=TODAY, **given)),
        (S.INTRODUCTION_PLANNED, lambda **given: matches.start(on=TODAY, **given)),
        (S.ACTIVE, matches.pause),
        (S.PAUSED, matches.resume),
        (S.ACTIVE, matches.complete),
        (S.ACTIVE, lambda **given: matches.end(reason="other", **given)),
        (S.PROPOSED, lambda **given: matches.decline(side="family", reason="other", **given)),
    ],
)
def test_nobody_decides_about_an_own_match(state: MatchState, step: Callable[..., None]) -> None:
    account = UserFactory()
    match = MatchFactory(state=state, proposal__volunteer__account=account)

    with pytest.raises(Refusal, match="own-match"):
        step(match=match, by=account, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "step"),
    [
        (S.PROPOSED, matches.accept_by_volunteer),
        (S.PROPOSED, matches.accept_by_family),
        (S.ACCEPTED, lambda **given: matches.plan_introduction(on=TODAY, **given)),
        (S.ACTIVE, matches.pause),
    ],
)
def test_with_a_family_that_left_a_match_can_only_end(state: MatchState, step: Callable[..., None]) -> None:
    match = MatchFactory(state=state, proposal__family__state=F.WITHDRAWN)

    with pytest.raises(Refusal, match="family-left"):
        step(match=match, by=None, now=NOW)

    end = matches.end if state == S.ACTIVE else matches.decline
    end(match=match, **({} if state == S.ACTIVE else {"side": "family"}), reason="other", by=None, now=NOW)
    assert not match.is_open


@pytest.mark.django_db
def test_with_a_reader_who_left_a_match_can_only_end() -> None:
    match = MatchFactory(proposal__volunteer__state="left")

    with pytest.raises(Refusal, match="reader-left"):
        matches.accept_by_family(match=match, by=None, now=NOW)

    matches.decline(match=match, side="volunteer", reason="not_now", by=None, now=NOW)
    assert not match.is_open
