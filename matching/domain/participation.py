"""Who takes part in a run of today, who is left out and why, and what is new since the last run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from families.domain import participation as families
from families.states import FamilyState
from matching.domain import standing
from matching.models import Match, MatchingRun, Override
from matching.states import OPEN_MATCH_STATES, MatchState
from programmes.models import Programme, Region
from volunteers.domain import participation as volunteers
from volunteers.domain import queries as readers
from volunteers.states import VolunteerState

if TYPE_CHECKING:
    from volunteers.models import Volunteer

NO_ROOM = "no_room"
FELL_THROUGH = (MatchState.DECLINED, MatchState.EXPIRED, MatchState.NO_CLICK)
NAMES: Mapping[str, str | Promise] = {
    **dict(FamilyState.choices),
    **dict(families.NotInRun.choices),
}
READER_NAMES: Mapping[str, str | Promise] = {
    **dict(VolunteerState.choices),
    **dict(volunteers.NotInRun.choices),
    NO_ROOM: _("As many families as they have room for"),
}


@dataclass(frozen=True)
class LeftOut:
    """Some who take no part, for one reason.

    Attributes
    ----------
    code, name
        Of the reason: a state in the register, or why somebody in the right state cannot be paired.
    first
        Some of them: number of the record and what lists call them; none where a state is the reason.
    """

    code: str
    name: str | Promise
    count: int
    first: tuple[tuple[int, str], ...] = ()

    @property
    def more(self) -> int:
        """Count those who are not among the first."""
        return self.count - len(self.first)


@dataclass(frozen=True)
class Participation:
    """Who takes part, and who does not.

    Attributes
    ----------
    families, volunteers
        How many take part.
    families_not_yet, volunteers_not_yet
        Who is in another state, by state.
    families_left_out, volunteers_left_out
        Who is in the right state and cannot be paired.
    """

    families: int
    families_not_yet: tuple[LeftOut, ...]
    families_left_out: tuple[LeftOut, ...]
    volunteers: int
    volunteers_not_yet: tuple[LeftOut, ...]
    volunteers_left_out: tuple[LeftOut, ...]

    @property
    def without_moment(self) -> LeftOut | None:
        """Give the families for whom only the moments lack."""
        lines = (line for line in self.families_left_out if line.code == families.NotInRun.NO_MOMENT)
        return next(lines, None)


@dataclass(frozen=True)
class News:
    """What changed since the last run that succeeded."""

    since: MatchingRun
    families: int
    volunteers: int
    fell_through: int
    came_free: int
    decisions: int

    @property
    def is_none(self) -> bool:
        """Tell whether nothing changed."""
        return not (self.families or self.volunteers or self.fell_through or self.came_free or self.decisions)


def participation(*, region: Region, programme: Programme, day: date) -> Participation:
    """Count who takes part in a run of one programme today; in a number of queries that never grows."""
    place: dict[str, Any] = {"region": region, "programme": programme, "day": day}
    asking, offering = families.asking(**place), volunteers.offering(**place)
    full = _full(volunteers.able(**place))
    left_out = {**offering.left_out, NO_ROOM: full}
    return Participation(
        families=asking.taking_part,
        families_not_yet=_lines(asking.not_yet, families.NOT_YET, NAMES),
        families_left_out=_lines(asking.left_out, families.NotInRun.values, NAMES, families.named(**place)),
        volunteers=offering.able - full,
        volunteers_not_yet=_lines(offering.not_yet, volunteers.NOT_YET, READER_NAMES),
        volunteers_left_out=_lines(
            left_out, (*volunteers.NotInRun.values, NO_ROOM), READER_NAMES, volunteers.named(**place)
        ),
    )


def news(*, region: Region, programme: Programme) -> News | None:
    """Count what changed since the last run; nothing before the first."""
    number = standing.last_run(region, programme)
    if number is None:
        return None
    run = MatchingRun.objects.select_related("snapshot").defer("snapshot__content").get(pk=number)
    since = _frozen_at(run)
    ended = Match.objects.filter(region=region, programme=programme, ended_at__gt=since)
    place: dict[str, Any] = {"region": region, "programme": programme}
    decisions = Override.objects.filter(**place, created_at__gt=since)
    return News(
        since=run,
        families=families.joined(**place, since=since),
        volunteers=volunteers.joined(**place, since=since),
        fell_through=ended.filter(state__in=FELL_THROUGH).count(),
        came_free=ended.filter(state__in=(MatchState.COMPLETED, MatchState.ENDED_EARLY)).count(),
        decisions=decisions.count(),
    )


def _frozen_at(run: MatchingRun) -> datetime:
    return run.snapshot.taken_at if hasattr(run, "snapshot") else run.requested_at


def _lines(
    counts: Mapping[str, int],
    order: Iterable[str],
    names: Mapping[str, str | Promise],
    first: Mapping[str, Iterable[tuple[int, str]]] | None = None,
) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(str(code), names[code], counts[code], tuple((first or {}).get(code, ())))
        for code in order
        if counts.get(code)
    )


def _full(able: "QuerySet[Volunteer]") -> int:
    """Count those whose seats are all taken; a duo is full as soon as one of the two is."""
    held = able.annotate(seats=_seats("volunteer") + _seats("partner"))
    full = set(held.filter(seats__gte=F("capacity")).values_list("pk", flat=True))
    duos = readers.duos(full) if full else []
    return len(full.union(*duos))


def _seats(side: str) -> Coalesce:
    matches = Match.objects.filter(**{side: OuterRef("pk")}, state__in=OPEN_MATCH_STATES).order_by()
    counted = matches.values(side).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
