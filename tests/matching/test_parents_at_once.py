"""Parents, a reader, a coordinator and the clock at the same instant: one truth comes out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from families.domain import consents
from families.models import Family
from families.states import FamilyState
from matching.domain import expiry, matches, taking_back, telling
from matching.domain.matches import Side
from matching.models import CallRequest, HeldSlot, Match
from matching.states import MatchState
from outbox.models import Message
from outbox.states import MessageState
from programmes.models import StateChange
from tests.factories.parents import asked, secret_for_parents
from tests.matching.test_visit_races import ROUNDS, at_once, fresh

pytestmark = pytest.mark.django_db(transaction=True)
M = MatchState


def pressing(match: Match, step: str, **fields: str) -> Callable[[], object]:
    """The act of pressing a button on a device of its own; it must end in a page."""
    secret = secret_for_parents(match)

    def press() -> None:
        answer = Client(raise_request_exception=True).post(f"/antwoord/{secret}/{step}", fields)
        assert answer.status_code in {200, 302, 409, 410}, answer.status_code

    return press


def moves_of(match: Match) -> list[str]:
    steps = StateChange.objects.filter(subject="matching.match", subject_id=match.pk).order_by("pk")
    return list(steps.values_list("to_state", flat=True))


def test_two_devices_that_say_yes_say_it_once() -> None:
    for _ in range(ROUNDS):
        match = asked()

        assert at_once(*[pressing(match, "yes") for _device in range(3)]) == []

        assert moves_of(match) == [M.ACCEPTED_BY_FAMILY]


def test_of_a_yes_and_a_no_the_no_stays() -> None:
    for _ in range(ROUNDS):
        match = asked()

        at_once(pressing(match, "yes"), pressing(match, "no", reason="other"))

        # A yes that came first became a no, as one person may do; one that came later changed nothing.
        assert moves_of(match)[-1] == fresh(match).state == M.DECLINED
        assert not HeldSlot.objects.filter(match=match, is_open=True).exists()
        assert Family.objects.get(pk=match.family_id).state == FamilyState.WAITING


def test_two_who_want_to_be_called_are_one_call_and_an_answer_settles_it() -> None:
    for _ in range(ROUNDS):
        match = asked()
        at_once(*[pressing(match, "call") for _device in range(3)])
        assert CallRequest.objects.filter(match=match).count() == 1

        at_once(pressing(match, "call"), pressing(match, "yes"))

        assert fresh(match).state == M.ACCEPTED_BY_FAMILY
        assert not CallRequest.objects.filter(match=match, settled_at__isnull=True).exists()


def test_the_yes_of_parents_and_of_a_reader_make_one_pair() -> None:
    for _ in range(ROUNDS):
        match = asked()

        at_once(
            pressing(match, "yes"),
            lambda: matches.accept_by_volunteer(match=fresh(match), by=None, now=timezone.now()),  # noqa: B023 - ends within this round
        )

        assert fresh(match).state == M.ACCEPTED
        assert Family.objects.get(pk=match.family_id).state == FamilyState.MATCHED


OVER: dict[str, Callable[[Match], object]] = {
    "taken back": lambda match: taking_back.take_back(match=fresh(match), by=None, now=timezone.now()),
    "expired": lambda match: expiry.expire_due(now=timezone.now() + timedelta(days=9)),
    "reader says no": lambda match: matches.decline(
        match=fresh(match), side=Side.VOLUNTEER, reason="other", by=None, now=timezone.now()
    ),
    "consent taken back": lambda match: consents.withdraw_consent(
        family=Family.objects.get(pk=match.family_id), by=None, now=timezone.now()
    ),
}


@pytest.mark.parametrize("what", OVER)
@pytest.mark.parametrize("step", ["yes", "call"])
def test_what_is_over_at_that_instant_leaves_no_half_answer(what: str, step: str) -> None:
    for _ in range(ROUNDS):
        match = asked()
        with transaction.atomic():
            telling.ask_parents(match, now=timezone.now())

        at_once(pressing(match, step), lambda: OVER[what](match))  # noqa: B023 - ends within this round

        after = fresh(match)
        held = HeldSlot.objects.filter(match=match, is_open=True).exists()
        assert held <= after.is_open
        # Parents who said yes first are promised a call when it comes to nothing.
        if not after.is_open and after.family_accepted_at is None:
            assert not CallRequest.objects.filter(match=match, settled_at__isnull=True).exists()
        if not (step == "call" and after.state == M.PROPOSED and after.family.state != FamilyState.WITHDRAWN):
            assert not Message.objects.filter(
                subject_id=match.pk, state=MessageState.HELD, to_family__isnull=False
            ).exists()
    connections.close_all()
