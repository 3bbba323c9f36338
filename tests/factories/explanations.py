"""What explains a run: figures, alternatives, families without a reader, advice."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from matching.models import Advice, Alternative, RunFigures, Unplaced
from matching.states import NoReader, PartOfDay, RunState
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import DistrictFactory
from tests.factories.volunteers import VolunteerFactory

PARTS = {"travel": 200, "language": 150, "slot": 150, "age": 100, "experience": 50}
DAYS = {"mean": 90.0, "median": 83.0, "longest": 140}
MEASURES = {
    "travel": {"mean": 8.5, "p90": 14, "longest": 19},
    "waited": {"placed": DAYS, "unplaced": DAYS},
    "common_slots": 3.4,
}


class FiguresFactory(DjangoModelFactory):
    """Figures of a run that placed 2 of 3."""

    class Meta:
        model = RunFigures

    run = factory.SubFactory(RunFactory, state=RunState.SUCCEEDED)
    waiting = 3
    available = 4
    pairs = 7
    without_pair = 1
    placed = 2
    status = "optimal"
    objective = [0, 2, 5, 1_400, 0]
    bound = [0, 2, 5, 1_400, 0]
    optimal = [True] * 5
    components = 1
    components_proven = 1
    baseline_placed = 1
    baseline_objective = [0, 1, 3, 600, 0]
    baseline_travel_mean = 9
    baseline_measures = MEASURES
    travel_mean = 8.5
    travel_p90 = 14
    travel_longest = 19
    measures = MEASURES
    passed_over = {"slot": 1}
    shares: dict[str, Any] = {}
    lost: dict[str, int] = {}
    seconds = {"solving": 0.1}
    peak_bytes = 1


class AlternativeFactory(DjangoModelFactory):
    """The next best reader of a proposal."""

    class Meta:
        model = Alternative

    proposal = factory.SubFactory(ProposalFactory)
    rank = 1
    volunteer = factory.SubFactory(VolunteerFactory)
    score = 650
    parts = PARTS
    minutes = 9
    common_slots = 2
    change = [0, 0, 0, -50, 0]
    exact = True


class UnplacedFactory(DjangoModelFactory):
    """A family for whom nobody has a moment; one reader fits with another moment."""

    class Meta:
        model = Unplaced

    run = factory.SubFactory(RunFactory, state=RunState.SUCCEEDED)
    rank = factory.Sequence(lambda n: n + 1)
    family = factory.SubFactory(FamilyFactory)
    kind = NoReader.NO_PAIR
    waiting_days = 83
    urgent = False
    blocker = "slot"
    lost: dict[str, int] | None = {"distance": 9, "slot": 2}
    alone: dict[str, int] | None = {"distance": 4, "slot": 2}
    relaxed_rule = "slot"
    relaxed_volunteer = factory.SubFactory(VolunteerFactory)
    relaxed_amount: int | None = 30
    relaxed_slots = ["w 2 16:00"]
    relaxed_places: bool | None = True


class CompetitorFactory(UnplacedFactory):
    """A family whose readers all go to others."""

    class Meta:
        model = Unplaced

    kind = NoReader.COMPETITION
    blocker = ""
    lost = None
    alone = None
    relaxed_rule = ""
    relaxed_volunteer = None
    relaxed_amount = None
    relaxed_slots: list[str] = []
    relaxed_places = None
    sharing_families = 14
    sharing_volunteers = 13
    sharing_places = 13
    lowest_urgent = False
    lowest_band = 3


class AdviceFactory(DjangoModelFactory):
    """One more family with a reader who speaks Turkish."""

    class Meta:
        model = Advice

    run = factory.SubFactory(RunFactory, state=RunState.SUCCEEDED)
    rank = factory.Sequence(lambda n: n + 1)
    district = factory.SubFactory(DistrictFactory)
    language = "tr"
    day = 3
    part = PartOfDay.AFTERNOON
    gain = [0, 1, 2, 640, 0]
    families = 4
    exact = True
