"""A change of a family's data: checked like a registration, kept as a whole or not at all."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.domain.entry import entry_of
from families.domain.entry_rules import check
from families.domain.intake import had_intake
from families.domain.parts import write_children, write_homes
from families.models import Family
from families.states import FamilyState
from programmes.domain import versions
from programmes.domain.access import Action, Actor, NotAllowedError, log_read, visible
from programmes.domain.refusal import Refusal

_BEFORE_INTAKE = frozenset({FamilyState.REFERRED, FamilyState.CONSENT_CONFIRMED, FamilyState.INTAKE_PLANNED})


def version_of(family: Family) -> str:
    """Give the version of what is entered about a family: any change of it is another one."""
    return versions.version_of(asdict(entry_of(family)))


def edit(
    *, family: Family, changes: Mapping[str, Any], actor: Actor, now: datetime, read: str = ""
) -> Family:
    """Change some fields.

    Parameters
    ----------
    changes
        New values by the names of `families.domain.entry.Referral`, without region, organisation,
        programme and consent.
    read
        Version (`version_of`) on which the changes were made; without it they are made on what stands now.

    Raises
    ------
    StaleError
        When another version stands now.
    InvalidInput
        With every field that has to change.
    Refusal
        ``after-intake``: from the intake on, the coordinator keeps the data.
    """
    with transaction.atomic(durable=True):
        kept = Family.objects.select_for_update(of=("self",)).get(pk=family.pk)
        versions.check_version(read=read, now=version_of(kept))
        _check_rights(kept, changes, actor)
        entry = replace(entry_of(kept), **changes)
        checked = check(entry, onto=kept, day=localdate(now), kept_homes=list(kept.homes.all()))
        kept.save()
        if "children" in changes:
            write_children(kept, checked.children)
        if "homes" in changes:
            write_homes(kept, checked.homes, entry.homes)
        log_read(kept, actor=actor, action=Action.FAMILIES_WRITE, now=now)
        return kept


def is_before_intake(family: Family) -> bool:
    """Tell whether who registered the family still keeps its data, also on hold before its intake."""
    on_hold = family.state == FamilyState.LOOK_AGAIN and not had_intake(family)
    return on_hold or family.state in _BEFORE_INTAKE


def _check_rights(family: Family, changes: Mapping[str, Any], actor: Actor) -> None:
    guides = visible(Family.objects.filter(pk=family.pk), actor=actor, action=Action.FAMILIES_INTAKE).exists()
    if "safety_note" in changes and not guides:
        raise NotAllowedError
    if not is_before_intake(family) and not guides:
        raise Refusal(
            "after-intake", _("Ask the coordinator: the intake is done, so they keep the data now.")
        )
