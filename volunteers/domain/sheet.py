"""Volunteers in a spreadsheet: each row laid beside the register, and written as it was seen."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from programmes.domain.access import Action
from programmes.domain.lifecycle import move
from programmes.domain.sheets.rows import Applied, Problem, SheetKind, Values
from programmes.domain.versions import log_change
from programmes.models import Register, RowKind, Sheet, SheetRow, User
from volunteers.dispatch import enqueue_sheet
from volunteers.domain.parts import write_parts
from volunteers.domain.sheet_columns import COLUMNS, EMAIL
from volunteers.domain.sheet_drafts import Draft, VolunteerComparison
from volunteers.states import VolunteerState

PIECE = 250


def apply(sheet: Sheet, rows: Iterable[tuple[SheetRow, Values]], now: datetime) -> Applied:
    """Write new and changed volunteers; a step of a use case that opened the transaction.

    Each row is compared once more: what is not as it was seen is left as it was.
    """
    comparison = VolunteerComparison(sheet, now, locks=True)
    left: dict[int, Sequence[Problem]] = {}
    for piece in _pieces(iter(rows)):
        drafts = comparison.drafts([(row.number, values) for row, values in piece])
        for (row, _values), draft in zip(piece, drafts, strict=True):
            found = draft.outlook
            if found.kind != row.kind or found.version != row.version:
                left[row.number] = found.problems or [_changed()]
            elif problem := _write(draft, by=sheet.applied_by, now=now):
                left[row.number] = [problem]
    return left


def _pieces(rows: Iterator[tuple[SheetRow, Values]]) -> Iterator[list[tuple[SheetRow, Values]]]:
    while piece := list(islice(rows, PIECE)):
        yield piece


def _write(draft: Draft, *, by: User | None, now: datetime) -> Problem | None:
    """Write a volunteer; say why where the database refuses: an address taken, places held by matches."""
    assert draft.checked is not None  # noqa: S101 - only what was checked is written
    volunteer = draft.checked.volunteer
    is_new = draft.outlook.kind == RowKind.NEW
    try:
        with transaction.atomic():
            volunteer.save(force_insert=is_new)
    except IntegrityError as broken:
        name = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", "")
        if name == "no_volunteer_above_capacity":
            return Problem("capacity", _("End or move a match first: open matches hold these places."))
        if name == "volunteer_email_is_unique":
            return Problem(EMAIL, _("This e-mail address cannot be used here."))
        raise
    write_parts(volunteer, draft.entry, draft.checked.programmes)
    log_change(volunteer, action=Action.VOLUNTEERS_WRITE, by=by, now=now)
    if is_new:
        # The coordinator knows them, as when they enter one by hand.
        move(volunteer, to=VolunteerState.CONFIRMED, by=by, now=now, reason="imported")
    return None


def _changed() -> Problem:
    return Problem("", _("This changed in the meantime. Look again."))


VOLUNTEER_SHEETS = SheetKind(
    register=Register.VOLUNTEERS,
    columns=COLUMNS,
    key=EMAIL,
    compare=VolunteerComparison,
    apply=apply,
    enqueue=enqueue_sheet,
)
