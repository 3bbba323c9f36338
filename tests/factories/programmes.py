"""Regions, programmes, organisations, accounts with a role, and keys for tests."""

from collections.abc import Iterable
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programmes.domain import tokens
from programmes.models import (
    District,
    Organisation,
    Place,
    Postcode,
    Programme,
    Region,
    Role,
    RoleAssignment,
    User,
)
from programmes.states import ProgrammeState

PASSWORD = "only-for-tests"


class RegionFactory(DjangoModelFactory):
    """The same region each time, unless told another ``slug``."""

    class Meta:
        model = Region
        django_get_or_create = ("slug",)

    slug = "s-hertogenbosch"
    name = factory.LazyAttribute(lambda region: region.slug.title())


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("code",)

    region = factory.SubFactory(RegionFactory)
    code = "5211"
    name = factory.LazyAttribute(lambda district: f"District {district.code}")
    quarter = "Binnenstad"
    x = 149_200
    y = 411_000


class PostcodeFactory(DjangoModelFactory):
    class Meta:
        model = Postcode
        django_get_or_create = ("code",)

    code = "5211"
    place = "'s-Hertogenbosch"
    municipality = "'s-Hertogenbosch"
    x = 149_200
    y = 411_000


class ProgrammeFactory(DjangoModelFactory):
    """The same open programme each time, unless told another ``slug``. Takes ``regions``."""

    class Meta:
        model = Programme
        django_get_or_create = ("slug",)
        skip_postgeneration_save = True

    slug = "doorleesexpress"
    name = factory.LazyAttribute(lambda programme: programme.slug.title())
    state = ProgrammeState.OPEN
    age_from = 8
    age_to = 12
    places = Place.values

    @factory.post_generation
    def regions(self: Any, create: bool, extracted: Iterable[Region] | None, **_: Any) -> None:
        self.regions.add(*([RegionFactory()] if extracted is None else extracted))


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence(lambda n: f"School {n}")
    kind = Organisation.Kind.SCHOOL


class UserFactory(DjangoModelFactory):
    """An account without any role."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = "Sam de Wit"

    @classmethod
    def _create(cls, model_class: type[User], *_args: Any, **fields: Any) -> User:
        return model_class.objects.create_user(password=fields.pop("password", PASSWORD), **fields)


def coordinator(region: Region | None = None, **fields: Any) -> User:
    """An account that coordinates one region."""
    return _with_role(Role.COORDINATOR, region=region or RegionFactory(), **fields)


def social_worker(organisation: Organisation | None = None, **fields: Any) -> User:
    """An account that refers families for one organisation."""
    return _with_role(Role.SOCIAL_WORKER, organisation=organisation or OrganisationFactory(), **fields)


def volunteer_account(**fields: Any) -> User:
    """An account that reads; link it to a volunteer by its ``account``."""
    return _with_role(Role.VOLUNTEER, **fields)


def administrator(**fields: Any) -> User:
    """An account that runs the installation."""
    return _with_role(Role.ADMINISTRATOR, **fields)


def _with_role(
    role: Role, *, region: Region | None = None, organisation: Organisation | None = None, **fields: Any
) -> User:
    user: User = UserFactory(**fields)
    RoleAssignment.objects.create(user=user, role=role, region=region, organisation=organisation)
    return user


def key_of(user: User) -> str:
    """A fresh bearer key of an account."""
    return tokens.issue(name="tests", user=user, now=timezone.now())[1]


def client_key(*scopes: str, region: Region | None = None) -> str:
    """A fresh bearer key of another system, with these scopes in one region."""
    return tokens.issue(name="tests", region=region or RegionFactory(), scopes=scopes, now=timezone.now())[1]


def key_of_organisation(organisation: Organisation, *scopes: str) -> str:
    """A fresh bearer key of an organisation's own system; with all that it can have, unless told less."""
    wanted = scopes or ("families:read", "families:write", "status:read")
    return tokens.issue(name="tests", organisation=organisation, scopes=wanted, now=timezone.now())[1]
