"""What happens to a file when workers die, come twice, or somebody stops it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from families.domain.sheet import FAMILY_SHEETS
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import Refusal
from programmes.domain.sheets import receiving, sweep, work
from programmes.domain.sheets.work import carry_on
from programmes.models import Sheet, SheetRow, User
from programmes.states import SheetState
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.sheets import carried_on, compared, delimited, received
from volunteers.domain.sheet import VOLUNTEER_SHEETS

pytestmark = pytest.mark.django_db
CONTENT = delimited([["Gezin", "Voornaam"], *(["G-0001", "Amina"] for _ in range(600))])


@pytest.fixture
def by() -> User:
    return coordinator(RegionFactory())


def handed_over(by: User) -> Sheet:
    return receiving.receive(
        kind=FAMILY_SHEETS,
        region=RegionFactory(),
        name="C:\\a\\gezinnen.csv",
        content=CONTENT,
        by=by,
        now=NOW,
    )


def test_a_task_that_comes_twice_does_its_step_once(by: User) -> None:
    sheet = received(CONTENT, kind=FAMILY_SHEETS, region=RegionFactory(), by=by)

    again = carried_on(sheet, FAMILY_SHEETS)

    assert (again.state, again.total, again.rows.count()) == (SheetState.READ, 600, 600)


def test_a_file_that_a_worker_has_is_left_to_it(by: User) -> None:
    sheet = handed_over(by)
    Sheet.objects.update(lease_until=timezone.now() + timedelta(minutes=1))

    assert carried_on(sheet, FAMILY_SHEETS).state == SheetState.UPLOADED


def test_a_file_that_was_stopped_is_not_read_on(by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = handed_over(by)

    def stops_after_a_piece() -> None:
        if SheetRow.objects.exists():
            receiving.stop(sheet=Sheet.objects.get(), by=by, now=NOW)

    monkeypatch.setattr(work, "_deadline", lambda: stops_after_a_piece)

    carry_on(sheet_id=sheet.pk, kind=FAMILY_SHEETS)

    assert Sheet.objects.get().state == SheetState.STOPPED
    assert not SheetRow.objects.exists()


def test_the_sweep_asks_again_for_what_waits_or_lost_its_worker(by: User) -> None:
    sheet = handed_over(by)
    later = NOW + sweep.PATIENCE + timedelta(seconds=1)

    assert sweep.recover(kind=FAMILY_SHEETS, now=NOW) == []
    assert sweep.recover(kind=FAMILY_SHEETS, now=later) == [sheet.pk]
    Sheet.objects.update(lease_until=later - timedelta(seconds=1))
    assert sweep.recover(kind=FAMILY_SHEETS, now=later) == [sheet.pk]
    assert sweep.recover(kind=VOLUNTEER_SHEETS, now=later) == []


def test_a_file_that_broke_off_too_often_fails_with_words(by: User) -> None:
    sheet = handed_over(by)
    Sheet.objects.update(attempts=settings.SHEET_ATTEMPTS, lease_until=NOW)

    sweep.recover(kind=FAMILY_SHEETS, now=NOW + timedelta(minutes=5))

    sheet.refresh_from_db()
    assert (sheet.state, bytes(sheet.content)) == (SheetState.FAILED, b"")
    assert sheet.failure


def test_after_a_day_nothing_of_the_file_is_kept_but_who_and_how_many(by: User) -> None:
    sheet = compared(CONTENT, kind=FAMILY_SHEETS, region=RegionFactory(), by=by)

    assert sweep.forget(kind=FAMILY_SHEETS, now=NOW + timedelta(hours=23)) == 0
    assert sweep.forget(kind=FAMILY_SHEETS, now=NOW + timedelta(hours=25)) == 1

    sheet.refresh_from_db()
    assert (sheet.state, sheet.name, sheet.headings, sheet.total) == (SheetState.STOPPED, "", [], 600)
    assert not SheetRow.objects.exists()


def test_a_step_that_takes_too_long_ends_with_words(by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = handed_over(by)
    monkeypatch.setattr(settings, "SHEET_STEP_SECONDS", -1)

    assert carried_on(sheet, FAMILY_SHEETS).state == SheetState.FAILED
    assert not SheetRow.objects.exists()


def test_an_eleventh_file_within_an_hour_waits(by: User) -> None:
    for _ in range(settings.SHEETS_PER_HOUR):
        handed_over(by)

    with pytest.raises(Refusal):
        handed_over(by)


def test_the_name_of_a_file_loses_its_folders(by: User) -> None:
    assert handed_over(by).name == "gezinnen.csv"


def test_what_is_being_processed_is_not_stopped(by: User) -> None:
    sheet = handed_over(by)
    Sheet.objects.update(state=SheetState.CONFIRMED)

    with pytest.raises(MoveNotAllowedError):
        receiving.stop(sheet=sheet, by=by, now=NOW)
