"""Which programme children are of an age for: one decides by itself, of two the parents choose."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from programmes.models import Programme, Region
from programmes.states import ProgrammeState


@dataclass(frozen=True)
class Choice:
    """What there is for children of some ages.

    Attributes
    ----------
    ages
        Of the children, in years.
    fitting
        Programmes of the municipality that a child is of an age for, the youngest children first.
    offered
        All programmes of the municipality.
    elsewhere
        Where none fits: one that would, but is not offered here.
    """

    ages: Collection[int]
    fitting: Sequence[Programme]
    offered: Sequence[Programme]
    elsewhere: Programme | None = None

    @property
    def shared_ages(self) -> list[int]:
        """Ages of children who could take part in each of the fitting programmes."""
        every = self.fitting
        return sorted({age for age in self.ages if all(one.age_from <= age <= one.age_to for one in every)})


def choice_for(ages: Collection[int], *, region: Region) -> Choice:
    """Find the programmes for children of these ages in a municipality."""
    rows = Programme.objects.filter(state=ProgrammeState.OPEN).order_by("age_from", "age_to", "name")
    offered = list(rows.filter(regions=region))
    fitting = [programme for programme in offered if _fits(programme, ages)]
    if fitting:
        return Choice(ages, fitting, offered)
    others = rows.exclude(pk__in=[programme.pk for programme in offered])
    return Choice(ages, (), offered, next((one for one in others if _fits(one, ages)), None))


def _fits(programme: Programme, ages: Collection[int]) -> bool:
    return any(programme.age_from <= age <= programme.age_to for age in ages)
