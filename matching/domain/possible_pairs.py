"""Who could be paired with one person today: the rules and the quality of a run, on today's data."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from families.domain import nearby as families_nearby
from families.domain import queries as families
from matching.domain import snapshot
from matching.domain.presets import WEIGHTS, Preset, rules_of
from matching.solver.control import Control
from matching.solver.pairing import Pairs, pairs
from programmes.models import Programme, Region
from volunteers.domain import nearby as volunteers_nearby
from volunteers.domain import queries as volunteers

MOST = 5
Lost = Counter[str]


@dataclass(frozen=True)
class PossiblePair:
    """Two who may be paired.

    Attributes
    ----------
    score
        Quality, 0 to 1000, by the balanced weights.
    minutes, common
        Travel time one way; number of starts that suit both.
    option
        The moments that suit best, as in a proposal.
    """

    volunteer_id: int
    family_id: int
    score: int
    minutes: int
    common: int
    option: tuple[str, ...]


@dataclass(frozen=True)
class Possible:
    """The pairs that fit best, how many fit, and how many fell away at which rule, the most first."""

    best: tuple[PossiblePair, ...]
    total: int
    lost: tuple[tuple[str, int], ...]


def for_family(*, family_id: int, region: Region, programme: Programme, day: date) -> Possible:
    """Find the readers who fit a family today, in a number of queries that never grows."""
    found = families.rows_for_run(region=region, programme=programme, day=day, ids=[family_id])
    points = [(home.x, home.y) for row in found for home in row.homes]
    ids, total = volunteers_nearby.near(region=region, programme=programme, points=points)
    fitting, lost = _pairs(region, programme, day, volunteer_ids=ids, family_ids=[family_id])
    lost["distance"] += total - len(ids)
    return _possible(fitting, lost)


def for_volunteer(
    *, volunteer_id: int, region: Region, programmes: Iterable[Programme], day: date
) -> Possible:
    """Find the families that fit a reader today; the number of queries grows with the programmes only."""
    fitting: list[PossiblePair] = []
    lost: Lost = Counter()
    for programme in programmes:
        ids, too_far = _families_near(volunteer_id, region, programme, day)
        some, fell = _pairs(region, programme, day, volunteer_ids=[volunteer_id], family_ids=ids)
        fitting += some
        lost += fell
        lost["distance"] += too_far
    return _possible(fitting, lost)


def _families_near(
    volunteer_id: int, region: Region, programme: Programme, day: date
) -> tuple[list[int], int]:
    """Give the families within reach of a reader or of who goes along, and how many are not."""
    ids = {volunteer_id}.union(*volunteers.duos([volunteer_id]))
    rows = volunteers.rows_for_run(region=region, programme=programme, day=day, ids=ids)
    points = [point for row in rows for point in ((row.x, row.y), row.second) if point]
    metres = max((row.max_minutes * row.metres_per_minute for row in rows), default=0)
    found, total = families_nearby.near(region=region, programme=programme, points=points, metres=metres)
    return found, total - len(found)


def _pairs(
    region: Region,
    programme: Programme,
    day: date,
    *,
    volunteer_ids: Collection[int],
    family_ids: Collection[int],
) -> tuple[list[PossiblePair], Lost]:
    rules = rules_of(programme)
    people = snapshot.read(
        region=region,
        programme=programme,
        rules=rules,
        day=day,
        volunteer_ids=volunteer_ids,
        family_ids=family_ids,
    )
    found = pairs(people, rules, WEIGHTS[Preset.BALANCED], Control())
    order = sorted(range(len(found)), key=lambda pair: (-int(found.score[pair]), int(found.minutes[pair])))
    best = [_pair(found, pair, is_best=place < MOST) for place, pair in enumerate(order)]
    return best, Counter({code: number for code, number in found.lost.items() if number})


def _pair(found: Pairs, pair: int, *, is_best: bool) -> PossiblePair:
    people = found.people
    return PossiblePair(
        volunteer_id=int(people.volunteers.id[found.volunteer[pair]]),
        family_id=int(people.families.id[found.family[pair]]),
        score=int(found.score[pair]),
        minutes=int(found.minutes[pair]),
        common=int(found.common[pair]),
        option=tuple(str(slot) for slot in found.options_of(pair)[0]) if is_best else (),
    )


def _possible(fitting: list[PossiblePair], lost: Lost) -> Possible:
    fitting.sort(key=lambda pair: (-pair.score, pair.minutes, pair.volunteer_id, pair.family_id))
    return Possible(
        tuple(fitting[:MOST]), len(fitting), tuple((code, n) for code, n in lost.most_common() if n)
    )
