"""A change of a volunteer's data: checked like a sign-up, kept as a whole or not at all."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from programmes.domain import versions
from programmes.domain.access import Action
from programmes.domain.refusal import Refusal
from programmes.models import User
from volunteers.domain.account_follows import follow
from volunteers.domain.entry import SignUp, entry_of
from volunteers.domain.entry_rules import check
from volunteers.domain.own_record import check_not_erased, check_not_own
from volunteers.domain.parts import write_parts
from volunteers.models import Volunteer

GUIDED_FIELDS = frozenset({"training", "training_valid_until", "agreement_signed_on"})
"""What only a coordinator writes: not part of a sign-up."""


def version_of(volunteer: Volunteer) -> str:
    """Give the version of what is written about a volunteer: any change of it is another one."""
    guided = {name: getattr(volunteer, name) for name in sorted(GUIDED_FIELDS)}
    return versions.version_of(asdict(entry_of(volunteer)) | guided)


def edit(
    *,
    volunteer: Volunteer,
    changes: Mapping[str, Any],
    by: User | None,
    now: datetime,
    read: str = "",
) -> Volunteer:
    """Change some fields.

    Parameters
    ----------
    changes
        New values by the names of `volunteers.domain.entry.SignUp`, and of `GUIDED_FIELDS`.
    read
        Version (`version_of`) on which the changes were made; without it they are made on what stands now.

    Raises
    ------
    StaleError
        When another version stands now.
    InvalidInput
        With every field that has to change.
    Refusal
        ``seats-held``: open matches need the capacity. ``email-known``: the address belongs to another.
        ``own-record``: what a coordinator writes, about oneself. ``erased``: there is nothing to change.
    """
    if GUIDED_FIELDS & changes.keys():
        check_not_own(volunteer, by)
    with transaction.atomic(durable=True):
        kept = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
        check_not_erased(kept)
        versions.check_version(read=read, now=version_of(kept))
        entry = _changed(kept, changes)
        checked = check(entry, onto=kept)
        _store(kept)
        follow(kept)
        write_parts(kept, entry, checked.programmes)
        versions.log_change(kept, action=Action.VOLUNTEERS_WRITE, by=by, now=now)
        return kept


def _changed(volunteer: Volunteer, changes: Mapping[str, Any]) -> SignUp:
    """Give the entry with its changes; what only a coordinator writes goes into the record."""
    for name in GUIDED_FIELDS & changes.keys():
        setattr(volunteer, name, changes[name])
    entered = {name: value for name, value in changes.items() if name not in GUIDED_FIELDS}
    return replace(entry_of(volunteer), **entered)


def _store(volunteer: Volunteer) -> None:
    try:
        with transaction.atomic():
            volunteer.save()
    except IntegrityError as broken:
        raise _refusal(broken) from broken


def _refusal(broken: IntegrityError) -> Exception:
    name = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", "")
    if name == "no_volunteer_above_capacity":
        sentence = _("End or move a match first: open matches hold these places.")
        return Refusal("seats-held", sentence, field="capacity")
    if name == "volunteer_email_is_unique":
        sentence = _("Write another e-mail address: this one belongs to somebody else.")
        return Refusal("email-known", sentence, field="email")
    return broken
