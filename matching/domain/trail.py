"""What happened with matches so far: visits, milestones, and the weeks that do not count."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from matching.domain.last_visit import Period
from matching.domain.school_calendar import school_holidays
from matching.models import Match, Milestone, MilestoneKind, Visit
from matching.states import MatchState
from programmes.models import StateChange


@dataclass
class Trail:
    """Days, oldest first.

    Attributes
    ----------
    free
        Holidays and pauses: weeks that do not count.
    milestones
        Kinds that took place.
    impression
        Of the last milestone that has one.
    """

    held: list[date] = field(default_factory=list)
    missed: list[date] = field(default_factory=list)
    milestones: set[str] = field(default_factory=set)
    contacts: list[date] = field(default_factory=list)
    impression: str = ""
    free: list[Period] = field(default_factory=list)
    paused_since: date | None = None

    @property
    def missed_in_a_row(self) -> list[date]:
        """Missed visits since the last one that was held."""
        last = self.held[-1] if self.held else date.min
        return [day for day in self.missed if day > last]

    @property
    def last_visit(self) -> date | None:
        """Day of the last visit that was logged, held or missed."""
        return max([*self.held, *self.missed], default=None)

    def contacted_since(self, day: date) -> bool:
        """Tell whether the coordinator was in touch on or after a day."""
        return any(contact >= day for contact in self.contacts)


def trails_of(matches: Sequence[Match]) -> dict[int, Trail]:
    """Collect the trails of some matches, whose regions are loaded, in four queries."""
    trails = {match.pk: Trail() for match in matches}
    numbers = list(trails)
    for match, on, held in Visit.objects.filter(match__in=numbers).values_list("match", "on", "held"):
        (trails[match].held if held else trails[match].missed).append(on)
    for milestone in Milestone.objects.filter(match__in=numbers).order_by("on", "pk"):
        trail = trails[milestone.match_id]
        trail.milestones.add(milestone.kind)
        trail.impression = milestone.impression or trail.impression
        if milestone.kind != MilestoneKind.CLICK:
            trail.contacts.append(milestone.on)
    _add_free(matches, trails)
    return trails


def _add_free(matches: Sequence[Match], trails: dict[int, Trail]) -> None:
    if not matches:
        return
    first = min(match.started_on or timezone.localdate(match.proposed_at) for match in matches)
    holidays = school_holidays({match.region.holiday_zone for match in matches}, since=first)
    pauses = _pauses(trails)
    for match in matches:
        trail, own = trails[match.pk], pauses.get(match.pk, [])
        if match.state == MatchState.PAUSED and own:
            trail.paused_since = own[-1][0]
        ended = [pause for pause in own if match.state == MatchState.PAUSED or pause[1] < date.max]
        trail.free = [(row.start, row.end) for row in holidays[match.region.holiday_zone]] + ended


def _pauses(numbers: Iterable[int]) -> dict[int, list[Period]]:
    """Give the pauses of each match; one that lasts has no end yet."""
    rows = StateChange.objects.filter(subject=Match._meta.label_lower, subject_id__in=list(numbers))
    found: defaultdict[int, list[Period]] = defaultdict(list)
    for change in rows.filter(to_state=MatchState.PAUSED) | rows.filter(from_state=MatchState.PAUSED):
        day = timezone.localdate(change.at)
        if change.to_state == MatchState.PAUSED:
            found[change.subject_id].append((day, date.max))
        elif found[change.subject_id]:
            found[change.subject_id][-1] = (found[change.subject_id][-1][0], day)
    return found
