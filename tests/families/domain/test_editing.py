from dataclasses import replace

import pytest

from families.domain.editing import edit
from families.domain.referral import register
from families.models import Family
from families.states import FamilyState
from programmes.domain.access import NotAllowedError, actor_of
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import AccessLog, User
from tests.factories.moments import NOW
from tests.factories.programmes import PostcodeFactory, coordinator, social_worker
from tests.families.entries import HOME, entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker_of_school() -> User:
    return social_worker()


@pytest.fixture
def family(worker_of_school: User) -> Family:
    return register(entry=entry(), actor=actor_of(worker_of_school), by=worker_of_school, now=NOW)


def change(family: Family, by: User, **changes: object) -> Family:
    return edit(family=family, changes=changes, actor=actor_of(by), now=NOW)


def test_what_is_not_named_stays(family: Family, worker_of_school: User) -> None:
    home = family.homes.get()

    change(family, worker_of_school, wishes="Likes animals")

    family.refresh_from_db()
    assert (family.wishes, family.first_name, family.homes.get()) == ("Likes animals", "Amina", home)


def test_a_new_home_replaces_the_old_one(family: Family, worker_of_school: User) -> None:
    PostcodeFactory(code="5212", x=1, y=2)

    change(family, worker_of_school, homes=(replace(HOME, postcode="5212 AA"),))

    home = family.homes.get()
    assert (home.postcode, home.x, home.windows.count()) == ("5212AA", 1, 1)


def test_a_change_is_checked_like_a_registration(family: Family, worker_of_school: User) -> None:
    with pytest.raises(InvalidInput) as refused:
        change(family, worker_of_school, children=())

    assert set(refused.value.errors) == {"children"}
    assert family.children.count() == 1


@pytest.mark.parametrize("state", [FamilyState.INTAKE_DONE, FamilyState.WITHDRAWN])
def test_from_the_intake_on_only_the_coordinator_keeps_the_data(
    family: Family, worker_of_school: User, state: str
) -> None:
    Family.objects.filter(pk=family.pk).update(state=state)

    with pytest.raises(Refusal) as refused:
        change(family, worker_of_school, wishes="Likes animals")
    change(family, coordinator(), wishes="Likes music")

    assert refused.value.code == "after-intake"
    assert Family.objects.get().wishes == "Likes music"


def test_only_a_coordinator_writes_the_safety_note(family: Family, worker_of_school: User) -> None:
    with pytest.raises(NotAllowedError):
        change(family, worker_of_school, safety_note="Ring twice")
    change(family, coordinator(), safety_note="Ring twice")

    assert Family.objects.get().safety_note == "Ring twice"


def test_a_change_is_in_the_log(family: Family, worker_of_school: User) -> None:
    change(family, worker_of_school, wishes="Likes animals")

    log = AccessLog.objects.get()
    assert (log.subject_id, log.action, log.by) == (family.pk, "families:write", worker_of_school)
