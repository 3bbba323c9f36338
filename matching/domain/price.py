"""What a pin, a ban or a swap would change in the outcome of a run, before anybody decides on it."""

import time
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.domain import standing
from matching.domain.computation.process import BrokeOffError, Computation
from matching.domain.computation.question import (
    Assignment,
    Moved,
    Pair,
    Priced,
    Question,
    Unpriced,
    Vector,
)
from matching.domain.computation.wire import Broken, Order
from matching.domain.presets import RunSettings
from matching.domain.price_wording import IMPOSSIBLE
from matching.models import MatchingRun, Proposal, Snapshot
from matching.states import RunState
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User

if TYPE_CHECKING:
    from families.models import Family
    from volunteers.models import Volunteer

LOOK_EVERY = 0.5
# To start a process, to find the possible pairs, and to finish the step in hand when the time is over.
GRACE_SECONDS = 20


class Decision(models.TextChoices):
    """What is asked about."""

    PIN = "pin", _("Pin")
    BAN = "ban", _("Exclude")
    SWAP = "swap", _("Swap")


@dataclass(frozen=True)
class Pairing:
    """A pair that comes or goes, by the numbers of the records; a proposal where the run made one."""

    volunteer: int
    family: int
    score: int
    minutes: int
    proposal: int | None


@dataclass(frozen=True)
class Price:
    """What a decision would change.

    Attributes
    ----------
    change
        New minus old: urgent families, families, waiting bands, points of quality, drafts kept.
    exact
        False when the time was over: the change is then what was found so far.
    gained, lost
        Pairs that would come into the outcome, and leave it.
    """

    change: Vector
    exact: bool
    gained: tuple[Pairing, ...]
    lost: tuple[Pairing, ...]


def price(
    *,
    run: MatchingRun,
    kind: str,
    volunteer: "Volunteer",
    family: "Family",
    with_volunteer: "Volunteer | None" = None,
    with_family: "Family | None" = None,
    by: User | None,  # noqa: ARG001 - as all use cases
    now: datetime,  # noqa: ARG001 - as all use cases
) -> Price:
    """Work out the price of a decision on the frozen input of a run, in a process of its own.

    Nothing is stored. What was decided since the run does not count.

    Parameters
    ----------
    kind
        A `Decision`.
    with_volunteer, with_family
        The other pair of a swap.

    Raises
    ------
    InvalidInput
        When a swap lacks its other pair, or another decision has one.
    Refusal
        When the run has no outcome, the decision cannot be (its code is the rule's), or it took too long.
    """
    other = _other(kind, with_volunteer, with_family)
    if run.state != RunState.SUCCEEDED:
        raise Refusal("run-has-no-outcome", _("This matching run has no outcome. Choose one that succeeded."))
    proposals = {(p.volunteer_id, p.family_id): p for p in run.proposals.order_by("pk")}
    crossed = _in_run(run, other) if other else None
    question = Question(kind, _in_run(run, (volunteer.pk, family.pk)), crossed, _assignment(run, proposals))
    told = _ask(run, question)
    if isinstance(told, Unpriced):
        raise Refusal(told.rule, IMPOSSIBLE[told.rule])
    gained, lost = (tuple(_pairing(pair, proposals) for pair in pairs) for pairs in (told.gained, told.lost))
    return Price(told.change, told.exact, gained, lost)


def _other(kind: str, volunteer: "Volunteer | None", family: "Family | None") -> Pair | None:
    asked = {"with_volunteer": volunteer, "with_family": family}
    if kind == Decision.SWAP:
        sentence = _("Name the other pair: a swap is between two.")
        errors = {name: [sentence] for name, person in asked.items() if person is None}
    else:
        sentence = _("Leave this out: only a swap has another pair.")
        errors = {name: [sentence] for name, person in asked.items() if person is not None}
    if errors:
        raise InvalidInput(errors)
    return (volunteer.pk, family.pk) if volunteer and family else None


def _in_run(run: MatchingRun, pair: Pair) -> Pair:
    """Give the numbers under which the two are in a run: a duo is one reader."""
    first_of = standing.first_of_duos(run, [pair[0]])
    return first_of.get(pair[0], pair[0]), pair[1]


def _assignment(run: MatchingRun, proposals: dict[Pair, Proposal]) -> Assignment:
    figures = run.figures
    return Assignment(
        chosen=tuple((*pair, tuple(proposal.option)) for pair, proposal in proposals.items()),
        objective=_vector(figures.objective),
        bound=_vector(figures.bound),
    )


def _ask(run: MatchingRun, question: Question) -> Priced | Unpriced:
    """Have a computation process work it out, and wait no longer than the installation allows."""
    content = bytes(Snapshot.objects.get(run=run).content)
    chosen = RunSettings.of_json(run.settings)
    order = Order(
        size=len(content),
        rules=chosen.rules,
        weights=chosen.weights,
        time_limit=settings.PRICE_TIME_LIMIT_SECONDS,
        memory_bytes=settings.RUN_MEMORY_LIMIT_BYTES,
        question=question,
    )
    deadline = time.monotonic() + settings.PRICE_TIME_LIMIT_SECONDS + GRACE_SECONDS
    try:
        with Computation() as computation:
            computation.send(order, content)
            while time.monotonic() < deadline:
                for said in computation.listen(wait=LOOK_EVERY):
                    if isinstance(said, Priced | Unpriced):
                        return said
                    if isinstance(said, Broken):
                        raise _no_price()
    except BrokeOffError as error:
        raise _no_price() from error
    raise _no_price()


def _no_price() -> Refusal:
    return Refusal("no-price", _("The price could not be worked out in time. Try again in a moment."))


def _pairing(moved: Moved, proposals: dict[Pair, Proposal]) -> Pairing:
    proposal = proposals.get((moved.volunteer, moved.family))
    return Pairing(**asdict(moved), proposal=proposal.pk if proposal else None)


def _vector(values: list[int]) -> Vector:
    urgent, placed, bands, score, kept = values
    return urgent, placed, bands, score, kept
