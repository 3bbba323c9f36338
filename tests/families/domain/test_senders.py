"""On whose behalf somebody registers: of an organisation, or of the coordinators of a municipality."""

import pytest

from families.domain.referrer import origin_of, region_of, senders
from programmes.domain.access import actor_of
from programmes.models import User
from tests.factories.programmes import OrganisationFactory, RegionFactory, coordinator, volunteer_account
from tests.families.entries import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def both() -> User:
    """A coordinator who also works at a school."""
    account = coordinator()
    school = OrganisationFactory(name="De Klimboom")
    account.role_assignments.create(role="social_worker", organisation=school)
    OrganisationFactory(name="Of nobody here")
    return account


def test_organisations_come_before_municipalities(both: User) -> None:
    found = senders(actor_of(both))

    assert [one.name for one in found] == ["De Klimboom", "S-Hertogenbosch"]
    assert [one.organisation is not None for one in found] == [True, False]


def test_who_registers_no_families_has_nothing_to_choose_from() -> None:
    assert senders(actor_of(volunteer_account())) == []


def test_a_key_tells_the_municipality(both: User) -> None:
    elsewhere = OrganisationFactory(region=RegionFactory(slug="oss"))
    both.role_assignments.create(role="social_worker", organisation=elsewhere)

    found = senders(actor_of(both))

    assert len({one.key for one in found}) == len(found) == 3
    assert [region_of(one.key) for one in found] == [one.region.pk for one in found]


def test_an_organisation_that_is_gone_has_no_municipality() -> None:
    assert region_of("organisation-1000000") is None


def test_who_has_both_roles_refers_for_the_school_and_registers_for_the_municipality(both: User) -> None:
    school, municipality = senders(actor_of(both))
    assert school.organisation is not None

    referred = origin_of(entry(organisation=school.organisation.pk), actor_of(both))
    own = origin_of(entry(region=municipality.region.slug), actor_of(both))

    assert (referred.organisation, referred.is_referred) == (school.organisation, True)
    assert (own.organisation, own.region, own.is_referred) == (None, municipality.region, False)
