from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from families.models import Family
from families.states import FamilyState
from programmes.models import AccessLog, Organisation
from tests.api_clients import anonymous, client_of, client_with, fields_of
from tests.factories.families import FamilyFactory
from tests.factories.programmes import (
    DistrictFactory,
    OrganisationFactory,
    RegionFactory,
    administrator,
    client_key,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.families.entries import consent, prepare

pytestmark = pytest.mark.django_db
LIST = "/api/v1/families"


@pytest.fixture
def api() -> APIClient:
    return client_of(coordinator())


def address(family: Family, step: str = "") -> str:
    return f"{LIST}/{family.pk}" + (f"/{step}" if step else "")


def ids(answer: Any) -> list[int]:
    return [row["id"] for row in answer.json()["results"]]


def test_a_list_takes_the_same_number_of_queries_however_long_it_is(
    api: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    FamilyFactory.create_batch(3, homes=[{"district": DistrictFactory()}])
    api.get(LIST)
    with django_assert_num_queries(11):
        api.get(LIST)
    FamilyFactory.create_batch(30, homes=[{"district": DistrictFactory()}])

    with django_assert_num_queries(11):
        answer = api.get(LIST)

    assert len(ids(answer)) == 33


def test_a_list_holds_nothing_by_which_a_household_is_known(api: APIClient) -> None:
    FamilyFactory(last_name="Canary", phone="+31699999999", homes=[{"postcode": "5299ZZ"}])

    text = api.get(LIST).content.decode()

    assert not any(word in text for word in ("Canary", "+31699999999", "5299ZZ"))
    assert not AccessLog.objects.exists()


def test_a_list_is_narrowed_by_state_district_and_programme(api: APIClient) -> None:
    wanted = FamilyFactory(homes=[{"district": DistrictFactory()}])
    FamilyFactory()
    FamilyFactory(state=FamilyState.MATCHED, homes=[{"district": DistrictFactory()}])

    answer = api.get(f"{LIST}?state=waiting&district=5211&programme=doorleesexpress")

    assert ids(answer) == [wanted.pk]


def test_a_referrer_filters_by_the_five_words_only() -> None:
    organisation: Organisation = OrganisationFactory()
    found = FamilyFactory(organisation=organisation, state=FamilyState.MATCHED)
    FamilyFactory(organisation=organisation)
    api = client_of(social_worker(organisation))

    assert ids(api.get(f"{LIST}?status=reader_found")) == [found.pk]
    assert fields_of(api.get(f"{LIST}?state=matched")) == {"state"}


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda _: client_of(coordinator()), 200),
        (lambda _: client_of(coordinator(RegionFactory(slug="elsewhere"))), 404),
        (lambda organisation: client_of(social_worker(organisation)), 200),
        (lambda _: client_of(social_worker()), 404),
        (lambda _: client_of(volunteer_account()), 404),
        (lambda _: client_of(administrator()), 404),
        (lambda _: client_with(client_key("families:read")), 200),
        (lambda _: client_with(client_key("status:read")), 404),
        (lambda _: anonymous(), 401),
    ],
)
def test_who_reads_a_family(make: Callable[[Organisation], APIClient], status: int) -> None:
    organisation: Organisation = OrganisationFactory()
    family = FamilyFactory(organisation=organisation)

    assert make(organisation).get(address(family)).status_code == status


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda _: client_of(coordinator()), 200),
        (lambda organisation: client_of(social_worker(organisation)), 200),
        (lambda _: client_of(social_worker()), 404),
        (lambda _: client_of(volunteer_account()), 404),
        (lambda _: client_with(client_key("status:read")), 200),
        (lambda _: client_with(client_key("families:read")), 404),
    ],
)
def test_who_reads_a_status(make: Callable[[Organisation], APIClient], status: int) -> None:
    organisation: Organisation = OrganisationFactory()
    family = FamilyFactory(organisation=organisation)

    assert make(organisation).get(address(family, "status")).status_code == status


def test_a_status_is_a_word_since_when_and_what_comes_next(api: APIClient) -> None:
    family = FamilyFactory(state=FamilyState.MATCHED)

    answer = api.get(address(family, "status"))

    assert set(answer.json()) == {"status", "code", "since", "detail", "next_step", "next_on"}
    assert answer.json()["code"] == "reader_found"


def test_foreign_and_missing_are_the_same(api: APIClient) -> None:
    foreign = FamilyFactory(region=RegionFactory(slug="elsewhere"))

    answers = [api.get(f"{LIST}/{number}").json() for number in (foreign.pk, foreign.pk + 1_000)]

    for answer in answers:
        del answer["instance"]
    assert answers[0] == answers[1]


def test_every_look_is_logged() -> None:
    by = coordinator()
    family = FamilyFactory()

    client_of(by).get(address(family))

    log = AccessLog.objects.get()
    assert (log.subject, log.subject_id, log.by, log.action) == (
        "families.family",
        family.pk,
        by,
        "families:read",
    )


