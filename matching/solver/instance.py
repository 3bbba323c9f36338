"""What the solver gets: volunteers, families, feasible pairs with their options, pins, published pairs."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import InstanceError
from matching.solver.slots import RHYTHMS, WEEK_STARTS, Slot, half_hours

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOP_BAND = 99
TOP_SCORE = 1000
MOST_READERS = 2
MOST = 1_000_000
NO_SLOT = -1
SLOT_CODES = len(RHYTHMS) * WEEK_STARTS

_DTYPES = {
    "capacity": np.int64, "need": np.int64, "urgent": np.bool_, "waiting_days": np.int64,
    "volunteer": np.int32, "family": np.int32, "score": np.int32, "minutes": np.int32,
    "option_start": np.int64, "option": np.int16, "pins": np.int64, "published": np.int64,
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """Lengths that decide when visits clash, and the width of a waiting band in days."""

    visit_minutes: int = 60
    gap_minutes: int = 30
    band_days: int = 28

    def __post_init__(self) -> None:
        for name, least, most in (
            ("visit_minutes", 1, 780),
            ("gap_minutes", 0, 780),
            ("band_days", 1, 36_500),
        ):
            if not least <= getattr(self, name) <= most:
                raise InstanceError(f"settings.{name}", f"must be {least} to {most}")

    @property
    def volunteer_apart(self) -> int:
        """Half hours between the starts of two visits of one volunteer: visit and gap, rounded up."""
        return half_hours(self.visit_minutes + self.gap_minutes)

    @property
    def family_apart(self) -> int:
        """Half hours between the starts of a family's own two visits: one visit, nobody travels."""
        return half_hours(self.visit_minutes)


