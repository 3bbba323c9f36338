"""What each row of a spreadsheet of families would do: register, change, nothing, or why it cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from families.domain.editing import version_of
from families.domain.entry import Referral, entry_of
from families.domain.entry_rules import Checked, check
from families.domain.sheet_columns import COLUMNS, CONSENT_COLUMNS, NUMBER, column_of
from families.domain.sheet_entry import cells_of, checked_entry, consent_from, entry_from
from families.models import Child, Family
from programmes.domain.refusal import InvalidInput
from programmes.domain.sheets.cells import Cells
from programmes.domain.sheets.columns import plain
from programmes.domain.sheets.rows import Difference, Outlook, Problem, Values, problems_of
from programmes.models import Programme, RowKind, Sheet
from programmes.states import ProgrammeState

MOST_DIGITS = 8
_NEW = {"nieuw", "new"}
_NOTHING = Referral(
    programme="", first_name="", phone="", home_languages=(), places=(), children=(), homes=()
)
Same = tuple[str, date, str]
"""What two families share that are likely one: a child's name and birth month, and the postcode."""


@dataclass(frozen=True)
class Draft:
    """What a row would do, and the checked records that it would write."""

    outlook: Outlook
    entry: Referral | None = None
    checked: Checked | None = None


class FamilyComparison:
    """Lays rows beside the register of one municipality; remembers the rows before."""

    def __init__(self, sheet: Sheet, now: datetime, *, locks: bool = False) -> None:
        self.region = sheet.region
        self.now = now
        self.locks = locks
        self.programmes = list(Programme.objects.filter(regions=sheet.region, state=ProgrammeState.OPEN))
        self.numbers: dict[int, int] = {}
        self.likely: dict[Same, int] = {}

    def compare(self, rows: Sequence[tuple[int, Values]]) -> list[Outlook]:
        """Tell what each row would do."""
        return [draft.outlook for draft in self.drafts(rows)]

    def drafts(self, rows: Sequence[tuple[int, Values]]) -> list[Draft]:
        """Tell what each row would do, with the records that it would write."""
        numbers = {found for _row, values in rows if (found := _number(values.get(NUMBER, "")))}
        families = {family.number: family for family in self._families(numbers)}
        drafts = [self._draft(row, values, families) for row, values in rows]
        known = self._likely_known(drafts)
        return [
            self._unless_known(row, values, draft, known)
            for (row, values), draft in zip(rows, drafts, strict=True)
        ]

    def _families(self, numbers: set[int]) -> QuerySet[Family]:
        rows = Family.objects.filter(region=self.region, number__in=numbers)
        rows = rows.select_for_update(of=("self",)).order_by("pk") if self.locks else rows
        rows = rows.select_related("region", "programme", "organisation")
        return rows.prefetch_related("children", "homes__windows", "homes__district", "consents")

    def _draft(self, row: int, values: Values, families: dict[int, Family]) -> Draft:
        written = values.get(NUMBER, "")
        if not written or plain(written) in _NEW:
            return self._new(values)
        number = _number(written)
        family = families.get(number)
        if family is None:
            return _wrong(values, [Problem(NUMBER, _("There is no family with this number."))])
        if number in self.numbers:
            sentence = _("Row %(row)s is about the same family.") % {"row": self.numbers[number]}
            return _wrong(values, [Problem(NUMBER, sentence)])
        self.numbers[number] = row
        return self._change(values, family)

    def _new(self, values: Values) -> Draft:
        cells = Cells(values)
        cells.expect_filled(COLUMNS)
        entry = entry_from(cells, onto=_NOTHING)
        consent = consent_from(cells)
        programme = self._programme(cells)
        if cells.problems or programme is None:
            return _wrong(values, cells.problems)
        family = Family(region=self.region, programme=programme, registered_at=self.now)
        return self._checked(values, Referral(**{**vars(entry), "consent": consent}), family)

    def _change(self, values: Values, family: Family) -> Draft:
        cells = Cells(values)
        before, version = entry_of(family), version_of(family)
        entry = entry_from(cells, onto=before)
        self._check_fixed(cells, family)
        if cells.problems:
            return _wrong(values, cells.problems, family)
        draft = self._checked(values, entry, family)
        if draft.checked is None or draft.entry is None:
            return draft
        differences = _differences(values, before, draft.entry)
        kind = RowKind.CHANGED if differences else RowKind.SAME
        title = f"{family.reference} {family.contact_name}"
        return Draft(Outlook(kind, title, family.pk, version, differences), draft.entry, draft.checked)

    def _checked(self, values: Values, entry: Referral, family: Family) -> Draft:
        kept = list(family.homes.all()) if family.pk else []
        try:
            checked = check(entry, onto=family, day=localdate(self.now), kept_homes=kept)
        except InvalidInput as invalid:
            return _wrong(values, problems_of(invalid, column_of), family)
        outlook = Outlook(RowKind.NEW, family.contact_name)
        return Draft(outlook, checked_entry(entry, checked), checked)

    def _programme(self, cells: Cells) -> Programme | None:
        """Give the programme that a row names; where the municipality offers one, it needs no name."""
        word = plain(cells.values.get("programme", ""))
        fitting = [
            each for each in self.programmes if not word or word in {plain(each.slug), plain(each.name)}
        ]
        if len(fitting) != 1:
            cells.add("programme", _("Choose a programme that this municipality offers."))
            return None
        return fitting[0]

    @staticmethod
    def _check_fixed(cells: Cells, family: Family) -> None:
        word = plain(cells.values.get("programme", ""))
        if word and word not in {plain(family.programme.slug), plain(family.programme.name)}:
            cells.add("programme", _("A family keeps its programme: register it anew for another one."))
        holds = any(consent.withdrawn_on is None for consent in family.consents.all())
        if cells.has(*CONSENT_COLUMNS) and not holds:
            cells.add("consent_by", _("Note the consent on the family's own page."))

    def _likely_known(self, drafts: Sequence[Draft]) -> dict[Same, str]:
        """Find families of the register that new rows are likely to be."""
        same = [key for draft in drafts for key in _same(draft)]
        rows = Child.objects.filter(
            family__region=self.region,
            birth_month__in={born for _name, born, _postcode in same},
            family__homes__postcode__in={postcode for _name, _born, postcode in same},
        ).select_related("family")
        found = rows.values_list("first_name", "birth_month", "family__homes__postcode", "family__number")
        return {(name.casefold(), born, postcode): f"G-{number:04}" for name, born, postcode, number in found}

    def _unless_known(self, row: int, values: Values, draft: Draft, known: dict[Same, str]) -> Draft:
        is_meant = plain(values.get(NUMBER, "")) in _NEW
        for key in _same(draft):
            if key in known and not is_meant:
                sentence = _(
                    "This looks like %(reference)s. Write that number in the column of numbers, or the"
                    " word “new” when it is another family."
                )
                return _wrong(values, [Problem(NUMBER, sentence % {"reference": known[key]})])
            if self.likely.get(key, row) != row and not is_meant:
                sentence = _("Row %(row)s is about the same family.") % {"row": self.likely[key]}
                return _wrong(values, [Problem(NUMBER, sentence)])
            self.likely[key] = row
        return draft


def _same(draft: Draft) -> list[Same]:
    if draft.outlook.kind != RowKind.NEW or draft.entry is None:
        return []
    return [
        (child.first_name.casefold(), child.birth_month, home.postcode)
        for child in draft.entry.children
        for home in draft.entry.homes
    ]


def _differences(values: Values, before: Referral, after: Referral) -> list[Difference]:
    old, new = cells_of(before), cells_of(after)
    return [
        Difference(column.name, old.get(column.name, ""), new.get(column.name, ""))
        for column in COLUMNS
        if column.name in values and old.get(column.name, "") != new.get(column.name, "")
    ]


def _wrong(values: Values, problems: Sequence[Problem], family: Family | None = None) -> Draft:
    named = " ".join(values[name] for name in ("first_name", "infix", "last_name") if name in values)
    title = f"{family.reference} {named}" if family is not None and family.pk else named
    return Draft(Outlook(RowKind.WRONG, title.strip(), problems=problems))


def _number(text: str) -> int:
    digits = text.strip().upper().removeprefix("G").lstrip("- 0")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS else 0
