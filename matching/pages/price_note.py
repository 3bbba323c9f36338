"""The price of a decision in words and lines, and as a mark that proves it was shown before a save."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from families.domain import queries as families
from matching.domain.price import Pairing, Price
from matching.domain.wording.costs import cost_sentence, weighs
from programmes.domain.access import Action, Actor
from volunteers.domain import queries as volunteers

SALT = "price of a change in a review"
HOLDS_SECONDS = 3600
POINTS = 10
LEVELS = 5
Vector = tuple[int, ...]


@dataclass(frozen=True)
class PriceLine:
    """A family whose reader changes: who read, who would; ``is_asked`` when the decision is about it."""

    family: str
    before: str
    after: str
    is_asked: bool

    @property
    def is_first(self) -> bool:
        """Tell whether it comes first: asked about, without a reader from now on, or with one at last."""
        return self.is_asked or not self.before or not self.after


@dataclass(frozen=True)
class PriceNote:
    """What the page shows."""

    sentence: str
    is_dear: bool
    lines: list[PriceLine]
    mark: str

    @property
    def first(self) -> list[PriceLine]:
        """The families that the decision is about, and those that gain or lose a reader."""
        return [line for line in self.lines if line.is_first]

    @property
    def others(self) -> list[PriceLine]:
        """The families that get another reader because of it."""
        return [line for line in self.lines if not line.is_first]


def note_of(price: Price, *, question: Vector, asked: Collection[int], actor: Actor) -> PriceNote:
    """Put a price into words, with the mark that this person saw it; ``asked`` are numbers of families."""
    lines = _lines(price, asked, actor)
    falling = [line.family for line in lines if line.before and not line.after]
    return PriceNote(
        sentence=cost_sentence(price.change, exact=price.exact, falling=falling),
        is_dear=weighs(price.change),
        lines=lines,
        mark=marked(question, price.change, exact=price.exact),
    )


def free(*, question: Vector) -> PriceNote:
    """Give the note of what a run chose by itself."""
    return PriceNote(
        sentence=_("This costs nothing: the run chose it by itself."),
        is_dear=False,
        lines=[],
        mark=marked(question, (0,) * LEVELS),
    )


def marked(question: Vector, change: Iterable[int], *, exact: bool = True) -> str:
    """Sign a price with the question that it answers."""
    return signing.dumps([list(question), list(change), exact], salt=SALT)


def read_mark(mark: str, *, question: Vector) -> tuple[Vector, bool] | None:
    """Read a signed price; ``None`` when it is none, too old, or answers another question."""
    try:
        asked, change, exact = signing.loads(mark, salt=SALT, max_age=HOLDS_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    return (tuple(change), exact) if tuple(asked) == question else None


def _lines(price: Price, asked: Collection[int], actor: Actor) -> list[PriceLine]:
    moved = [*price.gained, *price.lost]
    readers = volunteers.visible_to(actor, Action.RUNS_WRITE).in_bulk([pair.volunteer for pair in moved])
    homes = families.visible_to(actor, Action.RUNS_WRITE).in_bulk([pair.family for pair in moved])

    def named(pairs: Iterable[Pairing]) -> dict[int, str]:
        names: dict[int, list[str]] = defaultdict(list)
        for pair in pairs:
            reader: Any = readers.get(pair.volunteer)
            if reader is not None:
                names[pair.family].append(f"{reader.full_name} ({round(pair.score / POINTS)})")
        return {family: ", ".join(each) for family, each in names.items()}

    before, after = named(price.lost), named(price.gained)
    return [
        PriceLine(homes[number].reference, before.get(number, ""), after.get(number, ""), number in asked)
        for number in sorted(homes, key=lambda number: homes[number].number)
    ]
