"""A school's own system registers families, changes them and reads how they stand."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from rest_framework.test import APIClient

from families.models import Family
from families.states import FamilyState
from matching.states import MatchState
from programmes.models import AccessLog, Organisation
from tests.api_clients import client_of, client_with, fields_of
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import (
    OrganisationFactory,
    coordinator,
    key_of_organisation,
    social_worker,
)
from tests.families.entries import body, home, prepare

pytestmark = pytest.mark.django_db
LIST = "/api/v1/families"


@pytest.fixture
def school() -> Organisation:
    found: Organisation = OrganisationFactory()
    return found


@pytest.fixture
def api(school: Organisation) -> APIClient:
    return client_with(key_of_organisation(school))


def test_a_family_is_registered_for_the_organisation_of_the_key(api: APIClient, school: Organisation) -> None:
    answer = api.post(LIST, body())

    assert answer.status_code == 201
    family = Family.objects.get()
    assert (family.organisation, family.registered_by) == (school, None)
    assert answer["Location"] == f"{LIST}/{family.pk}"


def test_another_organisation_cannot_be_named(api: APIClient) -> None:
    answer = api.post(LIST, body(organisation=OrganisationFactory().pk))

    assert (answer.status_code, fields_of(answer)) == (400, {"organisation"})
    assert not Family.objects.exists()


def test_what_a_referrer_does_not_see_the_key_does_not_see(api: APIClient, school: Organisation) -> None:
    family = FamilyFactory(organisation=school, safety_note="Ring twice")

    shown = api.get(f"{LIST}/{family.pk}").json()

    assert {"state", "waiting_since", "urgency", "intake_on", "look_again_on"}.isdisjoint(shown)
    assert "safety_note" not in shown
    assert shown["status"] == "waiting"


def test_both_homes_and_who_joins_in_are_written_and_read(api: APIClient) -> None:
    homes = [home(rhythm="week_a", is_hidden=True, label="With mother"), home(rhythm="week_b")]

    shown = api.post(LIST, body(homes=homes, joining_parent="either")).json()

    assert [(one["rhythm"], one["is_hidden"]) for one in shown["homes"]] == [
        ("week_a", True),
        ("week_b", False),
    ]
    assert shown["joining_parent"] == "either"


def test_own_fields_are_changed_until_the_intake(api: APIClient, school: Organisation) -> None:
    prepare()
    early = FamilyFactory(organisation=school, state=FamilyState.INTAKE_PLANNED)
    late = FamilyFactory(organisation=school, state=FamilyState.INTAKE_DONE)

    answers = [
        api.patch(f"{LIST}/{one.pk}", {"phone": "073 612 34 56"}, headers={"If-Match": "*"})
        for one in (early, late)
    ]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["code"] == "after-intake"


def test_the_status_tells_the_detail_and_the_day_of_the_next_step(
    api: APIClient, school: Organisation
) -> None:
    day = localdate() + timedelta(days=3)
    match = MatchFactory(
        state=MatchState.INTRODUCTION_PLANNED,
        introduction_on=day,
        proposal__family__state=FamilyState.MATCHED,
    )
    Family.objects.filter(pk=match.family_id).update(organisation=school)

    told = api.get(f"{LIST}/{match.family_id}/status").json()

    assert (told["code"], told["detail"], told["next_on"]) == (
        "reader_found",
        f"First meeting on {day.day} {day:%B}",
        day.isoformat(),
    )


@pytest.mark.parametrize(("reason", "status"), [("moved", 200), ("", 400), ("bored", 400)])
def test_a_family_is_withdrawn_with_a_coded_reason(
    api: APIClient, school: Organisation, reason: str, status: int
) -> None:
    family = FamilyFactory(organisation=school)

    assert api.post(f"{LIST}/{family.pk}/withdraw", {"reason": reason}).status_code == status


@pytest.mark.parametrize("who", ["key", "referrer"])
def test_only_a_coordinator_says_that_a_family_is_registered_twice(
    api: APIClient, school: Organisation, who: str
) -> None:
    family = FamilyFactory(organisation=school)
    asking = api if who == "key" else client_of(social_worker(school))
    guide = client_of(coordinator())

    answer = asking.post(f"{LIST}/{family.pk}/withdraw", {"reason": "duplicate"})

    assert (answer.status_code, fields_of(answer)) == (400, {"reason"})
    assert Family.objects.get().state == FamilyState.WAITING
    assert guide.post(f"{LIST}/{family.pk}/withdraw", {"reason": "duplicate"}).status_code == 200


def test_a_referrer_withdraws_a_family_too(school: Organisation) -> None:
    family = FamilyFactory(organisation=school)

    answer = client_of(social_worker(school)).post(f"{LIST}/{family.pk}/withdraw", {"reason": "moved"})

    assert answer.json()["status"] == "closed"


def test_consent_is_withdrawn_by_the_key(api: APIClient, school: Organisation) -> None:
    family = FamilyFactory(organisation=school)

    assert api.post(f"{LIST}/{family.pk}/withdraw-consent").status_code == 200
    assert Family.objects.get().state == FamilyState.WITHDRAWN


@pytest.mark.parametrize(
    ("scope", "statuses"),
    [
        ("families:read", [200, 200, 404, 404, 404]),
        ("status:read", [404, 404, 200, 404, 404]),
        ("families:write", [404, 404, 404, 200, 201]),
    ],
)
def test_a_scope_opens_what_it_names(school: Organisation, scope: str, statuses: list[int]) -> None:
    data = body()
    family = FamilyFactory(organisation=school, state=FamilyState.INTAKE_PLANNED)
    api = client_with(key_of_organisation(school, scope))
    one = f"{LIST}/{family.pk}"

    answers = [
        api.get(one),
        api.get(LIST),
        api.get(f"{one}/status"),
        api.patch(one, {"wishes": "Animals"}, headers={"If-Match": "*"}),
        api.post(LIST, data),
    ]

    listed = answers.pop(1)
    assert [answer.status_code for answer in answers] == [statuses[0], *statuses[2:]]
    assert [row["id"] for row in listed.json()["results"]] == ([family.pk] if statuses[1] == 200 else [])


def test_every_look_of_the_key_is_logged(api: APIClient, school: Organisation) -> None:
    family = FamilyFactory(organisation=school)

    api.get(f"{LIST}/{family.pk}")

    log = AccessLog.objects.get()
    assert (log.subject_id, log.by) == (family.pk, None)
    assert log.client
