"""The tab with all pairs on a map."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matching.models import MatchingRun, Proposal
from matching.pages import run_pairs
from matching.states import RunState
from programmes.models import District
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import DistrictFactory, RegionFactory, coordinator
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db


def square(west: float, south: float) -> dict[str, Any]:
    corners = [[west, south], [west + 0.02, south], [west + 0.02, south + 0.02], [west, south + 0.02]]
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


@pytest.fixture
def page(client: Client) -> Client:
    client.force_login(coordinator(language="en"))
    return client


@pytest.fixture
def run() -> MatchingRun:
    made: MatchingRun = RunFactory(state=RunState.SUCCEEDED)
    return made


@pytest.fixture
def centre() -> District:
    found: District = DistrictFactory(outline=square(5.29, 51.68), name="Binnenstad")
    return found


@pytest.fixture
def north() -> District:
    found: District = DistrictFactory(
        code="5222", x=149_200, y=414_000, outline=square(5.29, 51.70), name="De Hambaken"
    )
    return found


def pair(run: MatchingRun, home: District, start: District, **fields: Any) -> Proposal:
    family = FamilyFactory(homes=[{"district": home}])
    made: Proposal = ProposalFactory(
        run=run, family=family, volunteer=VolunteerFactory(district=start), **fields
    )
    return made


def told(page: Client, run: MatchingRun, query: str = "") -> dict[str, Any]:
    answer: dict[str, Any] = page.get(f"/werk/koppelen/{run.pk}/kaart.json{query}").json()
    return answer


def test_every_pair_is_a_line_and_a_row(
    page: Client, run: MatchingRun, centre: District, north: District
) -> None:
    proposal = pair(run, north, centre)

    text = page.get(f"/werk/koppelen/{run.pk}/kaart").content.decode()
    (line,) = told(page, run)["lines"]

    assert f'data-pair="{proposal.pk}"' in text
    assert text.count('class="pl"') == 1
    assert line["title"] == f"{proposal.family.reference}: De Hambaken to Binnenstad"
    assert line["address"] == f"/werk/koppelen/{run.pk}/voorstellen/{proposal.pk}"
    assert line["family"][0] > line["volunteer"][0]


def test_the_map_names_nobody_and_no_address(
    page: Client, run: MatchingRun, centre: District, north: District
) -> None:
    proposal = pair(run, north, centre)

    answer = page.get(f"/werk/koppelen/{run.pk}/kaart.json").content.decode()

    assert proposal.volunteer.last_name not in answer
    assert proposal.family.last_name not in answer
    assert "5212CD" not in answer


def test_pairs_of_the_same_districts_lie_beside_each_other(
    page: Client, run: MatchingRun, centre: District, north: District
) -> None:
    pair(run, north, centre)
    pair(run, north, centre)

    one, other = told(page, run)["lines"]

    assert one["family"] != other["family"]
    assert one["volunteer"] != other["volunteer"]


def test_map_and_table_share_their_filters(
    page: Client, run: MatchingRun, centre: District, north: District
) -> None:
    kept = pair(run, centre, north)
    pair(run, north, centre)
    pair(run, centre, centre, state="dropped")
    query = f"?district={centre.pk}&state=draft"

    text = page.get(f"/werk/koppelen/{run.pk}/kaart{query}").content.decode()

    assert [line["proposal"] for line in told(page, run, query)["lines"]] == [kept.pk]
    assert text.count("data-pair=") == text.count('class="pl"') == 1


def test_many_pairs_are_one_line_for_two_districts(
    page: Client,
    run: MatchingRun,
    centre: District,
    north: District,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run_pairs, "MOST_LINES", 2)
    for _ in range(3):
        pair(run, north, centre)

    (line,) = told(page, run)["lines"]

    assert line["number"] == 3
    assert line["title"] == "De Hambaken to Binnenstad: 3 pairs"
    assert line["address"] == f"/werk/koppelen/{run.pk}/kaart?district={north.pk}"
    assert "one line stands for all pairs" in page.get(f"/werk/koppelen/{run.pk}/kaart").content.decode()


def test_a_family_with_two_homes_is_one_line(
    page: Client, run: MatchingRun, centre: District, north: District
) -> None:
    homes = [{"district": centre, "rhythm": "week_a"}, {"district": north, "rhythm": "week_b"}]
    ProposalFactory(run=run, family=FamilyFactory(homes=homes), volunteer=VolunteerFactory(district=north))

    assert len(told(page, run)["lines"]) == 1


def test_without_outlines_the_table_is_there(page: Client, run: MatchingRun) -> None:
    proposal = ProposalFactory(run=run)

    text = page.get(f"/werk/koppelen/{run.pk}/kaart").content.decode()

    assert "No outlines of neighbourhoods are known here." in text
    assert f'data-pair="{proposal.pk}"' in text


def test_another_region_finds_nothing(client: Client, run: MatchingRun) -> None:
    client.force_login(coordinator(RegionFactory(slug="elders")))

    assert client.get(f"/werk/koppelen/{run.pk}/kaart").status_code == 404
    assert client.get(f"/werk/koppelen/{run.pk}/kaart.json").status_code == 404


@pytest.mark.parametrize("path", ["kaart", "kaart.json"])
def test_it_asks_as_much_for_one_as_for_four(
    page: Client, run: MatchingRun, centre: District, north: District, path: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert page.get(f"/werk/koppelen/{run.pk}/{path}").status_code == 200
        return len(asked)

    pair(run, north, centre)
    first = queries()
    for _ in range(3):
        pair(run, north, centre)

    assert queries() == first
