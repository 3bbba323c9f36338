"""Which municipalities take part with which programmes, and how many families wait: for anybody."""

from dataclasses import dataclass

from django.db.models import Prefetch

from families.domain.waiting_list import waiting_by_region
from matching.domain.small_cells import FEWEST
from programmes.models import Programme, Region
from programmes.states import ProgrammeState


@dataclass(frozen=True)
class PlaceOfReading:
    """A municipality with its open programmes.

    Attributes
    ----------
    waiting
        Families on the waiting list; None stands for some, but fewer than five.
    """

    region: Region
    programmes: tuple[Programme, ...]
    waiting: int | None


def places_of_reading() -> list[PlaceOfReading]:
    """List the municipalities in which a programme is open."""
    opened = Programme.objects.filter(state=ProgrammeState.OPEN).order_by("-age_to", "name")
    regions = Region.objects.filter(programmes__state=ProgrammeState.OPEN).distinct()
    counts = waiting_by_region()
    return [
        PlaceOfReading(region, tuple(region.programmes.all()), _shown(counts.get(region.pk, 0)))
        for region in regions.prefetch_related(Prefetch("programmes", queryset=opened))
    ]


def _shown(number: int) -> int | None:
    return None if 0 < number < FEWEST else number
