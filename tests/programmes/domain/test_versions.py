from datetime import timedelta

import pytest

from families.states import FamilyState
from programmes.domain.versions import StaleError, check_version, last_change, log_change, version_of
from programmes.models import StateChange
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator


def test_any_change_is_another_version() -> None:
    assert version_of({"a": 1, "b": [2]}) == version_of({"b": [2], "a": 1})
    assert version_of({"a": 1, "b": [2]}) != version_of({"a": 1, "b": [3]})


def test_only_another_version_than_the_one_read_is_stale() -> None:
    check_version(read="one", now="one")
    check_version(read="", now="one")
    with pytest.raises(StaleError):
        check_version(read="one", now="two")


@pytest.mark.django_db
def test_the_last_change_is_of_data_or_of_state() -> None:
    family, marieke, joris = FamilyFactory(), coordinator(), coordinator()
    assert last_change(family) is None

    log_change(family, action="families:write", by=marieke, now=NOW)
    written = last_change(family)
    StateChange.objects.create(
        subject="families.family",
        subject_id=family.pk,
        from_state=FamilyState.WAITING,
        to_state=FamilyState.WITHDRAWN,
        by=joris,
        at=NOW + timedelta(minutes=2),
    )
    moved = last_change(family)

    assert written is not None
    assert written.by == marieke
    assert moved is not None
    assert (moved.by, moved.at) == (joris, NOW + timedelta(minutes=2))
