"""Whether a choice of pairs stays a solution when some come and others go, for many small changes of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from matching.solver.changes.solved import Solved


class Fitting:
    """A choice of pairs of a component.

    Only groups of pairs that share people, and that a change touches, are looked at, and each group once.

    Parameters
    ----------
    solved : Solved
    chosen : bool[p]
    """

    def __init__(self, solved: Solved, chosen: NDArray[np.bool_]) -> None:
        part = solved.part
        self._moments = solved.moments
        crowded = (part.capacity[part.volunteer] > 1) | (part.need[part.family] > 1)
        self._crowded: list[bool] = crowded.tolist()
        self._volunteer: list[int] = part.volunteer.tolist()
        self._family: list[int] = part.family.tolist()
        self._need: list[int] = part.need.tolist()
        self._pairs: set[int] = set(np.flatnonzero(chosen & crowded).tolist())
        self._of_volunteer: dict[int, set[int]] = {}
        self._of_family: dict[int, set[int]] = {}
        for pair in self._pairs:
            self._of_volunteer.setdefault(self._volunteer[pair], set()).add(pair)
            self._of_family.setdefault(self._family[pair], set()).add(pair)
        self._known: dict[tuple[int, ...], bool] = {}
        self._sound = self._whole(self._of_family) and self._together(self._pairs, set(), set())

    def holds(self, gained: Sequence[int] = (), lost: Sequence[int] = ()) -> bool:
        """Whether the choice is a solution after these pairs came and went.

        When the choice is none itself, all of it is looked at again.
        """
        come = {pair for pair in gained if self._crowded[pair]}
        gone = {pair for pair in lost if self._crowded[pair]}
        touched = {self._family[pair] for pair in come | gone}
        if not self._sound:
            touched |= self._of_family.keys()
        whole = all(
            len(self._with(self._of_family, self._family, family, come, gone)) in (0, self._need[family])
            for family in touched
        )
        return whole and self._together(come if self._sound else (self._pairs - gone) | come, come, gone)

    def _whole(self, families: Iterable[int]) -> bool:
        return all(len(self._of_family[family]) == self._need[family] for family in families)

    def _with(
        self, people: dict[int, set[int]], person_of: list[int], person: int, come: set[int], gone: set[int]
    ) -> set[int]:
        """The pairs of a person after a change."""
        new = {pair for pair in come if person_of[pair] == person}
        return (people.get(person, set()) - gone) | new

    def _together(self, pairs: Iterable[int], come: set[int], gone: set[int]) -> bool:
        """Whether these pairs, and all whose moments depend on theirs, go together."""
        seen = set[int]()
        for pair in pairs:
            if pair not in seen:
                group = self._linked(pair, come, gone)
                seen |= group
                if len(group) > 1 and not self._fit(tuple(sorted(group))):
                    return False
        return True

    def _linked(self, first: int, come: set[int], gone: set[int]) -> set[int]:
        group, waiting = set[int](), {first}
        while waiting:
            pair = waiting.pop()
            group.add(pair)
            waiting |= (
                self._with(self._of_volunteer, self._volunteer, self._volunteer[pair], come, gone) - group
            )
            waiting |= self._with(self._of_family, self._family, self._family[pair], come, gone) - group
        return group

    def _fit(self, group: tuple[int, ...]) -> bool:
        if group not in self._known:
            self._known[group] = self._moments.fit(group) is not None
        return self._known[group]
