"""The first moments, in fixed order, at which some visits go together.

What can still be chosen for later visits depends only on the starts that earlier ones have shut for them. So
where nothing fits once, nothing fits again with the same starts shut, however that came to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Option: TypeAlias = tuple[int, int]
"""Slot codes of an option, -1 for no second slot."""


class TooManyStepsError(Exception):
    """The backtracking has used up its steps."""


@dataclass(frozen=True)
class Moment:
    """An option: its starts, and the starts it makes impossible for its volunteer and its family."""

    option: Option
    starts: int
    volunteer_shut: int
    family_shut: int


@dataclass(frozen=True)
class Visit:
    """A pair to be settled.

    Attributes
    ----------
    volunteer, family : int
        Who meets.
    moments : sequence of Moment
        At which of these, the earliest first.
    starts : int
        All starts of these.
    always_in : tuple of 2 bool
        Whether every one of these has a start in week A, and in week B.
    """

    volunteer: int
    family: int
    moments: Sequence[Moment]
    starts: int
    always_in: tuple[bool, bool]


class Backtracking:
    """Exact choice of one moment for each visit.

    Parameters
    ----------
    visits : sequence of Visit
    steps : int
        How often one visit may be held against another before it gives up.
    """

    def __init__(self, visits: Sequence[Visit], steps: int) -> None:
        self._visits = visits
        self._steps = steps
        self._hopeless: set[tuple[int, ...]] = set()
        self._open: dict[tuple[int, int], bool] = {}

    def found(self) -> list[Moment] | None:
        """The moments in the order of the visits, None when there are none.

        Raises
        ------
        TooManyStepsError
            If neither is clear within the steps allowed.
        """
        return self._found(tuple(0 for _ in self._visits))

    def _found(self, shut: tuple[int, ...]) -> list[Moment] | None:
        """Moments of the last visits, as many as there are masks of starts that are shut for them."""
        if not shut:
            return []
        if shut in self._hopeless:
            return None
        place = len(self._visits) - len(shut)
        for moment in self._visits[place].moments:
            if moment.starts & shut[0]:
                continue
            after = self._after(place, moment, shut)
            if all(self._has_moment(place + 1 + n, mask) for n, mask in enumerate(after)):
                rest = self._found(after)
                if rest is not None:
                    return [moment, *rest]
        self._hopeless.add(shut)
        return None

    def _after(self, place: int, moment: Moment, shut: tuple[int, ...]) -> tuple[int, ...]:
        """What is shut for the visits after this one when it takes this moment."""
        self._steps -= len(shut)
        if self._steps < 0:
            raise TooManyStepsError
        first, after = self._visits[place], []
        for visit, mask in zip(self._visits[place + 1 :], shut[1:], strict=True):
            if visit.volunteer == first.volunteer:
                after.append((mask | moment.volunteer_shut) & visit.starts)
            elif visit.family == first.family:
                after.append((mask | moment.family_shut) & visit.starts)
            else:
                after.append(mask)
        return tuple(after)

    def _has_moment(self, place: int, shut: int) -> bool:
        key = place, shut
        if key not in self._open:
            self._open[key] = any(not moment.starts & shut for moment in self._visits[place].moments)
        return self._open[key]
