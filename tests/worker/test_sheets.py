"""A spreadsheet on its way through a real queue and worker."""

import time

from families.domain.sheet import FAMILY_SHEETS
from families.models import Family
from programmes.domain.sheets import receiving
from programmes.models import Sheet
from programmes.states import SheetState
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.sheets import excel
from tests.families.domain.test_sheet import table
from tests.families.entries import prepare
from tests.workers import Workers

LIMIT = 30.0


def reached(state: SheetState) -> Sheet:
    deadline = time.monotonic() + LIMIT
    while (sheet := Sheet.objects.get()).state != state:
        assert time.monotonic() < deadline, (sheet.state, sheet.failure)
        time.sleep(0.05)
    return sheet


def test_a_worker_reads_compares_and_processes(worker: Workers) -> None:
    prepare()
    by = coordinator()

    receiving.receive(
        kind=FAMILY_SHEETS, region=RegionFactory(), name="a.xlsx", content=excel(table({})), by=by, now=NOW
    )
    read = reached(SheetState.READ)
    receiving.match_columns(sheet=read, kind=FAMILY_SHEETS, chosen=read.columns, by=by, now=NOW)
    seen = reached(SheetState.COMPARED)
    receiving.confirm(sheet=seen, kind=FAMILY_SHEETS, seen=seen.fingerprint, by=by, now=NOW)

    assert reached(SheetState.APPLIED).counts == {"new": 1}
    assert Family.objects.count() == 1
