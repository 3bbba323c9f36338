"""Whom a run placed, by group."""

import pytest
from django.utils.translation import override

from matching.domain.shares import Share, shares_of, shown
from matching.models import MatchingRun
from matching.states import RunState
from programmes.models import Organisation
from tests.factories.explanations import UnplacedFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import DistrictFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> MatchingRun:
    found: MatchingRun = RunFactory(state=RunState.SUCCEEDED)
    return found


def share(key: str, name: str = "", *, waiting: int = 50) -> Share:
    return Share(key=key, name=name, waiting=waiting, placed=waiting // 2)


def test_families_count_once_in_the_district_of_their_first_home(run: MatchingRun) -> None:
    one, other = DistrictFactory(code="5211"), DistrictFactory(code="5212")
    two_homes = [{"rhythm": "week_b", "district": other}, {"rhythm": "week_a", "district": one}]
    family = FamilyFactory(readers_needed=2, homes=two_homes)
    ProposalFactory.create_batch(2, run=run, family=family)
    UnplacedFactory(run=run, family=FamilyFactory(homes=[{"district": one}]))
    UnplacedFactory(run=run, family=FamilyFactory(homes=[{}]))

    districts = shares_of(run)["district"]

    assert [(row["key"], row["placed"], row["waiting"]) for row in districts] == [("", 0, 1), ("5211", 1, 2)]


def test_families_count_in_each_of_their_languages(run: MatchingRun) -> None:
    ProposalFactory(run=run, family=FamilyFactory(home_languages=["tr", "nl"]))
    UnplacedFactory(run=run, family=FamilyFactory(home_languages=["tr"]))
    UnplacedFactory(run=run, family=FamilyFactory(home_languages=[]))

    languages = shares_of(run)["language"]

    assert [(row["key"], row["placed"], row["waiting"]) for row in languages] == [
        ("", 0, 1),
        ("nl", 1, 1),
        ("tr", 1, 2),
    ]


def test_families_count_with_the_kind_of_their_referrer(run: MatchingRun) -> None:
    library = OrganisationFactory(kind=Organisation.Kind.LIBRARY)
    ProposalFactory(run=run, family=FamilyFactory(organisation=library))
    UnplacedFactory(run=run)

    referrers = shares_of(run)["referrer"]

    assert [(row["key"], row["placed"], row["waiting"]) for row in referrers] == [
        ("", 0, 1),
        ("library", 1, 1),
    ]


def test_small_groups_are_named_and_not_counted() -> None:
    rows = {"language": [share("tr", waiting=30), share("pl", waiting=20), share("so", waiting=2)]}

    with override("en"):
        table = shown(rows)["language"]

    assert [(row["name"], row["waiting"], row["placed"]) for row in table] == [
        ("Turkish", 30, 15),
        ("Polish", None, None),
        ("Somali", None, None),
    ]


def test_groups_bear_a_name() -> None:
    with override("en"):
        table = shown(
            {
                "referrer": [share("library"), share("")],
                "district": [share("5211", "Binnenstad")],
            }
        )

    assert [row["name"] for group in table.values() for row in group] == [
        "Library",
        "Not known",
        "Binnenstad",
    ]
