"""What a social worker sees of the families that they referred."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from families.models import Family
from programmes.models import StateChange
from tests.factories.families import FamilyFactory
from tests.factories.programmes import OrganisationFactory, social_worker

pytestmark = pytest.mark.django_db
JUST_AFTER_MIDNIGHT = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize("was_moved", [False, True])
def test_since_is_the_day_it_was_in_the_netherlands(client: Client, was_moved: bool) -> None:
    school = OrganisationFactory()
    family = FamilyFactory(organisation=school, registered_at=JUST_AFTER_MIDNIGHT)
    if was_moved:
        StateChange.objects.create(
            subject=Family._meta.label_lower,
            subject_id=family.pk,
            from_state="referred",
            to_state="waiting",
            at=JUST_AFTER_MIDNIGHT,
        )
    client.force_login(social_worker(school))

    (line,) = client.get("/mijn-gezinnen").context["families"]

    assert line.since == date(2026, 6, 2)
