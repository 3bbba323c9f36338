"""What each row of a spreadsheet of volunteers would do: enter, change, nothing, or why it cannot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models.functions import Lower
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from programmes.domain.refusal import InvalidInput
from programmes.domain.sheets.cells import Cells
from programmes.domain.sheets.rows import Difference, Outlook, Problem, Values, problems_of
from programmes.models import Programme, RowKind, Sheet
from programmes.states import ProgrammeState
from volunteers.domain.editing import version_of
from volunteers.domain.entry import SignUp, entry_of
from volunteers.domain.entry_rules import Checked, check
from volunteers.domain.sheet_columns import COLUMNS, EMAIL, column_of
from volunteers.domain.sheet_entry import NOTHING, cells_of, checked_entry, entry_from
from volunteers.models import Volunteer
from volunteers.states import SEEN_BY_COORDINATORS


@dataclass(frozen=True)
class Draft:
    """What a row would do, and the checked record that it would write."""

    outlook: Outlook
    entry: SignUp = NOTHING
    checked: Checked | None = None


class VolunteerComparison:
    """Lays rows beside the register of one municipality; remembers the rows before."""

    def __init__(self, sheet: Sheet, now: datetime, *, locks: bool = False) -> None:
        self.region = sheet.region
        self.now = now
        self.locks = locks
        self.programmes = list(Programme.objects.filter(regions=sheet.region, state=ProgrammeState.OPEN))
        self.rows: dict[str, int] = {}

    def compare(self, rows: Sequence[tuple[int, Values]]) -> list[Outlook]:
        """Tell what each row would do."""
        return [draft.outlook for draft in self.drafts(rows)]

    def drafts(self, rows: Sequence[tuple[int, Values]]) -> list[Draft]:
        """Tell what each row would do, with the record that it would write."""
        known = self._known({values.get(EMAIL, "").casefold() for _row, values in rows})
        return [self._draft(row, values, known) for row, values in rows]

    def _known(self, addresses: set[str]) -> dict[str, Volunteer]:
        rows = Volunteer.objects.annotate(address=Lower("email")).filter(address__in=addresses - {""})
        rows = rows.select_for_update(of=("self",)).order_by("pk") if self.locks else rows
        found = rows.select_related("region", "district").prefetch_related(
            "programmes", "languages", "windows"
        )
        return {volunteer.email.casefold(): volunteer for volunteer in found}

    def _draft(self, row: int, values: Values, known: dict[str, Volunteer]) -> Draft:
        address = values.get(EMAIL, "").casefold()
        if address and address in self.rows:
            sentence = _("Row %(row)s is about the same volunteer.") % {"row": self.rows[address]}
            return _wrong(values, [Problem(EMAIL, sentence)])
        self.rows[address] = row
        volunteer = known.get(address)
        if volunteer is None:
            return self._new(values)
        if volunteer.region_id != self.region.pk or volunteer.state not in SEEN_BY_COORDINATORS:
            # Says nothing about where the address is known.
            return _wrong(values, [Problem(EMAIL, _("This e-mail address cannot be used here."))])
        return self._change(values, volunteer)

    def _new(self, values: Values) -> Draft:
        cells = Cells(values)
        cells.expect_filled(COLUMNS)
        entry = entry_from(cells, onto=replace(NOTHING, region=self.region.slug), programmes=self.programmes)
        if cells.problems:
            return _wrong(values, cells.problems)
        volunteer = Volunteer(region=self.region, registered_at=self.now, consent_on=localdate(self.now))
        return self._checked(values, entry, volunteer)

    def _change(self, values: Values, volunteer: Volunteer) -> Draft:
        cells = Cells(values)
        before, version = entry_of(volunteer), version_of(volunteer)
        entry = entry_from(cells, onto=before, programmes=self.programmes)
        if cells.problems:
            return _wrong(values, cells.problems)
        draft = self._checked(values, entry, volunteer)
        if draft.checked is None:
            return draft
        differences = _differences(values, before, draft.entry)
        kind = RowKind.CHANGED if differences else RowKind.SAME
        return replace(draft, outlook=Outlook(kind, volunteer.full_name, volunteer.pk, version, differences))

    @staticmethod
    def _checked(values: Values, entry: SignUp, volunteer: Volunteer) -> Draft:
        try:
            checked = check(entry, onto=volunteer)
        except InvalidInput as invalid:
            return _wrong(values, problems_of(invalid, column_of))
        return Draft(Outlook(RowKind.NEW, volunteer.full_name), checked_entry(entry, volunteer), checked)


def _differences(values: Values, before: SignUp, after: SignUp) -> list[Difference]:
    old, new = cells_of(before), cells_of(after)
    return [
        Difference(column.name, old[column.name], new[column.name])
        for column in COLUMNS
        if column.name in values and column.name in old and old[column.name] != new[column.name]
    ]


def _wrong(values: Values, problems: Sequence[Problem]) -> Draft:
    named = " ".join(values[name] for name in ("first_name", "infix", "last_name") if name in values)
    return Draft(Outlook(RowKind.WRONG, named or values.get(EMAIL, ""), problems=problems))
