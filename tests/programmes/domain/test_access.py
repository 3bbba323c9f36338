import pytest
from django.db.models import Model

from families.models import Family
from matching.models import Match, MatchingRun, Override
from programmes.domain.access import (
    CLIENT_ACTIONS,
    MATRIX,
    NOBODY,
    Action,
    Actor,
    NotAllowedError,
    Scope,
    actor_of,
    actor_of_client,
    check,
    log_read,
    visible,
)
from programmes.domain.tokens import issue
from programmes.models import AccessLog, Role, RoleAssignment, User
from tests.factories.families import FamilyFactory
from tests.factories.matching import OverrideFactory
from tests.factories.moments import NOW
from tests.factories.programmes import (
    OrganisationFactory,
    RegionFactory,
    administrator,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
ALL = {action.value for action in Action}

# The matrix of the requirements: role, and what it may do in its own scope.
EXPECTED = {
    Role.COORDINATOR: ALL,
    Role.SOCIAL_WORKER: {
        "families:refer",
        "families:read",
        "families:write",
        "status:read",
        "matches:answer-for-family",
    },
    Role.VOLUNTEER: {
        "volunteers:read",
        "volunteers:write",
        "matches:read",
        "matches:answer-as-volunteer",
        "visits:log",
    },
    Role.ADMINISTRATOR: set(),
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_requirements_say_and_no_more(role: Role) -> None:
    assert set(MATRIX[role]) == EXPECTED[role]


def test_a_system_never_reads_safety_notes_and_never_answers_for_people() -> None:
    assert {
        Action.SAFETY_READ,
        Action.VOLUNTEER_ANSWER,
        Action.FAMILY_ANSWER,
        Action.VISITS_LOG,
        Action.FAMILIES_INTAKE,
    }.isdisjoint(CLIENT_ACTIONS)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize(
    "model", [Volunteer, Family, MatchingRun, Match, Override], ids=lambda model: model.__name__
)
def test_nobody_sees_nothing(model: type[Model], action: Action) -> None:
    OverrideFactory()

    assert not visible(model._default_manager.all(), actor=NOBODY, action=action).exists()


def sees(user: User, record: Model, action: Action) -> bool:
    rows = visible(type(record)._default_manager.all(), actor=actor_of(user), action=action)
    return rows.filter(pk=record.pk).exists()


def test_a_coordinator_sees_the_own_region_and_no_other() -> None:
    here, there = FamilyFactory(), FamilyFactory(region=RegionFactory(slug="tilburg"))
    user = coordinator()

    assert sees(user, here, Action.FAMILIES_READ)
    assert not sees(user, there, Action.FAMILIES_READ)


def test_a_social_worker_sees_what_the_own_organisation_registered() -> None:
    own = OrganisationFactory()
    ours, theirs = FamilyFactory(organisation=own), FamilyFactory(organisation=OrganisationFactory())
    user = social_worker(own)

    assert sees(user, ours, Action.STATUS_READ)
    assert not sees(user, theirs, Action.STATUS_READ)
    assert not sees(user, ours, Action.SAFETY_READ)


def test_a_volunteer_sees_the_own_record_only() -> None:
    user = volunteer_account()
    own, other = VolunteerFactory(account=user), VolunteerFactory()

    assert sees(user, own, Action.VOLUNTEERS_READ)
    assert not sees(user, other, Action.VOLUNTEERS_READ)


def test_an_administrator_browses_no_people() -> None:
    user = administrator()

    assert not sees(user, FamilyFactory(), Action.FAMILIES_READ)
    assert not sees(user, VolunteerFactory(), Action.VOLUNTEERS_READ)


def test_two_roles_of_one_person_add_up_record_by_record() -> None:
    own = OrganisationFactory()
    user = social_worker(own)
    RoleAssignment.objects.create(user=user, role=Role.COORDINATOR, region=RegionFactory(slug="tilburg"))
    ours = FamilyFactory(organisation=own)
    there = FamilyFactory(region=RegionFactory(slug="tilburg"))

    assert [sees(user, record, Action.FAMILIES_READ) for record in (ours, there)] == [True, True]
    assert [sees(user, record, Action.SAFETY_READ) for record in (ours, there)] == [False, True]


def client(*scopes: str) -> Actor:
    return actor_of_client(issue(name="tests", region=RegionFactory(), scopes=scopes, now=NOW)[0])


def test_a_system_sees_what_its_scopes_and_region_allow() -> None:
    here, there = FamilyFactory(), FamilyFactory(region=RegionFactory(slug="tilburg"))
    actor = client("families:read")

    assert list(visible(Family.objects.all(), actor=actor, action=Action.FAMILIES_READ)) == [here]
    assert not visible(Family.objects.all(), actor=actor, action=Action.FAMILIES_WRITE).exists()
    assert there.pk != here.pk


def test_the_system_of_an_organisation_sees_and_registers_for_that_organisation_only() -> None:
    own = OrganisationFactory()
    ours, _theirs, _unknown = (
        FamilyFactory(organisation=own),
        FamilyFactory(organisation=OrganisationFactory()),
        FamilyFactory(),
    )
    scopes = ["families:read", "families:write", "status:read"]
    actor = actor_of_client(issue(name="tests", organisation=own, scopes=scopes, now=NOW)[0])

    for action in (Action.FAMILIES_READ, Action.FAMILIES_WRITE, Action.STATUS_READ):
        assert list(visible(Family.objects.all(), actor=actor, action=action)) == [ours]
    assert actor.targets(Action.FAMILIES_REFER, Scope.ORGANISATION) == [own.pk]
    assert {grant.scope for grant in actor.grants} == {Scope.ORGANISATION}


def test_a_system_that_only_reads_registers_nothing() -> None:
    token = issue(name="tests", organisation=OrganisationFactory(), scopes=["families:read"], now=NOW)[0]

    assert not actor_of_client(token).may(Action.FAMILIES_REFER)


def test_a_check_refuses_what_is_not_visible() -> None:
    family = FamilyFactory()

    check(family, actor=actor_of(coordinator()), action=Action.FAMILIES_WRITE)
    with pytest.raises(NotAllowedError):
        check(family, actor=actor_of(volunteer_account()), action=Action.FAMILIES_WRITE)


def test_an_actor_knows_where_it_may_do_something() -> None:
    region = RegionFactory()
    actor = actor_of(coordinator(region))

    assert actor.may(Action.RUNS_WRITE)
    assert actor.targets(Action.RUNS_WRITE, Scope.REGION) == [region.pk]
    assert actor.targets(Action.RUNS_WRITE, Scope.OWN) == []


def test_the_name_of_an_actor_tells_nothing_about_the_person() -> None:
    user = coordinator(email="noor@example.org", name="Noor")

    assert actor_of(user).key == f"user:{user.pk}"
    assert client("status:read").key.startswith("client:")


def test_a_look_is_written_down_without_a_name() -> None:
    family, user = FamilyFactory(), coordinator()

    log_read(family, actor=actor_of(user), action="families:read", now=NOW)

    line = AccessLog.objects.get()
    assert (line.subject, line.subject_id, line.by, line.at) == ("families.family", family.pk, user, NOW)
