"""What a computation explains beside its pairs, by the numbers of the records: no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Self

from matching.solver.pairing import RULE_CODES

Kind = Literal["no_pair", "competition"]
Numbers = tuple[int, ...]


class _Told:
    """Reads what `dataclasses.asdict` gave, after it was JSON: lists were tuples."""

    @classmethod
    def of_told(cls, told: dict[str, Any]) -> Self:
        """Make it anew."""
        return cls(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
        )


@dataclass(frozen=True)
class Fit(_Told):
    """A possible pair; parts in the order of `PART_NAMES`."""

    volunteer: int
    family: int
    score: int
    parts: Numbers
    minutes: int
    common_slots: int


@dataclass(frozen=True)
class Alternative(Fit):
    """One of the next best readers of a family, and the change of the objective if that pair is forced."""

    rank: int
    change: Numbers
    exact: bool


@dataclass(frozen=True)
class Smallest(_Told):
    """The smallest single change after which a reader fits: a `Relaxation` of the solver."""

    rule: str
    volunteer: int
    amount: int
    slots: tuple[str, ...]
    places: bool | None


@dataclass(frozen=True)
class Sharing(_Told):
    """Who competes for the same readers: counts of a `Competition` of the solver."""

    families: int
    volunteers: int
    places: int
    lowest_urgent: bool
    lowest_band: int


@dataclass(frozen=True)
class LeftOut(_Told):
    """A family without a reader; what was not worked out is None.

    Attributes
    ----------
    kind
        A `matching.states.NoReader`.
    lost, alone
        Readers per rule: lost at the first rule broken; for whom it is the only one.
    """

    family: int
    kind: Kind
    waiting_days: int
    urgent: bool
    lost: dict[str, int] | None = None
    alone: dict[str, int] | None = None
    smallest: Smallest | None = None
    sharing: Sharing | None = None

    @property
    def blocker(self) -> str:
        """The rule that took away the last reader whom those before it had left; empty where unknown."""
        lost = self.lost or {}
        return next((rule for rule in reversed(RULE_CODES) if lost.get(rule)), "")

    @classmethod
    def of_told(cls, told: dict[str, Any]) -> Self:
        """Make it anew."""
        smallest, sharing = told["smallest"], told["sharing"]
        parts = {
            "smallest": Smallest.of_told(smallest) if smallest else None,
            "sharing": Sharing.of_told(sharing) if sharing else None,
        }
        return cls(**{**told, **parts})


@dataclass(frozen=True)
class Recruit(_Told):
    """A reader whom it would pay to look for.

    Attributes
    ----------
    district
        Number of the record.
    language
        Number of the language in the columns of people; -1 where Dutch is enough.
    day, part
        1 is Monday; 0 morning, 1 afternoon, 2 evening.
    """

    district: int
    language: int
    day: int
    part: int
    gain: Numbers
    families: int
    exact: bool


@dataclass(frozen=True)
class Explanations:
    """All that a run tells beside its pairs and figures.

    Attributes
    ----------
    left_out
        Families without a reader, those of the highest priority first.
    advice
        The best first.
    unfinished
        What there was no time to work out whole, a `matching.states.Explanation` each.
    """

    alternatives: tuple[Alternative, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    advice: tuple[Recruit, ...] = ()
    unfinished: tuple[str, ...] = ()

    @classmethod
    def of_told(cls, told: dict[str, Any]) -> Explanations:
        """Make it anew from what `dataclasses.asdict` gave, after it was JSON."""
        kinds: dict[str, type[_Told]] = {"alternatives": Alternative, "left_out": LeftOut, "advice": Recruit}
        rows = {name: tuple(kind.of_told(row) for row in told[name]) for name, kind in kinds.items()}
        return cls(**rows, unfinished=tuple(told["unfinished"]))  # type: ignore[arg-type] # rows - each of its own kind
