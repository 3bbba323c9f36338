"""How many of the families that wait fit somebody who is signing up, by the rules of a run."""

from dataclasses import dataclass, replace
from datetime import date

from matching.domain.columns import Decisions, people_of
from matching.domain.occupied import NOTHING
from matching.domain.presets import WEIGHTS, Preset
from matching.domain.small_cells import FEWEST
from matching.domain.waiting_columns import Waiting, frame_of, waiting
from matching.solver.control import Control
from matching.solver.pairing import People, pairs
from volunteers.domain.newcomer import Newcomer, row_of

FEWEST_WAITING = 10
"""With fewer, the figures would say something about families that can be recognised."""


@dataclass(frozen=True)
class Fit:
    """Families that fit, of those that wait with their parents' consent."""

    fits: int
    waiting: int
    fewest = FEWEST

    @property
    def may_be_shown(self) -> bool:
        """Whether enough families wait."""
        return self.waiting >= FEWEST_WAITING

    @property
    def is_small(self) -> bool:
        """Whether so few fit that their number, asked from many addresses, would tell where they live."""
        return self.fits < FEWEST


def fitting(newcomer: Newcomer, *, day: date) -> Fit:
    """Count the families of a region that fit somebody, as `possible_pairs` will once they are available.

    The rules are those of a run; certificate, training and state count as if all is done. A family waits
    in one programme, so that none is counted twice.
    """
    found = waiting(region=newcomer.region, day=day)
    return Fit(
        fits=sum(_fits(newcomer, one, day) for one in found),
        waiting=sum(len(one.people.families) for one in found),
    )


def _fits(newcomer: Newcomer, those: Waiting, day: date) -> int:
    if not len(those.people.families):
        return 0
    frame = frame_of(those.programme, day)
    people = replace(those.people, volunteers=_reader(newcomer, those, day).volunteers)
    return len(pairs(people, frame.rules, WEIGHTS[Preset.BALANCED], Control()))


def _reader(newcomer: Newcomer, those: Waiting, day: date) -> People:
    row, frame = row_of(newcomer, those.programme), frame_of(those.programme, day)
    return people_of([row], [], frame=frame, occupied=NOTHING, decisions=Decisions())
