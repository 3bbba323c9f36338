"""An instance solved piece by piece, or by several processes, is the instance solved whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matching.solver import Control, Instance, PinError, Progress, Result, solve
from matching.solver.components import usable
from matching.solver.files import result_text
from matching.solver.generate import Size, generate
from matching.solver.solve import divide, merge

TOWNS = Size(1_200, 1_500, 6)


@pytest.fixture(scope="module")
def towns() -> Instance:
    return generate(TOWNS, 4)


@pytest.fixture(scope="module")
def whole(towns: Instance) -> Result:
    return solve(towns)


def text(result: Result) -> str:
    """All that a result says but the time it took."""
    return result_text(replace(result, seconds={}))


@pytest.mark.parametrize("most_pairs", [1, 5_000, 1_000_000])
def test_pieces_merge_into_what_solving_the_whole_gives(
    towns: Instance, whole: Result, most_pairs: int
) -> None:
    pieces = divide(towns, most_pairs)

    merged = merge(towns, [(piece, solve(piece.instance)) for piece in reversed(pieces)])

    assert text(merged) == text(whole)


def test_every_usable_pair_is_in_one_piece(towns: Instance) -> None:
    pieces = divide(towns, 1)

    assert len(pieces) > 1
    rows = np.concatenate([piece.row for piece in pieces])
    assert sorted(rows.tolist()) == np.flatnonzero(usable(towns)).tolist()


def test_nobody_to_pair_makes_no_pieces() -> None:
    nobody = generate(Size(0, 0, 1), 1)

    assert divide(nobody, 10) == ()
    assert text(merge(nobody, [])) == text(solve(nobody))


def test_pins_and_published_pairs_go_along_with_their_piece(towns: Instance, whole: Result) -> None:
    decided = replace(towns, pins=whole.pair[:3].astype(np.int64), published=whole.pair[3:9].astype(np.int64))
    pieces = divide(decided, 1)

    merged = merge(decided, [(piece, solve(piece.instance)) for piece in pieces])

    assert text(merged) == text(solve(decided))
    assert sum(len(piece.instance.pins) for piece in pieces) == 3


def test_two_processes_find_what_one_finds(towns: Instance, whole: Result) -> None:
    assert text(solve(towns, workers=2)) == text(whole)


def test_more_processes_than_shares_do_no_harm(towns: Instance, whole: Result) -> None:
    assert text(solve(towns, workers=50)) == text(whole)


def test_processes_tell_their_progress(towns: Instance, whole: Result) -> None:
    told: list[Progress] = []

    solve(towns, Control(on_progress=told.append), workers=2)

    assert (told[-1].done, told[-1].total) == (whole.components.total,) * 2
    assert told[-1].found == told[-1].at_most == whole.objective[1]


def test_processes_stop_with_an_honest_bound(towns: Instance, whole: Result) -> None:
    stopped = solve(towns, Control(time_limit=0), workers=2)

    assert stopped.objective <= whole.objective <= stopped.bound


def test_a_pin_that_cannot_hold_is_refused_from_another_process_too() -> None:
    town = generate(TOWNS, 4)
    reader = int(np.argmax(np.bincount(town.volunteer, minlength=len(town.capacity))))
    rows = np.flatnonzero(town.volunteer == reader)
    starts = [set(town.options_of(int(row))) for row in rows]
    one, other = next(
        (int(rows[a]), int(rows[b]))
        for a in range(len(rows))
        for b in range(a)
        if len(starts[a] | starts[b]) == 1 and town.need[town.family[rows[[a, b]]]].max() == 1
    )
    capacity = town.capacity.copy()
    capacity[reader] = 2
    clashing = replace(town, capacity=capacity, pins=np.array([other, one], np.int64))

    for workers in (1, 2):
        with pytest.raises(PinError) as refusal:
            solve(clashing, workers=workers)
        assert refusal.value.rule == "slot"
