"""Sending: shown first, checked on today's data, undone within ten minutes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from matching.models import Match, MatchingRun
from matching.states import MatchState, RunState
from programmes.models import User
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import UserFactory, coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def marieke(client: Client) -> User:
    user = coordinator()
    client.force_login(user)
    return user


def run_with(approved: int = 1, unapproved: int = 0) -> MatchingRun:
    run: MatchingRun = RunFactory(state=RunState.SUCCEEDED)
    for _ in range(approved):
        ProposalFactory(run=run, approved_at=timezone.now(), volunteer__account=UserFactory())
    for _ in range(unapproved):
        ProposalFactory(run=run)
    return run


def seen(client: Client, run: MatchingRun, which: str = "approved") -> dict[str, str]:
    page = client.get(f"/werk/koppelen/{run.pk}/versturen?which={which}")
    form = page.context["form"]
    day = localdate() + timedelta(days=5)
    return {"which": which, "seen": form.initial["seen"], "reply_by": f"{day:%Y-%m-%d}"}


def send(client: Client, run: MatchingRun, asked: dict[str, str]) -> object:
    return client.post(f"/werk/koppelen/{run.pk}/versturen", asked, follow=True)


def test_only_approved_proposals_are_sent(client: Client, marieke: User) -> None:
    run = run_with(approved=2, unapproved=1)

    send(client, run, seen(client, run))

    assert Match.objects.count() == 2


def test_the_day_for_the_answers_is_the_one_chosen(client: Client, marieke: User) -> None:
    run = run_with()

    send(client, run, seen(client, run))

    match = Match.objects.get()
    assert match.reply_by == localdate() + timedelta(days=5)
    assert match.guide == marieke


def test_a_day_in_the_past_comes_back_at_its_field(client: Client, marieke: User) -> None:
    run = run_with()

    answer = client.post(
        f"/werk/koppelen/{run.pk}/versturen", {**seen(client, run), "reply_by": "2020-01-01"}
    )

    assert answer.context["form"].errors["reply_by"]
    assert not Match.objects.exists()


def test_nobody_sends_other_proposals_than_they_saw(client: Client, marieke: User) -> None:
    run = run_with()
    asked = seen(client, run)
    ProposalFactory(run=run, approved_at=timezone.now())

    answer = client.post(f"/werk/koppelen/{run.pk}/versturen", asked)

    assert answer.status_code == 409
    assert not Match.objects.exists()


def test_a_pair_that_does_not_hold_today_stays_behind_with_its_reason(client: Client, marieke: User) -> None:
    run = run_with()
    broken = ProposalFactory(run=run, approved_at=timezone.now(), volunteer__state="resting")

    page = client.get(f"/werk/koppelen/{run.pk}/versturen")
    send(client, run, seen(client, run))

    assert [line.proposal for line in page.context["preview"].refused] == [broken]
    assert Match.objects.count() == 1
    left = client.get(f"/werk/koppelen/{run.pk}/verstuurd").context["left"]
    assert [line.code for line in left.lines] == ["state"]


def test_who_cannot_be_mailed_has_to_be_called(client: Client, marieke: User) -> None:
    run = RunFactory(state=RunState.SUCCEEDED)
    ProposalFactory(run=run, approved_at=timezone.now())

    page = client.get(f"/werk/koppelen/{run.pk}/versturen")

    assert (len(page.context["preview"].to_call), len(page.context["preview"].by_email)) == (1, 0)


def test_texts_letters_and_mails_are_counted_apart(client: Client, marieke: User) -> None:
    run = run_with()
    for preferred in ("phone", "phone", "post"):
        reader = {"volunteer__account": UserFactory(), "volunteer__preferred_channel": preferred}
        ProposalFactory(run=run, approved_at=timezone.now(), **reader)

    preview = client.get(f"/werk/koppelen/{run.pk}/versturen").context["preview"]

    assert [len(part) for part in (preview.by_email, preview.by_sms, preview.by_letter)] == [1, 2, 1]


def test_one_is_undone_and_the_other_stays(client: Client, marieke: User) -> None:
    run = run_with(approved=2)
    send(client, run, seen(client, run))
    first = Match.objects.earliest("pk")

    client.post(f"/werk/koppelen/{run.pk}/verstuurd/{first.pk}/terugnemen")

    states = Match.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [MatchState.TAKEN_BACK, MatchState.PROPOSED]


def test_a_run_that_repeats_another_is_not_sent(client: Client, marieke: User) -> None:
    run = run_with()
    MatchingRun.objects.filter(pk=run.pk).update(repeats=RunFactory(state=RunState.SUCCEEDED))

    send(client, run, seen(client, run))

    assert not Match.objects.exists()


@pytest.mark.parametrize("page", ["versturen", "verstuurd"])
def test_the_pages_ask_as_much_for_one_pair_as_for_five(client: Client, marieke: User, page: str) -> None:
    run = run_with()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/werk/koppelen/{run.pk}/{page}")
        return len(queries)

    before = asked()
    for _ in range(4):
        ProposalFactory(run=run, approved_at=timezone.now(), volunteer__account=UserFactory())

    assert asked() == before


def test_nobody_sends_a_pair_that_they_saw_stay_behind(client: Client, marieke: User) -> None:
    run = run_with()
    row = ProposalFactory(run=run, approved_at=timezone.now(), volunteer__state="resting")
    asked = seen(client, run)
    type(row.volunteer).objects.filter(pk=row.volunteer_id).update(state="available")

    answer = client.post(f"/werk/koppelen/{run.pk}/versturen", asked)

    assert answer.status_code == 409
    assert not Match.objects.exists()
