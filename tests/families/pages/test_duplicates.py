"""Registrations that look alike, side by side at the desk of a coordinator."""

import pytest
from django.test import Client

from families.models import PossibleDuplicate
from programmes.models import AccessLog
from tests.factories.duplicates import LikenessFactory
from tests.factories.programmes import OrganisationFactory, RegionFactory, coordinator, social_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(coordinator(language="en"))
    return client


def test_both_stand_side_by_side_and_looking_is_written_down(desk: Client) -> None:
    likeness = LikenessFactory(
        family__last_name="El Idrisi", family__organisation=OrganisationFactory(name="De Kameleon")
    )

    shown = desk.get("/werk/dubbel").content.decode()

    references = (likeness.family.reference, likeness.earlier.reference)
    for words in ("El Idrisi", "El Idrissi", "De Kameleon", "5212 CD 2", *references):
        assert words in shown
    looks = AccessLog.objects.filter(subject="families.family", action="read")
    assert {look.subject_id for look in looks} == {likeness.family_id, likeness.earlier_id}


@pytest.mark.parametrize(
    ("outcome", "states"),
    [("same", ("withdrawn", "waiting")), ("different", ("consent_confirmed", "waiting"))],
)
def test_a_button_decides(desk: Client, outcome: str, states: tuple[str, str]) -> None:
    likeness = LikenessFactory()

    answer = desk.post(f"/werk/dubbel/{likeness.pk}/{outcome}", follow=True)

    likeness.family.refresh_from_db()
    likeness.earlier.refresh_from_db()
    assert (likeness.family.state, likeness.earlier.state) == states
    assert "Noted: " in answer.content.decode()
    assert "Nothing to decide" in answer.content.decode()


def test_a_decision_of_a_colleague_stays(desk: Client) -> None:
    likeness = LikenessFactory()
    desk.post(f"/werk/dubbel/{likeness.pk}/different")

    answer = desk.post(f"/werk/dubbel/{likeness.pk}/same", follow=True)

    assert "A colleague decided about this already." in answer.content.decode()
    assert PossibleDuplicate.objects.get().outcome == "different"


def test_an_unknown_answer_is_as_if_missing(desk: Client) -> None:
    assert desk.post(f"/werk/dubbel/{LikenessFactory().pk}/perhaps").status_code == 404


@pytest.mark.parametrize("who", ["elsewhere", "social worker"])
def test_nobody_else_hears_of_it(client: Client, who: str) -> None:
    likeness = LikenessFactory()
    client.force_login(
        coordinator(RegionFactory(slug="oss")) if who == "elsewhere" else social_worker(OrganisationFactory())
    )

    assert client.post(f"/werk/dubbel/{likeness.pk}/same").status_code == 404
    assert likeness.family.reference not in client.get("/werk/dubbel").content.decode()


def test_the_page_of_a_family_leads_there(desk: Client) -> None:
    likeness = LikenessFactory()

    for family in (likeness.family, likeness.earlier):
        shown = desk.get(f"/werk/gezinnen/{family.pk}").content.decode()
        assert f'href="/werk/dubbel#d-{likeness.pk}"' in shown
