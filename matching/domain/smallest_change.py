"""The smallest change after which a reader fits a family: worked out on today's data, then carried out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from families.domain import editing as family_editing
from families.domain import queries as families
from matching.domain import snapshot
from matching.domain.changed_fields import Case, fields_of
from matching.domain.presets import rules_of
from matching.domain.wording import RULES
from matching.models import Unplaced
from matching.solver.explain.relaxation import Relaxation, smallest
from matching.solver.pairing import RULE_CODES, People, Rules
from matching.solver.pairing.rules import broken
from matching.states import HowAnswered
from programmes.domain.access import actor_of
from programmes.domain.lifecycle import note_edit
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import check_version, version_of
from programmes.models import User
from volunteers.domain import editing as volunteer_editing
from volunteers.domain import queries as volunteers

if TYPE_CHECKING:
    from families.models import Family
    from volunteers.models import Volunteer

ONLY = np.zeros(1, np.int64)
NOTED = "smallest-change"


@dataclass(frozen=True)
class Plan:
    """What would change, and on whom: exactly one of the two.

    Attributes
    ----------
    rule, amount, slots
        As in a `Relaxation` of the solver, but of today.
    changes
        New values by the names of an entry about this family or this volunteer.
    version
        Of both records and what would change: another one makes the plan void.
    record_version
        Of the record that changes alone.
    """

    rule: str
    amount: int
    slots: tuple[str, ...]
    volunteer: "Volunteer"
    family: "Family"
    of_family: bool
    changes: Mapping[str, Any]
    version: str
    record_version: str


def plan(*, unplaced: Unplaced, day: date) -> Plan:
    """Work out what has to change on a day for the reader of the smallest change to fit.

    Raises
    ------
    Refusal
        ``no-change`` when the run found none, ``not-needed`` when the two fit by now, ``rule-stays`` when
        nobody may waive this, ``duo`` for two who go together, else the rule that stands in the way.
    """
    if unplaced.relaxed_volunteer is None:
        raise Refusal("no-change", _("No single change helps this family. Look for a new reader."))
    family, volunteer = families.whole(unplaced.family), volunteers.whole(unplaced.relaxed_volunteer)
    if volunteers.duos({volunteer.pk}):
        raise Refusal("duo", _("Two readers go together here. Ask both, and change it on their own pages."))
    people = _people(family, volunteer, day)
    change = _relaxation(people, rules_of(family.programme), unplaced.relaxed_rule)
    slots = tuple(str(slot) for slot in change.slots)
    of_family, changes = fields_of(Case(change, people, family, volunteer))
    versions = volunteer_editing.version_of(volunteer), family_editing.version_of(family)
    version = version_of([*versions, change.rule, change.amount, slots])
    return Plan(
        change.rule, change.amount, slots, volunteer, family, of_family, changes, version, versions[of_family]
    )


def apply(*, unplaced: Unplaced, read: str, reason: str, by: User, now: datetime) -> Plan:
    """Carry the smallest change out, after whom it concerns agreed.

    Parameters
    ----------
    read
        Version of the plan that the person saw.
    reason
        A `HowAnswered`: by which way they agreed.

    Raises
    ------
    InvalidInput
        For a reason that is not on the list, or a value that the register does not take.
    Refusal
        As `plan`, on today's data.
    programmes.domain.versions.StaleError
        When either of the two changed after the person saw it.
    """
    if reason not in HowAnswered.values:
        raise InvalidInput({"reason": [_("Choose how they agreed.")]})
    change = plan(unplaced=unplaced, day=timezone.localdate(now))
    check_version(read=read, now=change.version)
    facts: dict[str, Any] = {"changes": change.changes, "now": now, "read": change.record_version}
    if change.of_family:
        family_editing.edit(family=change.family, actor=actor_of(by), **facts)
    else:
        volunteer_editing.edit(volunteer=change.volunteer, by=by, **facts)
    with transaction.atomic(durable=True):
        note_edit(unplaced, before="", after=NOTED, by=by, now=now, reason=reason)
    return change


def _people(family: "Family", volunteer: "Volunteer", day: date) -> People:
    """Read the two as they are now, in one view of the registers."""
    with transaction.atomic(durable=True):
        return snapshot.read(
            region=family.region,
            programme=family.programme,
            rules=rules_of(family.programme),
            day=day,
            volunteer_ids={volunteer.pk},
            family_ids={family.pk},
        )


def _relaxation(people: People, rules: Rules, rule: str) -> Relaxation:
    """Find today's change of the same rule; anything else is refused in words."""
    if not len(people.volunteers) or not len(people.families):
        raise Refusal("state", RULES["state"])
    bits = broken(people, ONLY, ONLY, rules)
    codes = [code for number, code in enumerate(RULE_CODES) if int(bits[0]) >> number & 1]
    if not codes:
        raise Refusal(
            "not-needed", _("This is no longer needed: the two fit by now. Start a new matching run.")
        )
    other = next((code for code in codes if code != rule), "")
    if other:
        raise Refusal(other, RULES[other])
    found = smallest(people, rules, ONLY, bits.reshape(1, 1), np.zeros((1, 1), np.bool_)).get(0)
    if found is None:
        raise Refusal("rule-stays", _("This cannot be changed here: it is no person's to waive."))
    return found
