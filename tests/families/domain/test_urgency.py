import pytest

from families.domain import urgency
from families.models import Family
from families.states import FamilyState
from programmes.domain.refusal import InvalidInput, Refusal
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator

pytestmark = pytest.mark.django_db


def test_urgency_counts_once_a_second_person_confirmed_it() -> None:
    family = FamilyFactory()
    first, second = coordinator(), coordinator()

    urgency.ask(family=family, reason="school_advice", by=first, now=NOW)
    assert not Family.objects.get().is_urgent

    urgency.confirm(family=family, by=second, now=NOW)
    assert Family.objects.get().is_urgent


def test_nobody_confirms_what_they_asked() -> None:
    family, first = FamilyFactory(), coordinator()
    urgency.ask(family=family, reason="school_advice", by=first, now=NOW)

    with pytest.raises(Refusal) as refused:
        urgency.confirm(family=family, by=first, now=NOW)

    assert refused.value.code == "second-person"


def test_urgency_is_asked_before_it_is_confirmed() -> None:
    with pytest.raises(Refusal) as refused:
        urgency.confirm(family=FamilyFactory(), by=coordinator(), now=NOW)

    assert refused.value.code == "urgency-not-asked"


def test_urgency_in_force_is_not_asked_again() -> None:
    family = FamilyFactory()
    urgency.ask(family=family, reason="school_advice", by=coordinator(), now=NOW)
    urgency.confirm(family=family, by=coordinator(), now=NOW)

    with pytest.raises(Refusal) as refused:
        urgency.ask(family=family, reason="other", by=coordinator(), now=NOW)

    assert refused.value.code == "urgency-confirmed"


def test_urgency_has_a_reason_from_the_list() -> None:
    with pytest.raises(InvalidInput) as refused:
        urgency.ask(family=FamilyFactory(), reason="loud", by=coordinator(), now=NOW)

    assert set(refused.value.errors) == {"reason"}


@pytest.mark.parametrize("state", [FamilyState.WITHDRAWN, FamilyState.FINISHED, FamilyState.CLOSED])
def test_who_takes_part_no_more_does_not_go_first(state: FamilyState) -> None:
    family = FamilyFactory(state=state)
    with pytest.raises(Refusal) as refused:
        urgency.ask(family=family, reason="other", by=coordinator(), now=NOW)
    assert refused.value.code == "family-left"

    asked = FamilyFactory()
    urgency.ask(family=asked, reason="other", by=coordinator(), now=NOW)
    Family.objects.filter(pk=asked.pk).update(state=state)

    with pytest.raises(Refusal) as refused:
        urgency.confirm(family=asked, by=coordinator(), now=NOW)
    assert refused.value.code == "family-left"
