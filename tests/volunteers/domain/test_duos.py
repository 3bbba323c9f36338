"""Who goes with whom: by use case, in raw SQL, and two at the same instant (R6, N18, N19)."""

from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from programmes.domain.refusal import InvalidInput, Refusal
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from tests.matching.test_seats import at_once, violated, without
from volunteers.domain import duos, intake
from volunteers.models import Duo, Volunteer
from volunteers.states import VolunteerState

ROUNDS = 5


def formed(first: Volunteer | None = None, second: Volunteer | None = None) -> Duo:
    one, other = first or VolunteerFactory(), second or VolunteerFactory()
    return duos.form(first=one, second=other, by=None, now=NOW)


def refused(**fields: Volunteer) -> str:
    both = {"first": VolunteerFactory(), "second": VolunteerFactory()} | fields
    with pytest.raises(Refusal) as caught:
        duos.form(first=both["first"], second=both["second"], by=None, now=NOW)
    return caught.value.code


def insert(first: int, second: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO volunteers_duo (first_id, second_id, since) VALUES (%s, %s, now())", [first, second]
        )


@pytest.mark.django_db
def test_two_go_together_from_now_on() -> None:
    person = coordinator()
    first, second = VolunteerFactory(), VolunteerFactory()

    duo = duos.form(first=first, second=second, by=person, now=NOW)

    assert (duo.since, duo.formed_by) == (NOW, person)
    assert duos.duo_of(first) == duos.duo_of(second) == duo


@pytest.mark.django_db
def test_a_dissolved_duo_is_kept_and_makes_place_for_another() -> None:
    duo = formed()

    duos.dissolve(volunteer=duo.second, by=None, now=NOW)

    assert duos.duo_of(duo.first) is None
    assert formed(duo.second, duo.first).pk != duo.pk
    assert Duo.objects.count() == 2


@pytest.mark.django_db
def test_a_duo_is_dissolved_once() -> None:
    duo = formed()
    duos.dissolve(volunteer=duo.second, by=None, now=NOW)

    with pytest.raises(Refusal, match="not-in-a-duo"):
        duos.dissolve(volunteer=duo.second, by=None, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["first", "second"])
@pytest.mark.parametrize("role", ["first", "second"])
def test_a_reader_is_in_one_duo_at_a_time(side: str, role: str) -> None:
    assert refused(**{side: getattr(formed(), role)}) == "in-a-duo"


@pytest.mark.django_db
def test_a_duo_ends_with_who_leaves() -> None:
    duo = formed()

    intake.leave(volunteer=duo.second, by=None, now=NOW)

    assert duos.duo_of(duo.first) is None


@pytest.mark.django_db
def test_who_left_goes_with_nobody() -> None:
    assert refused(second=VolunteerFactory(state=VolunteerState.LEFT)) == "reader-left"


@pytest.mark.django_db
def test_a_duo_is_of_two_of_one_municipality() -> None:
    first = VolunteerFactory()
    elsewhere = VolunteerFactory(region=RegionFactory(slug="tilburg", name="Tilburg"))

    for second in (first, elsewhere):
        with pytest.raises(InvalidInput):
            duos.form(first=first, second=second, by=None, now=NOW)


@pytest.mark.django_db
def test_nobody_decides_with_whom_they_go_themselves() -> None:
    person = coordinator()
    own = VolunteerFactory(account=person)

    with pytest.raises(Refusal, match="own-record"):
        duos.form(first=VolunteerFactory(), second=own, by=person, now=NOW)


@pytest.mark.django_db
def test_the_database_keeps_a_volunteer_in_one_duo() -> None:
    duo = formed()

    def again() -> None:
        insert(VolunteerFactory().pk, duo.first_id)

    assert violated(again) == "a_volunteer_is_in_one_duo"
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER duo_is_lawful ON volunteers_duo")
    again()


@pytest.mark.django_db
def test_the_database_knows_no_duo_of_one() -> None:
    one = VolunteerFactory()

    def alone() -> None:
        insert(one.pk, one.pk)

    assert violated(alone) == "a_duo_is_of_two"
    with without("a_duo_is_of_two", "volunteers_duo"):
        alone()


@pytest.mark.django_db
def test_who_ended_a_duo_is_known_with_when() -> None:
    duo = formed()

    with pytest.raises(IntegrityError, match="duo_has_ended_when_it_says_so"), transaction.atomic():
        Duo.objects.filter(pk=duo.pk).update(ended_by=coordinator())


@pytest.mark.django_db(transaction=True)
def test_of_two_duos_at_the_same_instant_one_comes_about() -> None:
    for _ in range(ROUNDS):
        one, other, third = (VolunteerFactory() for _ in range(3))

        results = at_once(partial(_try, one, other), partial(_try, third, one))

        assert sorted(results) == ["", "in-a-duo"]
        assert Duo.objects.filter(ended_at=None, first__in=[one, third]).count() == 1


def _try(first: Volunteer, second: Volunteer) -> str:
    try:
        formed(first, second)
    except Refusal as refusal:
        return refusal.code
    return ""
