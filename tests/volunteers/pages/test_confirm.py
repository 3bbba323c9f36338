import pytest
from django.test import Client

from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db


def test_a_coordinator_confirms_a_sign_up_by_telephone(client: Client) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.APPLIED)
    client.force_login(coordinator())

    client.post(f"/werk/voorlezers/{volunteer.pk}/bevestigen")

    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.CONFIRMED


def test_somebody_else_s_sign_up_is_as_if_missing(client: Client) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.APPLIED)
    client.force_login(coordinator(RegionFactory(slug="oss")))

    answer = client.post(f"/werk/voorlezers/{volunteer.pk}/bevestigen")

    assert answer.status_code == 404
