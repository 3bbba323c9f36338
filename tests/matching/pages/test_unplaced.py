"""The tab of families without a proposal."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matching.models import MatchingRun, PassedOver, Unplaced
from matching.states import RunState
from tests.factories.explanations import AlternativeFactory, CompetitorFactory, UnplacedFactory
from tests.factories.matching import RunFactory
from tests.factories.programmes import (
    DistrictFactory,
    PostcodeFactory,
    RegionFactory,
    coordinator,
    social_worker,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(client: Client) -> Client:
    client.force_login(coordinator(language="en"))
    return client


def finished() -> MatchingRun:
    run: MatchingRun = RunFactory(state=RunState.SUCCEEDED)
    return run


def shown(page: Client, run: MatchingRun, query: str = "") -> str:
    answer = page.get(f"/werk/koppelen/{run.pk}/geen-voorstel{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_family_has_its_blocker_its_smallest_change_and_buttons(page: Client) -> None:
    record = UnplacedFactory()

    text = shown(page, record.run)

    assert record.family.reference in text
    assert "2 readers have no moment that suits both." in text
    assert "If this moment suits too, one reader fits: Tue 16:00. Then this family gets a reader." in text
    assert f'href="/werk/koppelen/{record.run_id}/geen-voorstel/{record.pk}"' in text
    assert "Call Noor" in text
    assert f'id="g-{record.family.number}"' in text


def test_a_family_that_others_went_before_shows_who_could_and_the_price(page: Client) -> None:
    record = CompetitorFactory()
    AlternativeFactory(proposal=None, unplaced=record, change=[0, 0, -1, 0, 0])

    text = shown(page, record.run)

    assert "14 families share 13 readers, whose 13 places are taken." in text
    assert "A family that waits longer makes way" in text


def test_filters_count_and_narrow(page: Client) -> None:
    run = finished()
    moments, language = UnplacedFactory(run=run), UnplacedFactory(run=run, blocker="language")

    text = shown(page, run, "?blocker=language")

    assert "Moments (1)" in text
    assert language.family.reference in text
    assert f'id="g-{moments.family.number}"' not in text


def test_a_number_finds_its_family(page: Client) -> None:
    run = finished()
    one, other = UnplacedFactory(run=run), UnplacedFactory(run=run)

    text = shown(page, run, f"?q={one.family.reference}")

    assert f'id="g-{one.family.number}"' in text
    assert f'id="g-{other.family.number}"' not in text
    assert 'id="g-' not in shown(page, run, "?q=Amina")


def test_the_smallest_change_is_shown_and_then_made(page: Client) -> None:
    DistrictFactory()
    PostcodeFactory()
    PostcodeFactory(code="5212", x=150_000, y=411_500)
    record: Unplaced = UnplacedFactory(
        relaxed_rule="language", relaxed_slots=[], blocker="language", family__required_language="ar"
    )
    address = f"/werk/koppelen/{record.run_id}/geen-voorstel/{record.pk}"

    asked = page.get(address).content.decode()
    wrong = page.post(address, {"reason": ""})
    stale = page.post(address, {"reason": "telephone", "read": "another"})
    done = page.post(address, {"reason": "telephone"}, follow=True)

    assert f"{record.family.reference} then no longer asks for a reader who speaks Arabic." in asked
    assert "Choose how they agreed." in wrong.content.decode()
    assert "Somebody changed this in the meantime." in stale.content.decode()
    assert "It counts in the next run." in done.content.decode()
    assert "1 change counts in the next run." in done.content.decode()
    record.family.refresh_from_db()
    assert record.family.required_language == ""


def test_a_change_that_is_no_longer_needed_is_refused_in_words(page: Client) -> None:
    record = UnplacedFactory()

    answer = page.get(f"/werk/koppelen/{record.run_id}/geen-voorstel/{record.pk}", follow=True)

    assert "This is no longer needed: the two fit by now." in answer.content.decode()


def test_a_family_passed_over_twice_asks_for_a_written_reason(page: Client) -> None:
    before, run = finished(), finished()
    record = UnplacedFactory(run=run)
    UnplacedFactory(run=before, family=record.family)
    address = f"/werk/koppelen/{run.pk}/geen-voorstel/{record.pk}/reden"
    field = f"r{record.pk}-reason"

    asked = shown(page, run)
    empty = page.post(address, {field: ""}).content.decode()
    done = page.post(address, {field: "Nobody speaks Somali yet"}, follow=True).content.decode()

    assert "Two rounds in a row found no reader." in asked
    assert "Write in one sentence why." in empty
    assert "Nobody speaks Somali yet" in done
    assert "Two rounds in a row found no reader." not in done
    assert PassedOver.objects.get().family == record.family


def test_another_region_and_another_role_find_nothing(client: Client) -> None:
    record = UnplacedFactory()
    for user in (coordinator(RegionFactory(slug="elders")), social_worker()):
        client.force_login(user)

        assert client.get(f"/werk/koppelen/{record.run_id}/geen-voorstel").status_code == 404
        assert client.get(f"/werk/koppelen/{record.run_id}/geen-voorstel/{record.pk}").status_code == 404


def test_a_run_without_an_outcome_leads_to_its_own_page(page: Client) -> None:
    run = RunFactory()

    answer = page.get(f"/werk/koppelen/{run.pk}/geen-voorstel")

    assert answer.headers["Location"] == f"/werk/koppelen/{run.pk}"


def test_the_page_asks_as_much_for_one_as_for_four(page: Client) -> None:
    before, run = finished(), finished()

    def add() -> None:
        record = UnplacedFactory(run=run)
        UnplacedFactory(run=before, family=record.family)
        AlternativeFactory(proposal=None, unplaced=CompetitorFactory(run=run))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(page, run)
        return len(asked)

    add()
    first = queries()
    for _ in range(3):
        add()

    assert queries() == first
