"""The least work that looks at every candidate once: gather the words of both, AND them, ask for a bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.pairing.near import candidates

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.pairing import People

    Rows = NDArray[np.int32]
    Words = NDArray[np.uint64]

WEEK = 0


def nearby(people: People) -> list[tuple[Rows, Rows]]:
    """All candidates (volunteer and family rows within travel reach), in the chunks in which they come."""
    readers, families = people.volunteers, people.families
    volunteer_rows = np.flatnonzero(readers.in_programme & readers.available)
    family_rows = np.flatnonzero(families.in_programme & families.ready)
    return [
        (volunteer.astype(np.int32), family.astype(np.int32))
        for volunteer, family, _ in candidates(people, volunteer_rows, family_rows)
    ]


def gather_and(volunteers: Words, families: Words, chunks: list[tuple[Rows, Rows]]) -> int:
    """Candidates with a common start, of the words ``[person, word]`` of one week."""
    return sum(
        int(np.count_nonzero(np.any(volunteers[volunteer] & families[family], axis=1)))
        for volunteer, family in chunks
    )


def week_words(free: Words) -> Words:
    """The words of one week, person after person in memory."""
    return np.ascontiguousarray(free[:, WEEK])
