import pytest
from django.test import Client
from django.utils.translation import gettext

from families.models import Family
from families.states import FamilyState
from programmes.models import AccessLog, User
from tests.factories.families import FamilyFactory
from tests.factories.programmes import RegionFactory, coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def marieke() -> User:
    return coordinator(name="Marieke Coppens")


@pytest.fixture
def desk(client: Client, marieke: User) -> Client:
    client.force_login(marieke)
    return client


def test_the_facts_stand_in_words(desk: Client) -> None:
    family = FamilyFactory(phone="+31612345678", places=["home", "library"])

    shown = desk.get(f"/werk/gezinnen/{family.pk}").content.decode()

    for words in ("06-1234 5678", "Woensdag 14", "Thuis, Bibliotheek", "maart", "Weinig woorden"):
        assert words in shown


def test_each_look_is_written_down(desk: Client, marieke: User) -> None:
    family = FamilyFactory()

    desk.get(f"/werk/gezinnen/{family.pk}")

    looks = AccessLog.objects.filter(subject="families.family", subject_id=family.pk, by=marieke)
    assert [look.action for look in looks] == ["read"]


def test_a_family_of_others_is_as_if_missing(client: Client) -> None:
    family = FamilyFactory()
    client.force_login(coordinator(RegionFactory(slug="oss")))

    for path in ("", "/wijzigen", "/koppelingen", "/hold"):
        assert client.get(f"/werk/gezinnen/{family.pk}{path}").status_code == 404


def test_a_wrong_day_comes_back_with_its_error_at_the_field(desk: Client) -> None:
    family = FamilyFactory()

    shown = desk.post(f"/werk/gezinnen/{family.pk}/hold", {"hold-until": "gisteren", "seen": "waiting"})

    text = shown.content.decode()
    assert shown.status_code == 200
    assert "<title>Fout: " in text
    assert 'value="gisteren"' in text
    assert 'id="id_hold-until_error"' in text


def test_a_day_that_the_domain_refuses_comes_back_at_the_field_too(desk: Client) -> None:
    family = FamilyFactory()

    shown = desk.post(f"/werk/gezinnen/{family.pk}/hold", {"hold-until": "2020-01-31", "seen": "waiting"})

    assert 'id="id_hold-until_error"' in shown.content.decode()
    family.refresh_from_db()
    assert family.state == FamilyState.WAITING


def test_a_step_on_a_stale_page_is_refused_and_says_what_is_true_now(desk: Client) -> None:
    family = FamilyFactory()
    Family.objects.filter(pk=family.pk).update(state=FamilyState.WITHDRAWN)

    shown = desk.post(
        f"/werk/gezinnen/{family.pk}/hold", {"hold-until": "2030-01-31", "seen": "waiting"}, follow=True
    )

    family.refresh_from_db()
    assert family.state == FamilyState.WITHDRAWN
    assert str(FamilyState.WITHDRAWN.label) in shown.content.decode()
    assert "note-bad" in shown.content.decode()


def test_the_address_of_a_step_leads_back_to_the_page(desk: Client) -> None:
    family = FamilyFactory()

    assert desk.get(f"/werk/gezinnen/{family.pk}/hold").headers["Location"] == f"/werk/gezinnen/{family.pk}"


def test_urgency_says_that_another_person_confirms(desk: Client, client: Client) -> None:
    family = FamilyFactory()
    desk.post(f"/werk/gezinnen/{family.pk}/urgency-ask", {"urgency-ask-reason": "school_advice"})

    own = desk.get(f"/werk/gezinnen/{family.pk}").content.decode()
    client.force_login(coordinator())
    of_colleague = client.get(f"/werk/gezinnen/{family.pk}").content.decode()

    assert gettext("A colleague has to confirm it: two people decide about urgency.") in own
    assert gettext("You can confirm it: two people decide about urgency.") in of_colleague
