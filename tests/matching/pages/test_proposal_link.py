"""A proposal behind its link: what it shows, what it changes, and for whom it works (S5, N20, P3)."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import cast

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.domain import matches
from matching.models import Match, Question
from matching.states import DeclineReason, MatchState
from programmes.domain import links
from programmes.models import AccessLog, LinkPurpose, RoleAssignment, StateChange, User
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import DistrictFactory, volunteer_account
from tests.factories.readers import account_of, match_of, reader, secret_of
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
SECRETS = ("El Idrissi", "Amina", "+31612345678", "5212", "Yusuf", "G-")
PURPOSES = [purpose for purpose in LinkPurpose if purpose != LinkPurpose.ANSWER]


@pytest.fixture
def wim() -> Volunteer:
    return reader()


def page(secret: str, *, status: int = 200, rest: str = "") -> str:
    """Look at the page; the secret in its addresses is chance, and may hold any letters."""
    answer = Client().get(f"/voorstel/{secret}{rest}", headers={"Accept-Language": "en"})
    assert answer.status_code == status
    return " ".join(answer.content.decode().replace(secret, "").split())


def send(secret: str, step: str, **fields: str) -> HttpResponse:
    address, headers = f"/voorstel/{secret}/{step}", {"Accept-Language": "en"}
    return cast("HttpResponse", Client().post(address, fields, headers=headers, follow=True))


def state_of(match: Match) -> str:
    return Match.objects.get(pk=match.pk).state


def test_the_page_tells_what_one_needs_to_choose_and_not_who_they_are(wim: Volunteer) -> None:
    home = {"district": DistrictFactory(name="De Kruiskamp")}
    match = match_of(wim, family=FamilyFactory(state="proposed", homes=[home], parents_dutch="A1"))

    shown = page(secret_of(match))

    for told in (
        "Wim, there is a family for you",
        "1 child, 9 years",
        "Wednesday, 14:00 to 15:00",
        "20 times.",
        "5 minutes by bicycle",
        "De Kruiskamp",
        "At home Arabic",
        "is learning Dutch",
        "3 of your moments suit this family.",
        "You live nearby.",
        "This family has waited for 11 weeks.",
    ):
        assert told in shown
    assert not [secret for secret in SECRETS if secret in shown]


def test_looking_changes_nothing_but_that_somebody_looked(wim: Volunteer) -> None:
    match = match_of(wim)
    before = StateChange.objects.count()
    secret = secret_of(match)

    for rest in ("", "/yes", "/no", "/question"):
        Client().get(f"/voorstel/{secret}{rest}")

    assert state_of(match) == MatchState.PROPOSED
    assert StateChange.objects.count() == before
    assert {log.by for log in AccessLog.objects.filter(action="proposal")} == {wim.account}


def test_yes_is_kept_and_said_twice_it_is_one_yes(wim: Volunteer) -> None:
    match = match_of(wim)
    secret = secret_of(match)

    shown = [send(secret, "yes").content.decode() for _ in range(2)]

    assert state_of(match) == MatchState.ACCEPTED_BY_VOLUNTEER
    assert all("Now we wait for the answer of the family" in text for text in shown)
    step = StateChange.objects.get(subject="matching.match", subject_id=match.pk)
    assert (step.by, step.reason) == (wim.account, "volunteer")


def test_no_asks_a_reason_and_keeps_the_volunteer_on_the_list(wim: Volunteer) -> None:
    match = match_of(wim)
    secret = secret_of(match)

    without = send(secret, "no").content.decode()
    told = send(secret, "no", reason=DeclineReason.TOO_FAR).content.decode()

    assert "<title>Error:" in without.replace("\n", "")
    assert "Choose a reason" in without
    assert "Thank you. You stay on the list." in told
    assert Match.objects.get(pk=match.pk).end_reason == DeclineReason.TOO_FAR
    assert Volunteer.objects.get(pk=wim.pk).state == VolunteerState.AVAILABLE


@pytest.mark.parametrize("reason", ["not_again", "nonsense", ""])
def test_a_reason_that_is_not_offered_changes_nothing(wim: Volunteer, reason: str) -> None:
    match = match_of(wim)

    send(secret_of(match), "no", reason=reason)

    assert state_of(match) == MatchState.PROPOSED


def test_a_yes_can_still_become_a_no_while_the_family_thinks(wim: Volunteer) -> None:
    match = match_of(wim, state=MatchState.ACCEPTED_BY_VOLUNTEER, volunteer_accepted_at=timezone.now())

    send(secret_of(match), "no", reason=DeclineReason.NOT_NOW)

    assert state_of(match) == MatchState.DECLINED


@pytest.mark.parametrize(
    ("state", "status", "told"),
    [
        (MatchState.ACCEPTED, 200, "You both said yes"),
        (MatchState.INTRODUCTION_PLANNED, 200, "You meet on Tuesday 12 January"),
        (MatchState.ACTIVE, 200, "You read with this family"),
        (MatchState.EXPIRED, 410, "The time limit is over"),
        (MatchState.DECLINED, 410, "This proposal is not open any more"),
        (MatchState.COMPLETED, 410, "This has ended"),
        (MatchState.NO_CLICK, 410, "This has ended"),
    ],
)
def test_a_proposal_that_is_not_open_says_what_is_true_and_nothing_of_the_family(
    wim: Volunteer, state: MatchState, status: int, told: str
) -> None:
    day = timezone.localdate().replace(year=2027, month=1, day=12)
    match = match_of(wim, state=state, introduction_on=day)
    secret = secret_of(match)

    shown = page(secret, status=status)
    answers = [send(secret, "yes"), send(secret, "no", reason="moment"), send(secret, "question", text="x")]

    assert told in shown
    assert not [secret for secret in (*SECRETS, "9 years", "14:00", "Arabic") if secret in shown]
    assert [answer.status_code for answer in answers] == [status] * 3
    assert state_of(match) == state
    assert not Question.objects.exists()


def test_somebody_who_was_ahead_is_told_of_and_nothing_changes_twice(wim: Volunteer) -> None:
    match = match_of(wim)
    secret = secret_of(match)
    matches.decline(match=match, side="family", reason="moment", by=None, now=timezone.now())

    answer = send(secret, "yes")

    assert answer.status_code == 410
    assert "not about you" in answer.content.decode()


def test_a_question_behind_the_link_reaches_the_desk_and_says_so(wim: Volunteer) -> None:
    match = match_of(wim)

    empty = send(secret_of(match), "question", text=" ").content.decode()
    told = send(secret_of(match), "question", text="May my dog come along?").content.decode()

    assert "Write your question, in one or two sentences." in empty
    assert "Your question is with" in told
    assert Question.objects.get().match == match


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_link_for_something_else_does_not_answer(wim: Volunteer, purpose: LinkPurpose) -> None:
    match = match_of(wim)
    secret = secret_of(match, purpose=purpose)

    assert page(secret, status=410)
    assert send(secret, "yes").status_code == 410
    assert state_of(match) == MatchState.PROPOSED


def test_a_link_to_answer_opens_nothing_else(wim: Volunteer) -> None:
    match = match_of(wim, state=MatchState.ACTIVE, started_on=timezone.localdate())
    secret, client = secret_of(match), Client()

    answers = [
        client.post(f"/inloggen/link/{secret}"),
        client.get(f"/bezoek/{secret}"),
        client.get(f"/calendar/{secret}.ics"),
        client.get(f"/meedoen/samen/{secret}"),
    ]

    assert {answer.status_code for answer in answers} <= {404, 410}
    assert "_auth_user_id" not in client.session


def stop_account(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def erase_account(user: User) -> None:
    RoleAssignment.objects.filter(user=user).delete()
    user.delete()


def take_role(user: User) -> None:
    RoleAssignment.objects.filter(user=user).delete()


def leave(user: User) -> None:
    Volunteer.objects.filter(account=user).update(state=VolunteerState.LEFT)


def revoke(user: User) -> None:
    links.revoke(account=user, purpose=LinkPurpose.ANSWER, now=timezone.now())


@pytest.mark.parametrize("end", [stop_account, erase_account, take_role, leave, revoke])
def test_the_link_of_somebody_who_takes_part_no_more_is_gone(
    wim: Volunteer, end: Callable[[User], None]
) -> None:
    match = match_of(wim)
    secret = secret_of(match)

    end(account_of(wim))

    assert page(secret, status=410)
    assert send(secret, "yes").status_code == 410
    assert state_of(match) == MatchState.PROPOSED


def test_a_link_about_the_match_of_somebody_else_is_gone() -> None:
    stranger = volunteer_account()
    VolunteerFactory(account=stranger)
    match = MatchFactory()

    assert page(secret_of(match, account=stranger), status=410)


def test_an_unknown_secret_and_an_old_link_look_the_same(wim: Volunteer) -> None:
    match = match_of(wim)
    long_ago = timezone.now() - timedelta(days=61)
    old = links.make(purpose=LinkPurpose.ANSWER, account=account_of(wim), subject=match, now=long_ago)

    pages = [page(secret, status=410) for secret in (old, "x" * 43)]

    told = [re.sub(r"<[^>]*>", "", text) for text in pages]
    assert told[0] == told[1]


def test_a_step_that_does_not_exist_is_missing(wim: Volunteer) -> None:
    assert Client().get(f"/voorstel/{secret_of(match_of(wim))}/maybe").status_code == 404


def test_either_of_a_duo_answers_and_reads_from_whose_home_they_leave(wim: Volunteer) -> None:
    els = reader(first_name="Els")
    match = match_of(wim, partner=els, partner_seat=1)
    secret = secret_of(match, account=account_of(els))

    shown = page(secret)
    send(secret, "yes")

    assert "Els, there is a family for you" in shown
    assert "from the home of Wim" in shown
    assert "Together with Wim" in shown
    assert state_of(match) == MatchState.ACCEPTED_BY_VOLUNTEER


def queries_of(match: Match) -> int:
    secret = secret_of(match)
    page(secret)
    with CaptureQueriesContext(connection) as asked:
        page(secret)
    return len(asked)


def test_a_large_family_takes_as_many_queries_as_a_small_one(wim: Volunteer) -> None:
    homes = [{"rhythm": "week_a"}, {"rhythm": "week_b"}]
    large = FamilyFactory(state="proposed", children=[date(2017, 3, 1)] * 4, homes=homes)

    assert queries_of(match_of(wim)) == queries_of(match_of(reader(), family=large))
