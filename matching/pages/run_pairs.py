"""Where the pairs of a run are drawn: each line from neighbourhood to neighbourhood, never an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from matching.domain import queries
from matching.models import MatchingRun, Proposal
from matching.pages.fan import Fan
from matching.pages.review_panel import searched
from matching.states import ProposalState
from programmes.models import District
from programmes.pages.doors import PageRequest
from programmes.pages.filters import Filter
from programmes.pages.listing import names_of, narrowed_by
from programmes.values.district_name import short_name

MOST_LINES = 300
"""With more pairs than this, those of the same two neighbourhoods are one line."""
STEP, FARTHEST = 55.0, 420.0


@dataclass(frozen=True)
class End:
    """One end of a line: a place of the grid beside the middle of a neighbourhood."""

    district: District
    x: float
    y: float

    @property
    def name(self) -> str:
        """Name the neighbourhood, as short as a map needs."""
        return short_name(self.district.name)


@dataclass(frozen=True)
class DrawnPair:
    """A pair, or all pairs of two neighbourhoods: then it has no proposal, and ``number`` counts them."""

    proposal: int | None
    family_number: int | None
    number: int
    family: End
    volunteer: End


def filters_of(run: MatchingRun) -> list[Filter]:
    """Give the filters that map and table share with the review."""
    districts = names_of(District.objects.filter(region=run.region_id))
    return [
        Filter("district", _("District"), "family__homes__district", districts),
        Filter("state", _("State"), "state", dict(ProposalState.choices)),
    ]


def rows_of(request: PageRequest, run: MatchingRun) -> QuerySet[Proposal]:
    """Give the proposals of a run that this person may see."""
    return queries.proposals_visible_to(request.actor).filter(run=run)


def chosen(rows: QuerySet[Proposal], run: MatchingRun, query: QueryDict) -> QuerySet[Proposal]:
    """Narrow to what the address asks for."""
    return narrowed_by(searched(rows, query.get("q", "")), filters_of(run), query)


def drawn_pairs(rows: QuerySet[Proposal], districts: Iterable[District]) -> list[DrawnPair]:
    """Place the pairs, one by one or, where there are many, per two neighbourhoods; in two queries."""
    plain = Proposal.objects.filter(
        pk__in=rows.order_by().values("pk"),
        family__homes__district__isnull=False,
        volunteer__district__isnull=False,
    ).order_by()
    found = _together(plain) if plain.count() > MOST_LINES else _each(plain)
    middles = {district.pk: district for district in districts}
    fan = Fan(step=STEP, farthest=FARTHEST)
    return [
        DrawnPair(proposal, family, number, _end(fan, middles[home]), _end(fan, middles[start]))
        for proposal, family, number, home, start in found
        if home in middles and start in middles
    ]


def _each(rows: QuerySet[Proposal]) -> list[tuple[Any, ...]]:
    """Give each pair once: of a family with two homes, the one in the district with the lower number."""
    values = rows.order_by("pk", "family__homes__district").values_list(
        "pk", "family__number", "family__homes__district", "volunteer__district"
    )
    first: dict[int, tuple[Any, ...]] = {}
    for pk, number, home, start in values:
        first.setdefault(pk, (pk, number, 1, home, start))
    return list(first.values())


def _together(rows: QuerySet[Proposal]) -> list[tuple[Any, ...]]:
    values = rows.values_list("family__homes__district", "volunteer__district").annotate(
        number=Count("pk", distinct=True)
    )
    return [(None, None, number, home, start) for home, start, number in values.order_by("-number")]


def _end(fan: Fan, district: District) -> End:
    return End(district, *fan.beside(district.pk, district.x, district.y))
