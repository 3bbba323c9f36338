"""Pins and bans: what may be decided, what the database keeps, and when a decision ends."""

import threading
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from matching.domain import overrides
from matching.domain.violations import broken_constraint
from matching.models import Override, OverrideKind
from matching.states import MatchState, OverrideState
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import StateChange
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, OverrideFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.volunteers import VolunteerFactory

PIN, BAN = OverrideKind.PIN, OverrideKind.BAN
TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


def decide(kind: OverrideKind = PIN, **given: Any) -> Override:
    usual = {"reason": "They know each other", "by": None, "now": NOW}
    if "volunteer" not in given:
        given["volunteer"] = VolunteerFactory()
    if "family" not in given:
        given["family"] = FamilyFactory()
    return overrides.decide(kind=kind, **{**usual, **given})


def pair_of(override: Override) -> dict[str, Any]:
    return {"volunteer": override.volunteer, "family": override.family}


def refused(kind: OverrideKind = PIN, **given: Any) -> str:
    with pytest.raises(Refusal) as caught:
        decide(kind, **given)
    return caught.value.code


@pytest.mark.django_db
@pytest.mark.parametrize("kind", OverrideKind)
def test_a_decision_says_who_made_it_when_why_and_until_when(kind: OverrideKind) -> None:
    person = coordinator()

    made = decide(kind, reason="  They know each other ", until=TOMORROW, by=person)

    made.refresh_from_db()
    assert (made.kind, made.state, made.reason, made.until) == (
        kind,
        "open",
        "They know each other",
        TOMORROW,
    )
    assert (made.created_by, made.created_at, made.ended_at) == (person, NOW, None)
    assert (made.region, made.programme) == (made.family.region, made.family.programme)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"until": TODAY}, "until"),
        ({"until": YESTERDAY}, "until"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_decided(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        decide(**wrong)

    assert list(caught.value.errors) == [field]
    assert not Override.objects.exists()


@pytest.mark.django_db
def test_two_of_different_regions_are_no_pair() -> None:
    with pytest.raises(InvalidInput) as caught:
        decide(volunteer=VolunteerFactory(region=RegionFactory(slug="tilburg")))

    assert list(caught.value.errors) == ["volunteer"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("volunteer", "family", "rule"),
    [
        ({"state": "resting"}, {}, "state"),
        ({}, {"state": "intake_done"}, "state"),
        ({"x": 140_000}, {}, "distance"),
        ({}, {"required_language": "ti"}, "language"),
        ({"windows": []}, {}, "slot"),
    ],
)
def test_a_pin_that_no_run_could_keep_is_refused_with_its_rule(
    volunteer: dict[str, Any], family: dict[str, Any], rule: str
) -> None:
    assert refused(volunteer=VolunteerFactory(**volunteer), family=FamilyFactory(**family)) == rule


@pytest.mark.django_db
def test_a_ban_needs_no_rule() -> None:
    assert decide(BAN, volunteer=VolunteerFactory(state="resting")).pk


@pytest.mark.django_db
def test_a_pin_of_two_who_are_together_already_is_refused() -> None:
    match = MatchFactory(state=MatchState.ACTIVE, proposal__volunteer__capacity=2)

    assert refused(volunteer=match.volunteer, family=match.family) in {"state", "ban"}


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "code"), [(PIN, "pinned-already"), (BAN, "banned-already")])
@pytest.mark.parametrize("second", OverrideKind)
def test_a_pair_is_pinned_or_banned_once(first: OverrideKind, code: str, second: OverrideKind) -> None:
    made = decide(first)

    assert refused(second, **pair_of(made)) == code


@pytest.mark.django_db
def test_what_has_ended_or_expired_makes_place() -> None:
    first = decide()
    overrides.end(override=first, by=None, now=NOW)
    second = decide(BAN, **pair_of(first), until=TOMORROW)

    third = decide(**pair_of(first), now=NOW + timedelta(days=2))

    second.refresh_from_db()
    assert (second.state, second.ended_by) == (OverrideState.ENDED, None)
    assert StateChange.objects.get(subject_id=second.pk, subject="matching.override").reason == "expired"
    assert third.state == OverrideState.OPEN


