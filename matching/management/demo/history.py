"""The steps that drawn records have taken, as if they had come this way.

A hundred thousand moves one by one would take minutes; the rows are the same as those that
`programmes.domain.lifecycle.move` writes.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from django.db.models import Model

from families.states import FamilyState
from programmes.models import StateChange, User
from volunteers.states import VolunteerState

_F, _V = FamilyState, VolunteerState
_FAMILY_WAY: tuple[str, ...] = (
    _F.REFERRED,
    _F.CONSENT_CONFIRMED,
    _F.INTAKE_PLANNED,
    _F.INTAKE_DONE,
    _F.WAITING,
)
_VOLUNTEER_WAY: tuple[str, ...] = (_V.APPLIED, _V.CONFIRMED, _V.INTERVIEW_PLANNED, _V.ACCEPTED, _V.AVAILABLE)


def way_to(state: str) -> Sequence[str]:
    """List the states that lead to this one, itself included."""
    for way in (_FAMILY_WAY, _VOLUNTEER_WAY):
        if state in way:
            return way[: way.index(state) + 1]
    aside: dict[str, tuple[str, ...]] = {
        _F.LOOK_AGAIN: _FAMILY_WAY,
        _F.WITHDRAWN: _FAMILY_WAY[:1],
        _V.RESTING: _VOLUNTEER_WAY,
        _V.LEFT: _VOLUNTEER_WAY,
        _V.DECLINED: _VOLUNTEER_WAY[:3],
    }
    return (*aside[state], state)


def steps(record: Model, *, state: str, start: datetime, end: datetime, by: User) -> Iterator[StateChange]:
    """Give the changes of one record, spread evenly from its start."""
    way = way_to(state)
    for number, (earlier, later) in enumerate(pairwise(way), start=1):
        yield StateChange(
            subject=record._meta.label_lower,
            subject_id=record.pk,
            from_state=earlier,
            to_state=later,
            by=by,
            at=start + (end - start) * number / (len(way) - 1),
        )
