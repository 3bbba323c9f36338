"""What would be if there were something more: the part of an instance that a new pair or person touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.solver.instance import Instance
from matching.solver.result import vector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matching.solver.result import Vector

    Integers = NDArray[np.integer]
    Rows = NDArray[np.int64]

Value = TypeVar("Value", bound=np.generic)


class Neighbourhoods:
    """An instance, ready to have something added to it again and again.

    Only who is linked by feasible pairs to what is added can be placed otherwise because of it, so an
    enlarged instance holds nobody else.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.volunteer = {name: row for row, name in enumerate(instance.volunteers)}
        self.family = {name: row for row, name in enumerate(instance.families)}
        size = len(instance.volunteers) + len(instance.families)
        ends = instance.volunteer, instance.family.astype(np.int64) + len(instance.volunteers)
        links = coo_array((np.ones(instance.pair_count, np.int8), ends), shape=(size, size))
        self._label = connected_components(links, directed=False)[1]
        of_pair = self._label[instance.volunteer]
        self._order = np.argsort(of_pair, kind="stable")
        self._first = np.searchsorted(of_pair[self._order], np.arange(size + 1))

    def pairs_around(self, added: Instance) -> Rows:
        """Rows of the pairs of everybody who is linked to anybody in `added`; ascending."""
        people = [self.volunteer[name] for name in added.volunteers if name in self.volunteer]
        first = len(self.instance.volunteers)
        people += [first + self.family[name] for name in added.families if name in self.family]
        labels = np.unique(self._label[np.array(people, np.int64)])
        pieces = [self._order[self._first[label] : self._first[label + 1]] for label in labels.tolist()]
        return np.sort(np.concatenate([np.empty(0, np.int64), *pieces]))

    def enlarged(self, added: Instance, rows: Rows) -> Instance:
        """These pairs, and the people and pairs of `added`, who are known by the same ids.

        Capacities are those of `added` where it has the volunteer; pins and published pairs are the old ones.
        """
        whole = self.instance
        old_readers, reader = np.unique(whole.volunteer[rows], return_inverse=True)
        old_families, family = np.unique(whole.family[rows], return_inverse=True)
        readers, new_reader = _with(whole.volunteers, old_readers, added.volunteers)
        families, new_family = _with(whole.families, old_families, added.families)
        start, options = _options(whole, rows)
        place = np.full(whole.pair_count, -1)
        place[rows] = np.arange(len(rows))
        return Instance(
            settings=whole.settings,
            volunteers=readers,
            families=families,
            capacity=_both(whole.capacity[old_readers], added.capacity, new_reader),
            need=_both(whole.need[old_families], added.need, new_family),
            urgent=_both(whole.urgent[old_families], added.urgent, new_family),
            waiting_days=_both(whole.waiting_days[old_families], added.waiting_days, new_family),
            volunteer=np.concatenate([reader, new_reader[added.volunteer]]).astype(np.int32),
            family=np.concatenate([family, new_family[added.family]]).astype(np.int32),
            score=np.concatenate([whole.score[rows], added.score]),
            minutes=np.concatenate([whole.minutes[rows], added.minutes]),
            option_start=np.concatenate([start, start[-1] + added.option_start[1:]]),
            option=np.concatenate([options, added.option]),
            pins=_present(place[whole.pins]),
            published=_present(place[whole.published]),
        )

    def reached(self, chosen: NDArray[np.int32]) -> Vector:
        """What the objective is for some of a solution's pairs, with all readers of their families."""
        whole, families = self.instance, np.unique(self.instance.family[chosen])
        return vector(
            [
                int(whole.urgent[families].sum()), len(families), int(whole.band[families].sum()),
                int(whole.score[chosen].sum()), int(whole.kept[chosen].sum()),
            ]
        )  # fmt: skip


def _with(names: Sequence[str], rows: Integers, added: Sequence[str]) -> tuple[tuple[str, ...], Rows]:
    """Names of these rows and those added, each once, and the places of those added."""
    places = {names[row]: place for place, row in enumerate(rows.tolist())}
    new = np.array([places.setdefault(name, len(places)) for name in added], np.int64)
    return tuple(places), new


def _both(old: NDArray[Value], added: NDArray[Value], places: Rows) -> NDArray[Value]:
    both = np.zeros(max(len(old), int(places.max(initial=-1)) + 1), old.dtype)
    both[: len(old)] = old
    both[places] = added
    return both


def _options(instance: Instance, rows: Rows) -> tuple[Rows, NDArray[np.int16]]:
    first, counts = instance.option_start[rows], np.diff(instance.option_start)[rows]
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    places = np.arange(int(start[-1])) + np.repeat(first - start[:-1], counts)
    return start, instance.option[places]


def _present(places: Rows) -> Rows:
    return places[places >= 0].astype(np.int64)
