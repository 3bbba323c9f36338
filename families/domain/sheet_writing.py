"""Families of a spreadsheet go into the register; steps of a use case that opened the transaction."""

from collections.abc import Sequence
from datetime import datetime

from families.domain.consents import record_consent
from families.domain.entry import Referral
from families.domain.entry_rules import Checked
from families.domain.parts import write_children, write_homes
from families.domain.referral import next_number
from families.domain.sheet_columns import CHILDREN, HOME_COLUMNS
from families.domain.sheet_drafts import Draft
from families.models import Child, Family, Home, HomeWindow
from programmes.domain.access import Action
from programmes.domain.versions import log_change
from programmes.models import AccessLog, User

BATCH = 500
_OF_CHILDREN = {name for number in CHILDREN for name in (f"child_{number}", f"birth_{number}")}


def write_changed(draft: Draft, *, by: User | None, now: datetime) -> None:
    """Write the fields that a row changes, and say who did."""
    checked, entry = _whole(draft)
    touched = {difference.column for difference in draft.outlook.differences}
    checked.family.save()
    if touched & _OF_CHILDREN:
        write_children(checked.family, checked.children)
    if touched & set(HOME_COLUMNS):
        write_homes(checked.family, checked.homes, entry.homes)
    log_change(checked.family, action=Action.FAMILIES_WRITE, by=by, now=now)


def write_new(drafts: Sequence[Draft], *, by: User | None, now: datetime) -> None:
    """Register families, each with the next number of the municipality, in the order of the file."""
    if not drafts:
        return
    found = [_whole(draft) for draft in drafts]
    number = next_number(found[0][0].family.region)
    for place, (checked, _entry) in enumerate(found):
        checked.family.number = number + place
        checked.family.registered_by = by
    Family.objects.bulk_create((checked.family for checked, _entry in found), batch_size=BATCH)
    _write_parts(found)
    _write_log([checked.family for checked, _entry in found], by=by, now=now)
    for checked, entry in found:
        if entry.consent is not None:
            record_consent(family=checked.family, entry=entry.consent, by=by, now=now)


def _write_parts(found: Sequence[tuple[Checked, Referral]]) -> None:
    children, homes, windows = [], [], []
    for checked, entry in found:
        for child in checked.children:
            child.family = checked.family
            children.append(child)
        for home, given in zip(checked.homes, entry.homes, strict=True):
            home.family = checked.family
            homes.append(home)
            windows += [HomeWindow(home=home, **vars(window)) for window in given.availability]
    Child.objects.bulk_create(children, batch_size=BATCH)
    Home.objects.bulk_create(homes, batch_size=BATCH)
    for window in windows:
        window.home_id = window.home.pk
    HomeWindow.objects.bulk_create(windows, batch_size=BATCH)


def _write_log(families: Sequence[Family], *, by: User | None, now: datetime) -> None:
    AccessLog.objects.bulk_create(
        (
            AccessLog(
                subject=family._meta.label_lower,
                subject_id=family.pk,
                action=Action.FAMILIES_WRITE,
                by=by,
                at=now,
            )
            for family in families
        ),
        batch_size=BATCH,
    )


def _whole(draft: Draft) -> tuple[Checked, Referral]:
    assert draft.checked is not None  # noqa: S101 - only what was checked is written
    assert draft.entry is not None  # noqa: S101 - as above
    return draft.checked, draft.entry
