"""A change that would help, as new values of a family's or a volunteer's entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from families.domain import entry as family_entry
from matching.domain.added_moment import RHYTHMS, with_moment
from matching.domain.wording import REFUSALS
from matching.solver.explain.relaxation import Relaxation
from matching.solver.pairing import PLACES, People
from matching.solver.slots import WORD_BITS, Slot
from programmes.domain.refusal import Refusal
from programmes.values.availability import Rhythm
from volunteers.domain import entry as volunteer_entry

if TYPE_CHECKING:
    from families.models import Family
    from volunteers.models import Volunteer

FAMILY, VOLUNTEER = True, False
Changes = tuple[bool, Mapping[str, Any]]
WEEKS = {"w": (0, 1), "a": (0,), "b": (1,)}


@dataclass(frozen=True)
class Case:
    """The change, the two as the solver sees them, and as the registers keep them."""

    change: Relaxation
    people: People
    family: "Family"
    volunteer: "Volunteer"


def fields_of(case: Case) -> Changes:
    """Give whether it is the family that changes, and the new values.

    Raises
    ------
    Refusal
        ``rule-stays`` when no person may waive the rule, ``clash`` when a running visit is in the way.
    """
    write = _WRITERS.get(case.change.rule)
    if write is None:
        raise Refusal(
            "rule-stays", _("This cannot be waived: certificate and training have to be renewed first.")
        )
    return write(case)


def _distance(case: Case) -> Changes:
    readers, programme = case.people.volunteers, case.family.programme
    minutes = int(readers.max_minutes[0]) + case.change.amount
    if minutes * int(readers.metres_per_minute[0]) > programme.max_metres:
        raise Refusal("rule-stays", _("This home is farther than the programme allows for anybody."))
    return VOLUNTEER, {"max_minutes": minutes}


def _slot(case: Case) -> Changes:
    slot = case.change.slots[0]
    if not _is_free(case.people.families.free[0], slot):
        return FAMILY, {"homes": tuple(_homes(case, slot))}
    before = volunteer_entry.entry_of(case.volunteer).availability
    minutes = case.family.programme.visit_minutes
    after = with_moment(before, slot, minutes=minutes, rhythm=RHYTHMS[slot.rhythm])
    if after == before:
        raise Refusal("clash", REFUSALS["clash"])
    return VOLUNTEER, {"availability": after}


def _homes(case: Case, slot: Slot) -> list[family_entry.HomeEntry]:
    """Add the moment to the home where the children are then."""
    homes = list(family_entry.entry_of(case.family).homes)
    asked = RHYTHMS[slot.rhythm]
    minutes = case.family.programme.visit_minutes
    changed = []
    for home in homes:
        # The windows of a home of weeks A are there in weeks A only.
        weekly = home.rhythm == Rhythm.WEEKLY
        if weekly or asked in (Rhythm.WEEKLY, home.rhythm):
            rhythm = asked if weekly else Rhythm.WEEKLY
            windows = with_moment(home.availability, slot, minutes=minutes, rhythm=rhythm)
            changed.append(replace(home, availability=windows))
        else:
            changed.append(home)
    return changed


def _is_free(words: NDArray[np.uint64], slot: Slot) -> bool:
    word, bit = divmod(slot.bit, WORD_BITS)
    return all(int(words[week, word]) >> bit & 1 for week in WEEKS[slot.rhythm])


def _place(case: Case) -> Changes:
    place = PLACES[case.change.amount]
    if place in case.family.places:
        return VOLUNTEER, {"places": tuple(sorted({*case.volunteer.places, place}))}
    return FAMILY, {"places": tuple(sorted({*case.family.places, place}))}


def _children(case: Case) -> Changes:
    families, volunteer = case.people.families, case.volunteer
    return VOLUNTEER, {
        "max_children": max(volunteer.max_children, int(families.children[0])),
        "age_from": min(volunteer.age_from, int(families.age_min[0])),
        "age_to": max(volunteer.age_to, int(families.age_max[0])),
    }


def _language(_case: Case) -> Changes:
    return FAMILY, {"required_language": ""}


def _capacity(case: Case) -> Changes:
    return VOLUNTEER, {"capacity": case.volunteer.capacity + 1}


_WRITERS: dict[str, Callable[[Case], Changes]] = {
    "distance": _distance,
    "slot": _slot,
    "place": _place,
    "children": _children,
    "language": _language,
    "capacity": _capacity,
}
CHANGEABLE = frozenset(_WRITERS)
"""Rules that give way when somebody agrees."""