def test_the_safety_note_is_for_coordinators_and_its_look_is_logged() -> None:
    organisation: Organisation = OrganisationFactory()
    family = FamilyFactory(organisation=organisation, safety_note="Ring twice")
    by = coordinator()

    assert client_of(by).get(address(family)).json()["safety_note"] == "Ring twice"
    assert AccessLog.objects.get().action == "safety:read"
    for other in (client_of(social_worker(organisation)), client_with(client_key("families:read"))):
        assert "safety_note" not in other.get(address(family)).json()


def test_a_change_needs_the_version_that_was_read(api: APIClient) -> None:
    prepare()
    family = FamilyFactory()
    read = api.get(address(family))

    missing = api.patch(address(family), {"wishes": "Animals"})
    stale = api.patch(address(family), {"wishes": "Animals"}, headers={"If-Match": '"old"'})
    right = api.patch(address(family), {"wishes": "Animals"}, headers={"If-Match": read["ETag"]})

    assert [answer.status_code for answer in (missing, stale, right)] == [428, 412, 200]
    assert right.json() == {**read.json(), "wishes": "Animals"}


def test_what_is_read_can_be_written_back(api: APIClient) -> None:
    prepare()
    family = FamilyFactory(homes=[{"rhythm": "week_a"}, {"rhythm": "week_b"}])
    shown = api.get(address(family)).json()
    homes = [{name: value for name, value in home.items() if name != "district"} for home in shown["homes"]]
    changes = {"homes": homes, "children": shown["children"], "places": shown["places"]}

    answer = api.patch(address(family), changes, headers={"If-Match": "*"})

    assert (answer.status_code, answer.json()) == (200, shown)


def test_after_the_intake_a_referrer_asks_the_coordinator() -> None:
    organisation: Organisation = OrganisationFactory()
    family = FamilyFactory(organisation=organisation)
    api = client_of(social_worker(organisation))

    answer = api.patch(address(family), {"wishes": "Animals"}, headers={"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (409, "after-intake")


def test_a_coordinator_leads_a_family_to_waiting(api: APIClient) -> None:
    family = FamilyFactory(state=FamilyState.REFERRED)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("confirm-consent", consent()),
        ("plan-intake", {}),
        ("complete-intake", {}),
        ("start-waiting", {}),
    ]

    answers = [api.post(address(family, step), data) for step, data in steps]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert answers[-1].json()["state"] == "waiting"


def test_an_intake_is_planned_with_its_day(api: APIClient) -> None:
    family = FamilyFactory(state=FamilyState.CONSENT_CONFIRMED)
    day = localdate() + timedelta(days=3)

    answer = api.post(address(family, "plan-intake"), {"on": day.isoformat()})

    assert (answer.status_code, answer.json()["intake_on"]) == (200, day.isoformat())
    assert Family.objects.get().intake_on == day


def test_a_step_that_is_not_possible_now_says_what_is(api: APIClient) -> None:
    answer = api.post(address(FamilyFactory(), "plan-intake"))

    assert answer.status_code == 409
    assert answer.json()["facts"]["allowed"] == ["look_again", "proposed", "withdrawn"]


@pytest.mark.parametrize(
    ("step", "data", "field"),
    [
        ("plan-intake", {"on": "2020-01-01"}, "on"),
        ("plan-intake", {"on": "soon"}, "on"),
        ("plan-intake", {"on": None}, "on"),
        ("hold", {}, "until"),
        ("hold", {"until": "2020-01-01"}, "until"),
        ("withdraw", {}, "reason"),
        ("withdraw", {"reason": "bored"}, "reason"),
        ("ask-urgency", {"reason": "loud"}, "reason"),
        ("confirm-consent", {**consent(), "language": "xx"}, "language"),
        ("start-waiting", {"waiting_since": "2020-01-01"}, "waiting_since"),
    ],
)
def test_a_step_names_the_field_that_is_wrong(
    api: APIClient, step: str, data: dict[str, Any], field: str
) -> None:
    answer = api.post(address(FamilyFactory(), step), data)

    assert (answer.status_code, fields_of(answer)) == (400, {field})


def test_a_referrer_asks_for_urgency_and_a_coordinator_confirms_it() -> None:
    organisation: Organisation = OrganisationFactory()
    family = FamilyFactory(organisation=organisation)

    asked = client_of(social_worker(organisation)).post(
        address(family, "ask-urgency"), {"reason": "school_advice"}
    )
    confirmed = client_of(coordinator()).post(address(family, "confirm-urgency"))

    assert (asked.status_code, confirmed.status_code) == (200, 200)
    assert confirmed.json()["urgency"]["confirmed_at"] is not None


@pytest.mark.parametrize("step", ["plan-intake", "complete-intake", "start-waiting", "confirm-urgency"])
def test_a_referrer_does_not_lead_the_intake(step: str) -> None:
    organisation: Organisation = OrganisationFactory()
    family = FamilyFactory(organisation=organisation)

    assert client_of(social_worker(organisation)).post(address(family, step)).status_code == 404


def test_parents_take_their_consent_back(api: APIClient) -> None:
    family = FamilyFactory()

    answer = api.post(address(family, "withdraw-consent"))

    assert answer.json()["state"] == "withdrawn"
    assert answer.json()["consents"][0]["withdrawn_on"] is not None
