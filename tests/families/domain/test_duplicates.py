"""A family that may be in the register already: noted for a coordinator, told to nobody else (quality N3)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from families.domain.duplicate_decisions import to_decide
from families.domain.duplicates import is_known_to
from families.domain.entry import Referral
from families.domain.referral import register
from families.models import Child, Family, PossibleDuplicate
from families.states import FamilyState
from outbox.models import Message
from programmes.domain.access import actor_of
from programmes.models import Organisation, User
from tests.api_clients import client_of
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW
from tests.factories.programmes import OrganisationFactory, RegionFactory, coordinator, social_worker
from tests.families.entries import CHILD, body, entry

pytestmark = pytest.mark.django_db
BORN = CHILD.birth_month
HERE = {"postcode": "5211AB"}
PEOPLE = 2


def known(
    *, child: str = "Yusuf", born: date = BORN, home: dict[str, Any] | None = None, **fields: Any
) -> Family:
    """The family of the entry, as somebody else registered it before."""
    family: Family = FamilyFactory(children=[born], homes=[home or HERE], **fields)
    Child.objects.filter(family=family).update(first_name=child)
    return family


def registered(by: User, entered: Referral | None = None) -> Family:
    return register(entry=entered or entry(), actor=actor_of(by), by=by, now=NOW)


def likenesses() -> list[tuple[int, int]]:
    return list(PossibleDuplicate.objects.order_by("pk").values_list("family", "earlier"))


def test_name_month_and_postcode_make_a_likeness() -> None:
    earlier = known()

    family = registered(social_worker())

    likeness = PossibleDuplicate.objects.get()
    assert (likeness.family, likeness.earlier, likeness.found_at) == (family, earlier, NOW)
    assert (likeness.outcome, likeness.decided_by, likeness.decided_at) == ("", None, None)


@pytest.mark.parametrize(
    ("last_name", "child"),
    [("Elidrissi", "Mohamed"), ("Yilmaz", "Youssef"), ("El Idrisi", "Joesoef"), ("", "Yusuf")],
)
def test_one_name_alike_is_enough_however_it_is_spelt(last_name: str, child: str) -> None:
    known(last_name=last_name, child=child)

    registered(social_worker())

    assert len(likenesses()) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"last_name": "Yilmaz", "child": "Amina"},
        {"born": date(2017, 4, 1)},
        {"home": {"postcode": "5211AC"}},
        {"last_name": "", "child": ""},
    ],
    ids=["other names", "other month", "other postcode", "no names"],
)
def test_less_than_all_three_is_no_likeness(other: dict[str, Any]) -> None:
    known(**other)

    registered(social_worker())

    assert likenesses() == []


def test_a_name_counts_for_the_child_of_that_month_only() -> None:
    earlier = known(last_name="Yilmaz", child="Amina")
    Child.objects.create(family=earlier, first_name="Yusuf", birth_month=date(2019, 6, 1))

    registered(social_worker())

    assert likenesses() == []


def test_one_of_two_homes_and_one_of_the_children_are_enough() -> None:
    homes = [{**HERE, "rhythm": "week_b"}, {"postcode": "5038AA", "rhythm": "week_a"}]
    FamilyFactory(children=[BORN, date(2019, 6, 1)], homes=homes)

    registered(social_worker())

    assert len(likenesses()) == 1


def test_another_municipality_is_not_looked_at() -> None:
    known(region=RegionFactory(slug="oss"))

    registered(social_worker())

    assert likenesses() == []


@pytest.mark.parametrize(
    "state", [FamilyState.REFERRED, FamilyState.ACTIVE, FamilyState.CLOSED, FamilyState.WITHDRAWN]
)
def test_families_that_left_count_too(state: FamilyState) -> None:
    earlier = known(state=state)

    family = registered(social_worker())

    assert likenesses() == [(family.pk, earlier.pk)]


def test_a_family_that_was_erased_is_like_nobody() -> None:
    gone = known(state=FamilyState.CLOSED, first_name="", last_name="", phone="")
    gone.children.update(first_name="")

    registered(social_worker(), entry(last_name=""))

    assert likenesses() == []


def test_a_family_without_children_or_homes_any_more_is_like_nobody() -> None:
    FamilyFactory(state=FamilyState.CLOSED, children=[], homes=[])

    registered(social_worker())

    assert likenesses() == []


def test_each_earlier_family_is_noted_once() -> None:
    first, second = known(), known()

    family = registered(social_worker(), entry(children=(CHILD, replace(CHILD, first_name="Joessoef"))))

    assert likenesses() == [(family.pk, first.pk), (family.pk, second.pk)]


@pytest.mark.django_db(transaction=True)
def test_of_two_registrations_at_the_same_instant_the_second_sees_the_first() -> None:
    people = [social_worker(), social_worker()]
    entered = entry()
    start = Barrier(PEOPLE)

    with ThreadPoolExecutor(PEOPLE) as pool:
        numbers = list(pool.map(lambda by: _at_once(by, entered, start), people))

    assert likenesses() == [(max(numbers), min(numbers))]


def _at_once(by: User, entered: Referral, start: Barrier) -> int:
    start.wait(timeout=10)
    try:
        return registered(by, entered).pk
    finally:
        connection.close()


def test_only_a_coordinator_hears_of_it() -> None:
    organisation = OrganisationFactory()
    known(organisation=organisation)

    by = social_worker(organisation)
    registered(by)

    assert to_decide(actor_of(coordinator())).count() == 1
    assert not to_decide(actor_of(by)).exists()


def test_a_referrer_gets_the_answer_of_a_new_registration() -> None:
    by = social_worker()

    new, again = registered(by), registered(by)

    assert likenesses() == [(again.pk, new.pk)]
    assert _told(again) == _told(new)


def _told(family: Family) -> tuple[object, ...]:
    message = Message.objects.get(subject="families.family", subject_id=family.pk)
    return family.state, family.organisation, message.kind, message.recipient, message.facts


def test_the_api_answers_alike_whether_the_family_is_known_or_not() -> None:
    api = client_of(social_worker())

    new, again = (api.post("/api/v1/families", body()) for _ in range(2))

    assert PossibleDuplicate.objects.count() == 1
    assert (again.status_code, again.headers.keys()) == (new.status_code, new.headers.keys())
    assert _without_numbers(again.json()) == _without_numbers(new.json())


def _without_numbers(answer: dict[str, Any]) -> dict[str, Any]:
    own = {"id", "reference", "registered_at", "since"}
    return {name: value for name, value in answer.items() if name not in own}


def test_the_same_organisation_is_told_what_it_can_see_itself() -> None:
    organisation: Organisation = OrganisationFactory()
    known(organisation=organisation)
    by = social_worker(organisation)

    family = registered(by)

    assert is_known_to(actor_of(by), family)


def test_nobody_is_told_of_a_family_of_another_organisation() -> None:
    known(organisation=OrganisationFactory())
    known(organisation=None)
    by = social_worker()

    family = registered(by)

    assert len(likenesses()) == 2
    assert not is_known_to(actor_of(by), family)


def test_who_works_for_two_organisations_is_told_of_the_one_that_registers() -> None:
    here, there = OrganisationFactory(), OrganisationFactory()
    by = social_worker(here)
    by.role_assignments.create(role="social_worker", organisation=there)
    known(organisation=there)

    family = registered(by, entry(organisation=here.pk))

    assert len(likenesses()) == 1
    assert not is_known_to(actor_of(by), family)


def test_a_coordinators_own_registration_tells_nothing_here() -> None:
    known()
    by = coordinator()

    family = registered(by)

    assert len(likenesses()) == 1
    assert not is_known_to(actor_of(by), family)
