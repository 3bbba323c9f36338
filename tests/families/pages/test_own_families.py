"""What a social worker sees of the families that they referred."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from families.models import Family
from families.states import FamilyState
from matching.states import MatchState
from programmes.models import AccessLog, Organisation, Region, StateChange, User
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import DistrictFactory, OrganisationFactory, coordinator, social_worker

pytestmark = pytest.mark.django_db
JUST_AFTER_MIDNIGHT = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)


@pytest.fixture
def school() -> Organisation:
    found: Organisation = OrganisationFactory()
    return found


@pytest.fixture
def referrer(school: Organisation) -> User:
    return social_worker(school, language="en")


@pytest.fixture
def visitor(client: Client, referrer: User) -> Client:
    client.force_login(referrer)
    return client


def text_of(visitor: Client, address: str) -> str:
    return visitor.get(address).content.decode()


@pytest.mark.parametrize("was_moved", [False, True])
def test_since_is_the_day_it_was_in_the_netherlands(
    visitor: Client, school: Organisation, was_moved: bool
) -> None:
    family = FamilyFactory(organisation=school, registered_at=JUST_AFTER_MIDNIGHT)
    if was_moved:
        StateChange.objects.create(
            subject=Family._meta.label_lower,
            subject_id=family.pk,
            from_state="referred",
            to_state="waiting",
            at=JUST_AFTER_MIDNIGHT,
        )

    (line,) = visitor.get("/mijn-gezinnen").context["families"]

    assert line.since == date(2026, 6, 2)


def test_only_families_of_the_own_organisation_are_listed(visitor: Client, school: Organisation) -> None:
    ours = FamilyFactory(organisation=school)
    FamilyFactory(organisation=OrganisationFactory())
    FamilyFactory()

    lines = visitor.get("/mijn-gezinnen").context["families"]

    assert [line.family for line in lines] == [ours]


def test_who_registered_nobody_reads_so(visitor: Client) -> None:
    assert "You have not registered a family yet." in text_of(visitor, "/mijn-gezinnen")


def test_a_coordinator_has_the_register_for_that(client: Client) -> None:
    client.force_login(coordinator())

    assert client.get("/mijn-gezinnen")["Location"] == "/werk/gezinnen"


def test_every_family_on_the_list_and_on_its_page_is_logged_as_read(
    visitor: Client, school: Organisation, referrer: User
) -> None:
    family = FamilyFactory(organisation=school)

    visitor.get("/mijn-gezinnen")
    visitor.get(f"/mijn-gezinnen/{family.pk}")

    logged = AccessLog.objects.order_by("pk").values_list("subject_id", "action", "by")
    assert list(logged) == [(family.pk, "list", referrer.pk), (family.pk, "read", referrer.pk)]


def test_a_list_takes_the_same_number_of_queries_however_long_it_is(
    visitor: Client, school: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(12):
        FamilyFactory(organisation=school, homes=[{"district": DistrictFactory()}])
        match = MatchFactory(state=MatchState.ACTIVE, started_on=localdate() - timedelta(weeks=2))
        Family.objects.filter(pk=match.family_id).update(organisation=school, state=FamilyState.ACTIVE)

    with django_assert_max_num_queries(22):
        visitor.get("/mijn-gezinnen")


def test_the_page_says_the_word_the_detail_and_the_day_of_the_next_step(
    visitor: Client, school: Organisation
) -> None:
    day = localdate() + timedelta(days=9)
    family = FamilyFactory(organisation=school, state=FamilyState.INTAKE_PLANNED, intake_on=day)

    text = text_of(visitor, f"/mijn-gezinnen/{family.pk}")

    assert f"Intake on {day.day} {day:%B}" in text
    assert f"That is on {day:%A} {day.day} {day:%B %Y}" in text


def test_the_page_names_no_coordinator_and_no_inner_state(visitor: Client, school: Organisation) -> None:
    family = FamilyFactory(organisation=school, state=FamilyState.PROPOSED)
    StateChange.objects.create(
        subject="families.family",
        subject_id=family.pk,
        from_state="waiting",
        to_state="proposed",
        at=JUST_AFTER_MIDNIGHT,
        by=coordinator(name="Marieke Coppens"),
    )

    text = text_of(visitor, f"/mijn-gezinnen/{family.pk}")

    assert "Marieke" not in text
    assert "Proposed" not in text


def test_a_family_that_is_back_in_the_queue_is_explained(visitor: Client, school: Organisation) -> None:
    family = FamilyFactory(organisation=school)
    for number, state in enumerate(["waiting", "matched", "waiting"]):
        StateChange.objects.create(
            subject="families.family",
            subject_id=family.pk,
            from_state="",
            to_state=state,
            at=JUST_AFTER_MIDNIGHT + timedelta(days=number),
        )

    assert text_of(visitor, f"/mijn-gezinnen/{family.pk}").count("back in its old place") == 1


def test_a_question_is_a_mail_with_the_number_of_the_family_and_nothing_else(
    visitor: Client, school: Organisation
) -> None:
    Region.objects.update(contact_email="marieke@example.org")
    family = FamilyFactory(organisation=school, number=371)

    text = text_of(visitor, f"/mijn-gezinnen/{family.pk}")

    assert 'href="mailto:marieke@example.org?subject=G-0371"' in text


def test_without_an_address_there_is_no_question_to_mail(visitor: Client, school: Organisation) -> None:
    family = FamilyFactory(organisation=school)

    assert "mailto:" not in text_of(visitor, f"/mijn-gezinnen/{family.pk}")


def test_every_other_week_is_named_by_real_weeks(visitor: Client, school: Organisation) -> None:
    family = FamilyFactory(
        organisation=school,
        homes=[{"rhythm": "week_a", "label": "With mother"}, {"rhythm": "week_b", "label": "With father"}],
    )

    text = text_of(visitor, f"/mijn-gezinnen/{family.pk}")

    assert "With mother" in text
    assert "Every other week: this week" in text
    assert "weeks A" not in text


def test_an_open_question_to_the_parents_can_be_answered_from_the_page(
    visitor: Client, school: Organisation
) -> None:
    match = MatchFactory()
    Family.objects.filter(pk=match.family_id).update(organisation=school)

    text = text_of(visitor, f"/mijn-gezinnen/{match.family_id}")

    assert f'href="/mijn-gezinnen/{match.family_id}/antwoord"' in text
