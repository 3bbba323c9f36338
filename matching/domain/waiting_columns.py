"""The families of a region that wait for a reader, as the solver's columns: kept a minute, without numbers.

Somebody who signs up asks for them with every box that they tap; making them anew each time would cost
most of a second in a large region.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.core.cache import cache

from families.domain import queries as families
from matching.domain.columns import Decisions, Frame, people_of
from matching.domain.occupied import NOTHING
from matching.domain.presets import rules_of
from matching.solver.pairing import People
from programmes.models import Programme, Region
from programmes.states import ProgrammeState

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Waiting:
    """A programme, and who waits in it.

    Attributes
    ----------
    people
        Families numbered from 0, and no readers.
    """

    programme: Programme
    people: People


def waiting(*, region: Region, day: date) -> list[Waiting]:
    """Give who waits, with consent in force, in each open programme of a region (one query when kept)."""
    rows = Programme.objects.filter(regions=region, state=ProgrammeState.OPEN).order_by("pk")
    return [Waiting(programme, _people(region, programme, day)) for programme in rows]


def frame_of(programme: Programme, day: date) -> Frame:
    """Give the frame of a run in which no certificate lapses: its last visit is on the day itself."""
    return Frame(rules=rules_of(programme), day=day, last_visit=day, max_metres=programme.max_metres)


def _people(region: Region, programme: Programme, day: date) -> People:
    key = f"waiting:{region.pk}:{programme.pk}:{day}"
    kept = cache.get(key)
    if kept is None:
        kept = _read(region, programme, day).to_bytes()
        cache.set(key, kept, KEPT_SECONDS)
    return People.from_bytes(kept)


def _read(region: Region, programme: Programme, day: date) -> People:
    rows = families.rows_for_run(region=region, programme=programme, day=day)
    frame = frame_of(programme, day)
    found = people_of([], rows, frame=frame, occupied=NOTHING, decisions=Decisions())
    return replace(found, families=replace(found.families, id=np.arange(len(rows))))
