"""The options of a pair, from the starts that suit both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.instance import NO_SLOT
from matching.solver.pairing.rules import BOTH, ONLY_A, ONLY_B, WEEKLY
from matching.solver.slots import DAY_STARTS, WEEK_STARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matching.solver.pairing.people import People

    Rows = NDArray[np.integer]
    Words = NDArray[np.uint64]

MOST_COMBINATIONS = 64
_PAIRS_AT_ONCE = 65_536


def words_of_pairs(people: People, volunteer_rows: Rows, family_rows: Rows, kind: NDArray[np.int8]) -> Words:
    """Common starts ``[pair, week, word]`` in the weeks that the kind uses, the same twice for weekly."""
    words: Words = people.volunteers.free[volunteer_rows] & people.families.free[family_rows]
    words[kind == ONLY_A, 1] = 0
    words[kind == ONLY_B, 0] = 0
    weekly = kind == WEEKLY
    words[weekly] = (words[weekly, 0] & words[weekly, 1])[:, None]
    return words


def option_codes(
    people: People, volunteer_rows: Rows, family_rows: Rows, kind: NDArray[np.int8]
) -> tuple[NDArray[np.int64], NDArray[np.int16]]:
    """All options of all pairs as `Instance.option_start` and `Instance.option`, earliest first in each pair.

    A pair with a slot in either rhythm gets at most 64 combinations, see `combinations`; the bound of a
    solution speaks of the options listed here.
    """
    counts, codes = [np.zeros(1, np.int64)], [np.empty((0, 2), np.int16)]
    for low in range(0, len(kind), _PAIRS_AT_ONCE):
        part = slice(low, low + _PAIRS_AT_ONCE)
        words = words_of_pairs(people, volunteer_rows[part], family_rows[part], kind[part])
        count, code = _chunk(words, kind[part])
        counts.append(count)
        codes.append(code)
    return np.cumsum(np.concatenate(counts)), np.concatenate(codes)


def combinations(week_a: Sequence[int], week_b: Sequence[int]) -> list[tuple[int, int]]:
    """At most 64 pairs of starts, one of each week.

    Of each week eight starts are kept (more where the other week has fewer), spread over the days: the first
    start of every day, then the second of every day, and so on.
    """
    room_a = MOST_COMBINATIONS // min(8, len(week_b))
    room_b = MOST_COMBINATIONS // min(room_a, len(week_a))
    kept_a, kept_b = _spread(week_a)[:room_a], _spread(week_b)[:room_b]
    return [(a, b) for a in sorted(kept_a) for b in sorted(kept_b)]


def _spread(starts: Sequence[int]) -> list[int]:
    seen: dict[int, int] = {}
    keyed = []
    for start in sorted(starts):
        day = start // DAY_STARTS
        seen[day] = seen.get(day, 0) + 1
        keyed.append((seen[day], start))
    return [start for _, start in sorted(keyed)]


def _chunk(words: Words, kind: NDArray[np.int8]) -> tuple[NDArray[np.int64], NDArray[np.int16]]:
    bits = unpacked(words)
    single = kind != BOTH
    week = np.where(kind == ONLY_B, 1, 0)
    row, bit = np.nonzero(bits[np.arange(len(kind)), week] & single[:, None])
    rhythm = np.select([kind == WEEKLY, kind == ONLY_A], [0, 1], default=2)
    codes = np.stack([rhythm[row] * WEEK_STARTS + bit, np.full(len(row), NO_SLOT)], axis=1)
    twin_row, twin = _combined(bits, np.flatnonzero(~single))
    row = np.concatenate([row, twin_row])
    order = np.argsort(row, kind="stable")
    return np.bincount(row, minlength=len(kind)), np.concatenate([codes, twin])[order].astype(np.int16)


def _combined(
    bits: NDArray[np.bool_], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    owners, codes = [], []
    for row in rows.tolist():
        week_a, week_b = (np.flatnonzero(bits[row, week]).tolist() for week in (0, 1))
        for a, b in combinations(week_a, week_b):
            owners.append(row)
            codes.append((WEEK_STARTS + a, 2 * WEEK_STARTS + b))
    return np.array(owners, np.int64), np.array(codes, np.int64).reshape(-1, 2)


def unpacked(words: Words) -> NDArray[np.bool_]:
    """Words of starts as truths, one for each start of the week."""
    octets = np.ascontiguousarray(words).astype("<u8").view(np.uint8)
    return np.unpackbits(octets, axis=2, bitorder="little")[:, :, :WEEK_STARTS].astype(np.bool_)
