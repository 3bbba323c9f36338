"""What stands in the frozen input of a run beside the people: pins, exclusions, earlier drafts."""

from dataclasses import dataclass

from matching.models import MatchingRun, Snapshot
from matching.solver.pairing import People


@dataclass(frozen=True)
class Held:
    """How many pairs were decided about before the run began."""

    pins: int
    bans: int
    drafts: int


def held(run: MatchingRun) -> Held | None:
    """Count the decisions that a run was given; nothing without frozen input."""
    content = Snapshot.objects.filter(run=run).values_list("content", flat=True).first()
    if not content:
        return None
    people = People.from_bytes(bytes(content))
    return Held(len(people.pins), len(people.bans), len(people.published))
