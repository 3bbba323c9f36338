"""Families without a proposal as rows: what is in the way, what would help, what was done since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matching.domain import passing_over
from matching.domain.changed_fields import CHANGEABLE
from matching.domain.smallest_change import NOTED
from matching.domain.wording import (
    PASSED_OVER,
    RULES,
    blocker_sentence,
    change_sentence,
    competition_sentence,
    smallest_change_sentence,
)
from matching.models import Alternative, MatchingRun, PassedOver, Unplaced
from matching.models.passed_over import REASON_LENGTH
from matching.states import NoReader
from programmes.models import StateChange

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BLOCKERS: "dict[str, StrOrPromise]" = {
    "programme": pgettext_lazy("what is in the way", "Programme or age"),
    "state": pgettext_lazy("what is in the way", "Nobody available"),
    "certificate": pgettext_lazy("what is in the way", "Certificate of conduct"),
    "distance": pgettext_lazy("what is in the way", "Distance"),
    "language": pgettext_lazy("what is in the way", "Language"),
    "slot": pgettext_lazy("what is in the way", "Moments"),
    "place": pgettext_lazy("what is in the way", "Place"),
    "children": pgettext_lazy("what is in the way", "Number or age of children"),
    "restriction": pgettext_lazy("what is in the way", "Something at home"),
    "ban": pgettext_lazy("what is in the way", "Excluded"),
    "capacity": pgettext_lazy("what is in the way", "Readers are full"),
}


class ReasonForm(forms.Form):
    """Why a family was passed over again."""

    reason = forms.CharField(
        label=_("Why was this family passed over again?"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in one sentence why.")},
    )


@dataclass(frozen=True)
class Other:
    """One who could read, and the price for all."""

    alternative: Alternative
    price: str


@dataclass(frozen=True)
class Row:
    """One family; ``form`` is there where a reason is asked for."""

    record: Unplaced
    main: "StrOrPromise"
    blockers: list[str]
    smallest: str
    may_change: bool
    others: list[Other]
    changed: StateChange | None
    written: PassedOver | None
    form: ReasonForm | None


def rows_of(
    run: MatchingRun, page: Sequence[Unplaced], bound: Mapping[int, ReasonForm] | None = None
) -> list[Row]:
    """Explain the families of one page, in a number of queries that never grows."""
    families = [record.family_id for record in page]
    again = passing_over.passed_over_again(run, families)
    written = passing_over.reasons_of(run, families)
    changed = _changed(page)
    forms_of = bound or {}
    return [
        Row(
            record,
            main=_main(record),
            blockers=_blockers(record),
            smallest=_smallest(record),
            may_change=record.relaxed_rule in CHANGEABLE,
            others=[
                Other(one, change_sentence(one.change, exact=one.exact)) for one in record.alternatives.all()
            ],
            changed=changed.get(record.pk),
            written=written.get(record.family_id),
            form=forms_of.get(record.pk) or _form(record, again, written),
        )
        for record in page
    ]


def prefix_of(record: Unplaced) -> str:
    """Give the name under which the form of a row is sent."""
    return f"r{record.pk}"


def _form(record: Unplaced, again: set[int], written: Mapping[int, PassedOver]) -> ReasonForm | None:
    if record.family_id not in again or record.family_id in written:
        return None
    return ReasonForm(prefix=prefix_of(record))


def _main(record: Unplaced) -> "StrOrPromise":
    if record.kind == NoReader.COMPETITION:
        return _competition(record)
    if record.lost is None:
        return PASSED_OVER["unknown"]
    if not record.blocker:
        return PASSED_OVER["nobody"]
    return blocker_sentence(record.blocker, record.lost.get(record.blocker, 0))


def _competition(record: Unplaced) -> "StrOrPromise":
    if record.sharing_families is None:
        return PASSED_OVER["competition"]
    return competition_sentence(
        families=record.sharing_families,
        volunteers=record.sharing_volunteers or 0,
        places=record.sharing_places or 0,
        lowest=(bool(record.lowest_urgent), record.lowest_band or 0),
        band_days=record.run.settings["rules"]["band_days"],
    )


def _blockers(record: Unplaced) -> list[str]:
    """Tell what took away the other readers, in the order of the rules."""
    lost = record.lost or {}
    return [blocker_sentence(rule, lost[rule]) for rule in RULES if lost.get(rule) and rule != record.blocker]


def _smallest(record: Unplaced) -> str:
    if not record.relaxed_rule:
        return ""
    return smallest_change_sentence(
        record.relaxed_rule, record.relaxed_amount or 0, record.relaxed_slots, places=record.relaxed_places
    )


def _changed(page: Sequence[Unplaced]) -> dict[int, StateChange]:
    """Give the smallest changes that were carried out already."""
    rows = StateChange.objects.filter(
        subject=Unplaced._meta.label_lower,
        subject_id__in=[record.pk for record in page],
        to_state=NOTED,
    )
    return {row.subject_id: row for row in rows.select_related("by")}
