from typing import Any

import pytest

from programmes.domain import tokens
from programmes.domain.refusal import InvalidInput
from programmes.models import ApiToken
from tests.factories.moments import NOW
from tests.factories.programmes import OrganisationFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_only_the_hash_of_a_key_is_kept() -> None:
    token, key = tokens.issue(name="demo", user=UserFactory(), now=NOW)

    assert token.key_hash == tokens.hash_of(key)
    assert key not in str(vars(ApiToken.objects.get()))


def test_two_keys_differ() -> None:
    user = UserFactory()

    assert tokens.issue(name="a", user=user, now=NOW)[1] != tokens.issue(name="b", user=user, now=NOW)[1]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"days": 367}, "days"),
        ({"days": 0}, "days"),
        ({"user": None}, ""),
        ({"scopes": ["families:read"]}, "scopes"),
        ({"user": None, "region": "here"}, "scopes"),
        ({"user": None, "region": "here", "scopes": ["safety:read"]}, "scopes"),
        ({"user": None, "organisation": "here"}, "scopes"),
        ({"user": None, "organisation": "here", "scopes": ["matches:read"]}, "scopes"),
        ({"user": None, "organisation": "here", "scopes": ["families:refer"]}, "scopes"),
        ({"user": None, "region": "here", "organisation": "here", "scopes": ["families:read"]}, ""),
        ({"organisation": "here", "scopes": ["families:read"]}, ""),
    ],
)
def test_a_key_of_nobody_for_ever_or_for_everything_is_refused(given: dict[str, Any], field: str) -> None:
    owners = {"region": RegionFactory, "organisation": OrganisationFactory}
    given = given | {name: make() for name, make in owners.items() if name in given}

    with pytest.raises(InvalidInput) as refused:
        tokens.issue(**{"name": "wrong", "user": UserFactory(), "now": NOW, **given})

    assert set(refused.value.errors) == {field}
    assert not ApiToken.objects.exists()