@dataclass(frozen=True, eq=False)
class Instance:
    """Frozen columns of one matching problem.

    Attributes
    ----------
    settings : Settings
    volunteers, families : tuple of str
        Ids, each once.
    capacity : int64[n]
        Families that a volunteer can take.
    need, urgent, waiting_days : int64[m], bool[m], int64[m]
        Readers a family needs (1 or 2), raised urgency, days waited.
    volunteer, family, score : int32[p]
        The feasible pairs: rows of both sides and quality 0 to 1000; a pair stands once.
    minutes : int32[p]
        Travel time of a pair, -1 where unknown; only the baseline looks at it.
    option_start : int64[p + 1]
        The options of pair i are rows ``option_start[i]`` to ``option_start[i + 1]`` of `option`; at least
        one.
    option : int16[q, 2]
        Slot codes: one slot and -1, or an a-slot and a b-slot.
    pins, published : int64[k]
        Pairs that must be, and that would best be, in the solution.

    Raises
    ------
    InstanceError
        With the path of the first wrong value.
    """

    settings: Settings
    volunteers: tuple[str, ...]
    families: tuple[str, ...]
    capacity: NDArray[np.int64]
    need: NDArray[np.int64]
    urgent: NDArray[np.bool_]
    waiting_days: NDArray[np.int64]
    volunteer: NDArray[np.int32]
    family: NDArray[np.int32]
    score: NDArray[np.int32]
    minutes: NDArray[np.int32]
    option_start: NDArray[np.int64]
    option: NDArray[np.int16]
    pins: NDArray[np.int64]
    published: NDArray[np.int64]

    def __post_init__(self) -> None:
        self._freeze()
        self._check_lengths()
        self._check_people()
        self._check_pairs()
        self._check_options()

    @property
    def pair_count(self) -> int:
        """Number of feasible pairs."""
        return len(self.volunteer)

    @cached_property
    def band(self) -> NDArray[np.int64]:
        """Waiting band per family: days // width, at most 99."""
        return np.minimum(self.waiting_days // self.settings.band_days, TOP_BAND)

    @cached_property
    def volunteer_rank(self) -> NDArray[np.int64]:
        """Place of each volunteer in the fixed order of ids, see `id_ranks`."""
        return id_ranks(self.volunteers)

    @cached_property
    def family_rank(self) -> NDArray[np.int64]:
        """Place of each family in the fixed order of ids, see `id_ranks`."""
        return id_ranks(self.families)

    @cached_property
    def pinned(self) -> NDArray[np.bool_]:
        """Which pairs are pinned."""
        return self._flags(self.pins)

    @cached_property
    def kept(self) -> NDArray[np.bool_]:
        """Which pairs are published."""
        return self._flags(self.published)

    def _flags(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        flags = np.zeros(self.pair_count, np.bool_)
        flags[rows] = True
        return flags

    def options_of(self, pair: int) -> tuple[tuple[Slot, ...], ...]:
        """The options of one pair as slots, in the order in which they came."""
        rows = self.option[self.option_start[pair] : self.option_start[pair + 1]]
        return tuple(slots_of(row) for row in rows.tolist())

    def _freeze(self) -> None:
        for column in fields(self):
            wanted = _DTYPES.get(column.name)
            if wanted is None:
                continue
            view = np.ascontiguousarray(getattr(self, column.name)).view()
            if view.dtype != wanted:
                raise InstanceError(column.name, f"must be {np.dtype(wanted).name}, not {view.dtype.name}")
            view.flags.writeable = False
            object.__setattr__(self, column.name, view)

    def _check_lengths(self) -> None:
        volunteers, families, pairs = len(self.volunteers), len(self.families), len(self.volunteer)
        lengths = {
            "capacity": volunteers, "need": families, "urgent": families, "waiting_days": families,
            "family": pairs, "score": pairs, "minutes": pairs, "option_start": pairs + 1,
        }  # fmt: skip
        for name, length in lengths.items():
            if getattr(self, name).shape != (length,):
                raise InstanceError(name, f"must have {length} values")
        if self.option.ndim != 2 or self.option.shape[1] != 2:  # noqa: PLR2004 - an option has room for two slots
            raise InstanceError("option", "must have two columns")

    def _check_people(self) -> None:
        _refuse_double("volunteers", self.volunteers)
        _refuse_double("families", self.families)
        _check_range("volunteers", "capacity", self.capacity, 0, MOST)
        _check_range("families", "need", self.need, 1, MOST_READERS)
        _check_range("families", "waiting_days", self.waiting_days, 0, MOST)

    def _check_pairs(self) -> None:
        _check_range("pairs", "volunteer", self.volunteer, 0, len(self.volunteers) - 1)
        _check_range("pairs", "family", self.family, 0, len(self.families) - 1)
        _check_range("pairs", "score", self.score, 0, TOP_SCORE)
        _check_range("pairs", "minutes", self.minutes, -1, MOST)
        key = self.family.astype(np.int64) * max(1, len(self.volunteers)) + self.volunteer
        second = _second_of_equals(key)
        if second is not None:
            raise InstanceError(f"pairs[{second}]", "this volunteer and family stand twice")
        for name in ("pins", "published"):
            rows = getattr(self, name)
            _check_range(name, "pair", rows, 0, self.pair_count - 1)
            second = _second_of_equals(rows)
            if second is not None:
                raise InstanceError(f"{name}[{second}]", "stands twice")

    def _check_options(self) -> None:
        counts = np.diff(self.option_start)
        if self.option_start[0] != 0 or self.option_start[-1] != len(self.option):
            raise InstanceError("option_start", "must run from 0 to the number of options")
        if len(counts) and counts.min() < 1:
            raise InstanceError(f"pairs[{int(np.argmin(counts))}].options", "must hold at least one option")
        first, second = self.option[:, 0], self.option[:, 1]
        single = (second == NO_SLOT) & (first >= 0) & (first < SLOT_CODES)
        double = (first // WEEK_STARTS == 1) & (second // WEEK_STARTS == 2)  # noqa: PLR2004 - a-slot, then b-slot
        wrong = ~(single | (double & (second >= 0)))
        if wrong.any():
            row = int(np.argmax(wrong))
            pair = int(np.searchsorted(self.option_start, row, side="right")) - 1
            raise InstanceError(
                f"pairs[{pair}].options[{row - int(self.option_start[pair])}]",
                "must be one slot, or one slot of week A and then one of week B",
            )


def id_ranks(ids: tuple[str, ...]) -> NDArray[np.int64]:
    """Places of ids ordered by length and then by character, so that f2 stands before f10."""
    order = sorted(range(len(ids)), key=lambda row: (len(ids[row]), ids[row]))
    ranks = np.empty(len(ids), np.int64)
    ranks[order] = np.arange(len(ids))
    return ranks


def slots_of(codes: list[int]) -> tuple[Slot, ...]:
    """The one or two slots of a row of `Instance.option`."""
    return tuple(Slot.of_code(code) for code in codes if code != NO_SLOT)


def _refuse_double(path: str, ids: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for row, name in enumerate(ids):
        if name in seen:
            raise InstanceError(f"{path}[{row}].id", f'"{name[:40]}" stands twice')
        seen.add(name)


def _check_range(path: str, name: str, values: NDArray[np.integer], least: int, most: int) -> None:
    wrong = (values < least) | (values > most)
    if wrong.any():
        raise InstanceError(f"{path}[{int(np.argmax(wrong))}].{name}", f"must be {least} to {most}")


def _second_of_equals(keys: NDArray[np.integer]) -> int | None:
    order = np.argsort(keys, kind="stable")
    equal = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    return int(order[equal + 1].min()) if len(equal) else None
