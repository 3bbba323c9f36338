"""From the registers to the frozen, pseudonymous input of a run."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db import connection, transaction
from django.db.models import Q

from families.domain import queries as families
from matching.domain import occupied, standing
from matching.domain.columns import Decisions, Frame, Pair, people_of
from matching.domain.last_visit import planned_last_visit
from matching.models import Match, MatchingRun
from matching.solver.pairing import People, Rules
from matching.states import ENDED_MATCH_STATES, DeclineReason
from programmes.models import Programme, Region
from volunteers.domain import queries as volunteers


@dataclass(frozen=True)
class Frozen:
    """Columns of `People` as bytes, and how many there are of each side."""

    content: bytes
    volunteers: int
    families: int

    @property
    def sha256(self) -> str:
        """Fingerprint: equal input has an equal one."""
        return hashlib.sha256(self.content).hexdigest()


def take(*, run: MatchingRun, rules: Rules, day: date) -> Frozen:
    """Freeze what the registers say at one instant, in a number of queries that never grows."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        people = read(region=run.region, programme=run.programme, rules=rules, day=day)
    return Frozen(people.to_bytes(), len(people.volunteers), len(people.families))


def read(
    *,
    region: Region,
    programme: Programme,
    rules: Rules,
    day: date,
    volunteer_ids: Collection[int] | None = None,
    family_ids: Collection[int] | None = None,
) -> People:
    """Read people as the solver sees them; a step inside the caller's transaction.

    Without numbers: all who may take part in a run, with pins, approvals and the last run's drafts.
    With them: these, whatever their state is, and what forbids that they meet.
    """
    whole = volunteer_ids is None and family_ids is None
    before = standing.load(region=region, programme=programme, day=day) if whole else standing.NOTHING
    together = volunteers.duos(volunteer_ids)
    asked = None if volunteer_ids is None else {*volunteer_ids, *chain.from_iterable(together)}
    frame = Frame(
        rules=rules,
        day=day,
        last_visit=planned_last_visit(region=region, programme=programme, day=day),
        max_metres=programme.max_metres,
    )
    return people_of(
        volunteers.rows_for_run(region=region, programme=programme, day=day, ids=asked),
        families.rows_for_run(region=region, programme=programme, day=day, ids=family_ids),
        frame=frame,
        occupied=occupied.load(programme=programme, volunteers=asked),
        decisions=Decisions(
            bans=[*_bans(programme), *standing.bans(programme=programme, day=day)],
            pins=before.must_be,
            published=before.drafts,
        ),
        duos=together,
    )


def _bans(programme: Programme) -> list[Pair]:
    """Pairs that are to stay apart: ended with "not these two again", or together already."""
    apart = Q(state__in=ENDED_MATCH_STATES, end_reason=DeclineReason.NOT_AGAIN)
    together = ~Q(state__in=ENDED_MATCH_STATES)
    matches = Match.objects.filter(apart | together, programme=programme).order_by()
    own = matches.values_list("volunteer_id", "family_id")
    along = matches.filter(partner__isnull=False).values_list("partner_id", "family_id")
    return list(own.union(along))
