"""What a reader is told of matches and what is erased of them: nothing of the family, no word left."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from matching.domain import questions
from matching.models import Match, PendingChange
from matching.states import DeclineReason, MatchState
from programmes.domain.access import NotAllowedError
from programmes.domain.privacy import chapters_of
from programmes.models import StateChange
from tests.every_table import where
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, ProposalFactory, RunFactory
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator
from tests.factories.readers import account_of, match_of, reader
from tests.factories.snapshots import SnapshotFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain.erasing import erase
from volunteers.domain.own_data import person_of
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def wim() -> Volunteer:
    return reader()


def told_of_match(volunteer: Volunteer) -> dict[str, object]:
    chapter = next(row for row in chapters_of(person_of(volunteer)) if row.name == "matches")
    return {fact.name: fact.value for fact in chapter.records[0]}


def test_why_and_when_a_family_answered_is_theirs(wim: Volunteer) -> None:
    match = match_of(wim, state=MatchState.DECLINED, end_reason=DeclineReason.NOT_AGAIN, ended_at=NOW)
    Match.objects.filter(pk=match.pk).update(family_accepted_at=NOW)
    StateChange.objects.create(
        subject="matching.match", subject_id=match.pk, to_state="declined", reason="family:not_again", at=NOW
    )

    told = told_of_match(wim)

    assert told["ended_at"] == NOW.isoformat()
    assert not told.keys() & {"family_accepted_at", "end_reason"}


def test_their_own_reason_is_told(wim: Volunteer) -> None:
    match = match_of(wim, state=MatchState.DECLINED, end_reason=DeclineReason.TOO_FAR, ended_at=NOW)
    StateChange.objects.create(
        subject="matching.match", subject_id=match.pk, to_state="declined", reason="volunteer:too_far", at=NOW
    )

    assert told_of_match(wim)["end_reason"] == DeclineReason.TOO_FAR


@pytest.mark.parametrize("as_second", [False, True])
def test_no_reason_of_a_change_that_waits_names_who_was_erased(wim: Volunteer, as_second: bool) -> None:
    other, family = VolunteerFactory(), FamilyFactory()
    pair = (
        {"volunteer": other, "with_volunteer": wim}
        if as_second
        else {"volunteer": wim, "with_volunteer": other}
    )
    PendingChange.objects.create(
        run=RunFactory(state="succeeded"),
        kind="swap",
        family=family,
        with_family=FamilyFactory(region=family.region),
        reason="Kanariepiet wil liever dit gezin",
        made_at=NOW,
        **pair,
    )

    erase(volunteer=wim, by=wim.account, now=NOW)

    assert where("Kanariepiet") == []


def test_a_question_that_was_on_its_way_is_not_kept_of_who_was_erased(wim: Volunteer) -> None:
    account = account_of(wim)
    stale = Volunteer.objects.get(pk=wim.pk)
    erase(volunteer=wim, by=account, now=NOW)

    with pytest.raises(NotAllowedError):
        questions.ask(volunteer=stale, text="Kanariepiet?", by=account, now=NOW)

    assert where("Kanariepiet") == []


def test_the_pages_of_a_coordinator_go_on_about_who_was_erased(client: Client, wim: Volunteer) -> None:
    ended = MatchFactory(proposal__volunteer=wim, state=MatchState.COMPLETED)
    run = ended.proposal.run
    SnapshotFactory(run=run)
    ProposalFactory(run=run, volunteer=wim)
    erase(volunteer=wim, by=wim.account, now=timezone.now() - timedelta(days=1))
    client.force_login(coordinator(language="en"))

    pages = [
        f"/werk/koppelingen/{ended.pk}",
        "/werk/koppelingen",
        f"/werk/koppelen/{run.pk}/voorstellen",
        f"/werk/koppelen/{run.pk}/voorstellen/rijen",
        f"/werk/koppelen/{run.pk}/instellingen",
        f"/werk/koppelen/{run.pk}/kaart",
        f"/werk/koppelen/{run.pk}/versturen",
        f"/werk/voorlezers/{wim.pk}",
        f"/werk/voorlezers/{wim.pk}/koppelingen",
        "/werk/voorlezers?stand=left",
        "/werk/taken",
        "/werk/vragen",
        "/werk",
    ]
    answers = {page: client.get(page) for page in pages}

    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    assert b"Erased" in answers[pages[0]].content
    assert b"erased.invalid" not in b"".join(answer.content for answer in answers.values())
    assert b"Hendriks" not in b"".join(answer.content for answer in answers.values())


@pytest.mark.parametrize(("days", "is_shown"), [(29, True), (31, False)])
def test_thirty_days_after_the_end_the_page_of_visits_names_nobody(
    client: Client,
    wim: Volunteer,
    days: int,
    is_shown: bool,
) -> None:
    then = timezone.now() - timedelta(days=days)
    match = match_of(
        wim, state=MatchState.COMPLETED, started_on=then.date() - timedelta(days=90), ended_at=then
    )
    client.force_login(account_of(wim))

    answer = client.get(f"/mijn/{match.pk}/bezoeken")

    assert ("El Idrissi" in answer.content.decode()) <= is_shown