@pytest.mark.django_db
def test_ending_keeps_it_with_who_and_when() -> None:
    person, made = coordinator(), decide()

    overrides.end(override=made, by=person, now=NOW)

    made.refresh_from_db()
    assert (made.state, made.ended_by, made.ended_at) == (OverrideState.ENDED, person, NOW)
    step = StateChange.objects.get(subject="matching.override", subject_id=made.pk)
    assert (step.from_state, step.to_state, step.by) == ("open", "ended", person)
    with pytest.raises(MoveNotAllowedError):
        overrides.end(override=made, by=person, now=NOW)


@pytest.mark.django_db
def test_no_more_than_200_pins_and_bans_are_in_force() -> None:
    volunteers = [VolunteerFactory() for _ in range(20)]
    families = [FamilyFactory() for _ in range(10)]
    Override.objects.bulk_create(
        OverrideFactory.build(
            volunteer=volunteer, family=family, region=family.region, programme=family.programme
        )
        for volunteer, family in product(volunteers, families)
    )
    expired = Override.objects.latest("pk")

    assert refused() == "too-many-overrides"
    assert refused(BAN) == "too-many-overrides"
    Override.objects.filter(pk=expired.pk).update(until=YESTERDAY)
    assert decide().pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "until", "holds"),
    [
        ("open", None, True),
        ("open", TODAY, True),
        ("open", YESTERDAY, False),
        ("ended", None, False),
    ],
)
def test_it_holds_up_to_its_last_day(state: str, until: date | None, holds: bool) -> None:
    assert OverrideFactory(state=state, until=until).holds_on(TODAY) is holds


@pytest.mark.django_db
def test_the_number_of_queries_of_a_decision_does_not_grow() -> None:
    counts = []
    for size in (1, 4):
        for _ in range(size):
            OverrideFactory()
            MatchFactory()
        pair: dict[str, Any] = {"volunteer": VolunteerFactory(), "family": FamilyFactory()}
        with CaptureQueriesContext(connection) as queries:
            decide(**pair)
        counts.append(len(queries))

    assert counts[0] == counts[1]


COPY = """
    INSERT INTO matching_override (region_id, programme_id, volunteer_id, family_id, kind, state, reason,
        created_at, ended_at, ended_by_id)
    SELECT region_id, programme_id, volunteer_id, family_id, %(kind)s, %(state)s, %(reason)s, created_at,
        %(ended_at)s, %(ended_by)s FROM matching_override LIMIT 1
"""
AS_USUAL: dict[str, Any] = {
    "kind": "pin",
    "state": "open",
    "reason": "So",
    "ended_at": None,
    "ended_by": None,
}


def insert(**changes: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COPY, {**AS_USUAL, **changes})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({}, "a_pair_is_pinned_or_banned_once"),
        ({"kind": "ban"}, "a_pair_is_pinned_or_banned_once"),
        ({"kind": "wish"}, "override_is_a_pin_or_a_ban"),
        ({"state": "ended", "ended_at": NOW, "reason": ""}, "override_has_a_reason"),
        ({"state": "ended"}, "override_has_ended_when_it_says_so"),
        ({"ended_at": NOW}, "override_has_ended_when_it_says_so"),
    ],
)
def test_the_database_refuses(changes: dict[str, object], constraint: str) -> None:
    OverrideFactory()

    with pytest.raises(IntegrityError) as caught:
        insert(**changes)

    assert broken_constraint(caught.value) == constraint


@pytest.mark.django_db
def test_without_the_constraint_a_pair_would_be_both() -> None:
    OverrideFactory()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX a_pair_is_pinned_or_banned_once")

    insert(kind="ban")

    assert sorted(Override.objects.values_list("kind", flat=True)) == ["ban", "pin"]


@pytest.mark.django_db(transaction=True)
def test_of_a_pin_and_a_ban_at_the_same_instant_one_is_made() -> None:
    for _ in range(3):
        volunteer, family = VolunteerFactory(), FamilyFactory()
        barrier, results = threading.Barrier(2), list[str]()

        def act(kind: OverrideKind, **pair: Any) -> None:
            barrier.wait()  # noqa: B023 - both threads end within this round
            try:
                results.append(decide(kind, **pair).kind)  # noqa: B023 - as above
            except Refusal as refusal:
                results.append(refusal.code)  # noqa: B023 - as above
            finally:
                connections.close_all()

        pair = {"volunteer": volunteer, "family": family}
        threads = [threading.Thread(target=act, args=(kind,), kwargs=pair) for kind in (PIN, BAN)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert Override.objects.filter(family=family).count() == 1
        assert {"pin", "ban"} & set(results)
        assert {"pinned-already", "banned-already"} & set(results)
