from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate

from tests.factories.duos import DuoFactory
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Duo
from volunteers.models.volunteer import Training
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(coordinator())
    return client


def test_the_facts_stand_in_words(desk: Client) -> None:
    volunteer = VolunteerFactory(phone="+31612345678", agreement_signed_on="2026-03-18")

    shown = desk.get(f"/werk/voorlezers/{volunteer.pk}").content.decode()

    for words in ("06-1234 5678", "Woensdag 13", "Fiets", "moedertaal", "18 maart 2026", "1 juni 2026"):
        assert words in shown


def test_a_volunteer_of_others_is_as_if_missing(client: Client) -> None:
    volunteer = VolunteerFactory()
    client.force_login(coordinator(RegionFactory(slug="oss")))

    for path in ("", "/wijzigen", "/koppelingen", "/duo"):
        assert client.get(f"/werk/voorlezers/{volunteer.pk}{path}").status_code == 404


def test_a_wrong_day_comes_back_with_its_error_at_the_field(desk: Client) -> None:
    volunteer = VolunteerFactory(certificate=False)
    desk.post(f"/werk/voorlezers/{volunteer.pk}/certificate-requested", {"seen": "available"})

    shown = desk.post(
        f"/werk/voorlezers/{volunteer.pk}/certificate-seen", {"certificate-seen-seen_on": "2099-01-01"}
    )

    assert 'id="id_certificate-seen-seen_on_error"' in shown.content.decode()


def test_a_refused_certificate_is_recorded(desk: Client) -> None:
    volunteer = VolunteerFactory(certificate=False)
    desk.post(f"/werk/voorlezers/{volunteer.pk}/certificate-requested")

    desk.post(f"/werk/voorlezers/{volunteer.pk}/certificate-refused")

    volunteer.refresh_from_db()
    assert volunteer.certificate.refused_on is not None


def test_a_certificate_that_was_asked_for_anew_can_be_recorded(desk: Client) -> None:
    volunteer = VolunteerFactory()
    desk.post(f"/werk/voorlezers/{volunteer.pk}/certificate-requested", {"seen": "available"})

    shown = desk.get(f"/werk/voorlezers/{volunteer.pk}").content.decode()
    desk.post(
        f"/werk/voorlezers/{volunteer.pk}/certificate-seen",
        {"certificate-seen-seen_on": localdate().isoformat()},
    )

    volunteer.refresh_from_db()
    assert f"/werk/voorlezers/{volunteer.pk}/certificate-seen" in shown
    assert f"/werk/voorlezers/{volunteer.pk}/certificate-requested" not in shown
    assert volunteer.certificate.seen_on == localdate()


def test_a_form_of_before_a_colleague_took_the_step_changes_nothing(desk: Client) -> None:
    volunteer = VolunteerFactory()
    seen_on = volunteer.certificate.seen_on

    answer = desk.post(
        f"/werk/voorlezers/{volunteer.pk}/certificate-refused", {"seen": "available"}, follow=True
    )

    volunteer.refresh_from_db()
    assert (volunteer.certificate.seen_on, volunteer.certificate.refused_on) == (seen_on, None)
    assert "Dit is intussen veranderd" in answer.content.decode()


def test_days_that_are_over_are_not_told_as_still_to_come(desk: Client) -> None:
    interview, training = localdate() - timedelta(days=9), localdate() - timedelta(days=2)
    volunteer = VolunteerFactory(
        state=VolunteerState.ACCEPTED, interview_on=interview, training=Training.DONE, training_on=training
    )

    note = desk.get(f"/werk/voorlezers/{volunteer.pk}").content.decode().partition('class="note"')[2]

    with translation.override("nl"):
        assert note
        assert [day for day in (interview, training) if date_format(day, "l j F") in note] == []


def test_two_go_together_after_a_search(desk: Client) -> None:
    first, second = VolunteerFactory(), VolunteerFactory(first_name="Wilhelmina")
    taken = DuoFactory(first__first_name="Wilhelmina", second__first_name="Wilhelmina")

    found = desk.get(f"/werk/voorlezers/{first.pk}/duo?q=wilhelm").content.decode()
    desk.post(f"/werk/voorlezers/{first.pk}/duo", {"partner": second.pk})

    assert f'value="{second.pk}"' in found
    assert f'value="{taken.first_id}"' not in found
    duo = Duo.objects.get(first=first, ended_at=None)
    assert duo.second == second
    assert second.full_name in desk.get(f"/werk/voorlezers/{first.pk}").content.decode()
    assert first.full_name in desk.get(f"/werk/voorlezers/{second.pk}").content.decode()


def test_a_duo_is_dissolved(desk: Client) -> None:
    duo = DuoFactory()

    desk.post(f"/werk/voorlezers/{duo.second_id}/duo/einde")

    duo.refresh_from_db()
    assert duo.ended_at is not None


@pytest.mark.parametrize("partner", ["", "0", "abc", "9999999999999", "-1"])
def test_an_odd_partner_is_nobody(desk: Client, partner: str) -> None:
    volunteer = VolunteerFactory()

    assert desk.post(f"/werk/voorlezers/{volunteer.pk}/duo", {"partner": partner}).status_code == 404


def test_a_step_on_a_stale_page_is_refused(desk: Client) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.RESTING)

    desk.post(f"/werk/voorlezers/{volunteer.pk}/leave", {"seen": "available", "leave-reason": "time"})

    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.RESTING
