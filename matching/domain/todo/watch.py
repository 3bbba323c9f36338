"""Who asks what is due, on which day, where, and how much of it."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Count, Model, QuerySet, Window

from matching.domain.todo.days import Period
from matching.domain.todo.task import Rule
from programmes.domain.access import Action, Actor, Scope
from programmes.models import Region, SchoolHoliday

DAY = timedelta(days=1)
YEARS_BACK = timedelta(days=2 * 366)
WEEKEND = 6
Record = TypeVar("Record", bound=Model)


@dataclass(frozen=True)
class Watch:
    """One look at what is due.

    Attributes
    ----------
    actor : Actor
        Who asks.
    today : date
        The day that counts.
    regions : tuple[Region, ...]
        Where this person coordinates.
    public : list[Period]
        Public holidays: no working days.
    skip, most : int
        Which of the tasks of a rule are wanted: `most` after the first `skip`.
    """

    actor: Actor
    today: date
    regions: tuple[Region, ...]
    public: list[Period] = field(default_factory=list)
    skip: int = 0
    most: int = 20

    @property
    def end_of_week(self) -> date:
        """The Sunday of this week."""
        return self.today + (WEEKEND - self.today.weekday()) * DAY

    def on(self, rule: Rule) -> list[Region]:
        """List the regions in which a rule is not switched off."""
        return [region for region in self.regions if rule not in region.todo_rules_off]

    def part(self, *, skip: int, most: int) -> "Watch":
        """Give the same look at another part of what a rule finds."""
        return replace(self, skip=skip, most=most)

    def on_day(self, day: date) -> "Watch":
        """Give the same look as it will be on another day."""
        return replace(self, today=day)

    def cut(self, rows: QuerySet[Record]) -> tuple[int, list[Record]]:
        """Give the number of all rows and the wanted ones, in one query."""
        counted = rows.annotate(in_all=Window(Count("pk")))
        found = list(counted[self.skip : self.skip + self.most])
        return (getattr(found[0], "in_all") if found else 0), found  # noqa: B009 - annotated, so unknown to its type


def watch(actor: Actor, *, today: date) -> Watch:
    """Start a look: read the regions of this person and the public holidays (two queries)."""
    targets = actor.targets(Action.MATCHES_WRITE, Scope.REGION)
    regions = tuple(Region.objects.filter(pk__in=targets))
    free = SchoolHoliday.objects.filter(kind=SchoolHoliday.Kind.PUBLIC, end__gte=today - YEARS_BACK)
    return Watch(actor, today, regions, list(free.values_list("start", "end")))
