"""Everything that explains an outcome, within its own time: what does not get done is left out and named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.domain.computation import told
from matching.domain.computation.figures import taking_part
from matching.domain.computation.stages import Stages
from matching.solver.explain.advice import Places, advice
from matching.solver.explain.alternatives import alternatives
from matching.solver.explain.competition import competition
from matching.solver.explain.why_not import why_not

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matching.domain.computation.wire import Order
    from matching.solver import Control, Instance, Result
    from matching.solver.explain.advice import Advice
    from matching.solver.explain.alternatives import Alternative
    from matching.solver.explain.competition import Competition
    from matching.solver.explain.relaxation import Relaxation
    from matching.solver.explain.why_not import Blockers
    from matching.solver.pairing import Pairs, People

DAY_PARTS = 3
MOST_ADVICE = 6


@dataclass(frozen=True)
class Case:
    """What is explained: the snapshot, its pairs, the instance made of them, and its outcome."""

    people: People
    found: Pairs
    instance: Instance
    result: Result


def explain(case: Case, order: Order, control: Control) -> told.Explanations:
    """Work out what there is time for.

    Parameters
    ----------
    order
        Rules, weights, the districts in which readers could be looked for, and the seconds for all this.
    control
        Of the run: it hears how far this is, and its stop shortens it.
    """
    stages = Stages(order.explain_seconds, control, case.result)
    columns = (case.people, order.rules, order.weights, case.instance, case.result)
    shared: Mapping[int, Competition] = {}
    with stages.stage("competition") as own:
        if not own.should_stop:
            shared = competition(case.instance, case.result)
    blockers: Mapping[int, Blockers] = {}
    with stages.stage("why_not") as own:
        blockers = why_not(*columns, control=own)
    found: tuple[Advice, ...] = ()
    with stages.stage("advice") as own:
        if not own.should_stop:
            found = advice(*columns, _places(order.centres), most=MOST_ADVICE, control=own)
    others: Mapping[int, tuple[Alternative, ...]] = {}
    with stages.stage("alternatives") as own:
        if not own.should_stop:
            others = alternatives(case.instance, case.result, control=own)
    return told.Explanations(
        alternatives=tuple(_alternatives(case, others)),
        left_out=tuple(_left_out(case, blockers, shared)),
        advice=tuple(_recruit(one, order) for one in found),
        unfinished=tuple(stages.unfinished),
    )


def _places(centres: tuple[tuple[int, int, int], ...]) -> Places:
    columns = np.array(centres, np.int32).reshape(-1, 3)
    return Places(x=columns[:, 1].copy(), y=columns[:, 2].copy())


def _alternatives(case: Case, others: Mapping[int, tuple[Alternative, ...]]) -> Iterator[told.Alternative]:
    for best in others.values():
        for rank, one in enumerate(best, start=1):
            yield _alternative(case, rank, one)


def _alternative(case: Case, rank: int, one: Alternative) -> told.Alternative:
    found, people = case.found, case.people
    return told.Alternative(
        volunteer=int(people.volunteers.id[found.volunteer[one.pair]]),
        family=int(people.families.id[found.family[one.pair]]),
        score=int(found.score[one.pair]),
        parts=tuple(found.parts[one.pair].tolist()),
        minutes=int(found.minutes[one.pair]),
        common_slots=int(found.common[one.pair]),
        rank=rank,
        change=one.change,
        exact=one.exact,
    )


def _left_out(
    case: Case, blockers: Mapping[int, Blockers], shared: Mapping[int, Competition]
) -> Iterator[told.LeftOut]:
    families, possible = case.people.families, set(case.found.family.tolist())
    for row in _without_a_reader(case):
        reason, sharing = blockers.get(row), shared.get(row)
        yield told.LeftOut(
            family=int(families.id[row]),
            kind="competition" if row in possible else "no_pair",
            waiting_days=int(families.waiting_days[row]),
            urgent=bool(families.urgent[row]),
            lost=_some(reason.lost) if reason else None,
            alone=_some(reason.alone) if reason else None,
            smallest=_smallest(case, reason.smallest) if reason and reason.smallest else None,
            sharing=_sharing(sharing) if sharing else None,
        )


def _some(counts: dict[str, int]) -> dict[str, int]:
    return {rule: number for rule, number in counts.items() if number}


def _without_a_reader(case: Case) -> list[int]:
    """Rows of the families that wait on, in the order of priority: urgent, longest waiting, number."""
    families = case.people.families
    waits = taking_part(case.people)
    waits[case.found.family[case.result.pair]] = False
    rows = np.flatnonzero(waits)
    order = np.lexsort((families.id[rows], -families.waiting_days[rows], ~families.urgent[rows]))
    ordered: list[int] = rows[order].tolist()
    return ordered


def _smallest(case: Case, change: Relaxation) -> told.Smallest:
    return told.Smallest(
        rule=change.rule,
        volunteer=int(case.people.volunteers.id[change.volunteer]),
        amount=change.amount,
        slots=tuple(str(slot) for slot in change.slots),
        places=change.places,
    )


def _sharing(shared: Competition) -> told.Sharing:
    urgent, band = shared.lowest
    return told.Sharing(len(shared.families), len(shared.volunteers), shared.places, bool(urgent), band)


def _recruit(one: Advice, order: Order) -> told.Recruit:
    return told.Recruit(
        district=order.centres[one.place][0],
        language=one.language,
        day=one.daypart // DAY_PARTS + 1,
        part=one.daypart % DAY_PARTS,
        gain=one.gain,
        families=one.families,
        exact=one.exact,
    )
