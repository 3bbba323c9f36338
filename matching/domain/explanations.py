"""The explanations of a run as rows, inside the transaction that stores its proposals."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from matching.domain.columns import language_of
from matching.domain.computation import told
from matching.models import Advice, Alternative, MatchingRun, Proposal, Unplaced
from matching.solver.pairing import PART_NAMES
from matching.states import PartOfDay

BATCH = 1_000
PARTS_OF_DAY = tuple(PartOfDay)


def store(run: MatchingRun, proposals: Iterable[Proposal], explanations: told.Explanations) -> None:
    """Write all rows in bulk.

    Parameters
    ----------
    run
        Whose they are; its proposals are stored.
    proposals
        These proposals, with their numbers.
    explanations
        As the computation told them.
    """
    left_out = Unplaced.objects.bulk_create(
        [_unplaced(run, rank, row) for rank, row in enumerate(explanations.left_out, start=1)],
        batch_size=BATCH,
    )
    others = _alternatives(proposals, left_out, explanations.alternatives)
    Alternative.objects.bulk_create(others, batch_size=BATCH)
    Advice.objects.bulk_create(
        _advice(run, rank, row) for rank, row in enumerate(explanations.advice, start=1)
    )


def _unplaced(run: MatchingRun, rank: int, row: told.LeftOut) -> Unplaced:
    record = Unplaced(
        run=run,
        rank=rank,
        family_id=row.family,
        kind=row.kind,
        waiting_days=row.waiting_days,
        urgent=row.urgent,
        blocker=row.blocker,
        lost=row.lost,
        alone=row.alone,
    )
    if row.smallest is not None:
        record.relaxed_rule = row.smallest.rule
        record.relaxed_volunteer_id = row.smallest.volunteer
        record.relaxed_amount = row.smallest.amount
        record.relaxed_slots = list(row.smallest.slots)
        record.relaxed_places = row.smallest.places
    if row.sharing is not None:
        record.sharing_families = row.sharing.families
        record.sharing_volunteers = row.sharing.volunteers
        record.sharing_places = row.sharing.places
        record.lowest_urgent = row.sharing.lowest_urgent
        record.lowest_band = row.sharing.lowest_band
    return record


def _alternatives(
    proposals: Iterable[Proposal], left_out: Iterable[Unplaced], rows: Sequence[told.Alternative]
) -> Iterable[Alternative]:
    """Give each alternative to the proposals of its family, or to the family left out."""
    owners: dict[int, list[dict[str, Proposal | Unplaced]]] = defaultdict(list)
    for proposal in proposals:
        owners[proposal.family_id].append({"proposal": proposal})
    for unplaced in left_out:
        owners[unplaced.family_id].append({"unplaced": unplaced})
    for row in rows:
        for owner in owners[row.family]:
            yield _alternative(row, owner)


def _alternative(row: told.Alternative, owner: dict[str, Proposal | Unplaced]) -> Alternative:
    return Alternative(
        **owner,
        rank=row.rank,
        volunteer_id=row.volunteer,
        score=row.score,
        parts=dict(zip(PART_NAMES, row.parts, strict=True)),
        minutes=row.minutes,
        common_slots=row.common_slots,
        change=list(row.change),
        exact=row.exact,
    )


def _advice(run: MatchingRun, rank: int, row: told.Recruit) -> Advice:
    return Advice(
        run=run,
        rank=rank,
        district_id=row.district,
        language=language_of(row.language),
        day=row.day,
        part=PARTS_OF_DAY[row.part],
        gain=list(row.gain),
        families=row.families,
        exact=row.exact,
    )
