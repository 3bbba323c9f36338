"""Views with a name, and the columns that a person chose."""

import pytest
from django.utils import timezone

from programmes.domain import views
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import ColumnChoice, Register, SavedView, User
from tests.factories.programmes import UserFactory

pytestmark = pytest.mark.django_db
FAMILIES = Register.FAMILIES


@pytest.fixture
def user() -> User:
    made: User = UserFactory()
    return made


def keep(user: User, name: str, query: str = "state=waiting") -> SavedView:
    return views.save_view(register=FAMILIES, name=name, query=query, by=user, now=timezone.now())


def choose(user: User, *columns: str) -> None:
    views.choose_columns(register=FAMILIES, columns=columns, by=user, now=timezone.now())


def test_a_view_is_there_for_who_kept_it_and_only_in_its_register(user: User) -> None:
    kept = keep(user, "  Wacht   in Hambaken ")

    assert [view.name for view in views.views_of(user, FAMILIES)] == ["Wacht in Hambaken"]
    assert list(views.views_of(user, Register.MATCHES)) == []
    assert list(views.views_of(UserFactory(), FAMILIES)) == []
    assert kept.query == "state=waiting"


def test_the_same_name_again_replaces_what_it_stood_for(user: User) -> None:
    keep(user, "Mijn wijk", "district=1")

    keep(user, "Mijn wijk", "district=2")

    assert [view.query for view in views.views_of(user, FAMILIES)] == ["district=2"]


@pytest.mark.parametrize(("name", "query"), [("", ""), (" \0 ", ""), ("x" * 61, ""), ("x", "y" * 1_001)])
def test_what_cannot_be_kept_is_refused(user: User, name: str, query: str) -> None:
    with pytest.raises(InvalidInput):
        keep(user, name, query)


def test_the_twenty_first_view_is_refused_but_a_known_name_is_not(user: User) -> None:
    for number in range(20):
        keep(user, f"View {number}")

    with pytest.raises(Refusal):
        keep(user, "One more")
    keep(user, "View 3", "state=active")

    assert views.views_of(user, FAMILIES).count() == 20


def test_somebody_else_s_view_stays(user: User) -> None:
    view = keep(user, "Mine")

    views.delete_view(view=view, by=UserFactory(), now=timezone.now())

    assert SavedView.objects.count() == 1


def test_a_view_that_is_deleted_twice_is_gone(user: User) -> None:
    view = keep(user, "Mine")

    for _ in range(2):
        views.delete_view(view=SavedView(pk=view.pk), by=user, now=timezone.now())

    assert not SavedView.objects.exists()


def test_columns_are_kept_once_a_register(user: User) -> None:
    choose(user, "name", "phone", "name")

    choose(user, "phone")

    assert views.columns_of(user, FAMILIES) == ["phone"]
    assert views.columns_of(user, Register.MATCHES) == []


def test_no_column_brings_back_the_usual_ones(user: User) -> None:
    choose(user, "phone")

    choose(user)

    assert not ColumnChoice.objects.exists()


@pytest.mark.parametrize("column", ["", "a b", "\0", "x" * 31, "naïef", "name;drop"])
def test_what_is_no_column_is_refused(user: User, column: str) -> None:
    with pytest.raises(InvalidInput):
        choose(user, column)


def test_more_columns_than_there_can_be_are_refused(user: User) -> None:
    with pytest.raises(InvalidInput):
        choose(user, *(f"column_{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(41)))
