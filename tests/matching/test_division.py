"""A divided computation comes to what an undivided one comes to."""

import time
from dataclasses import replace

from matching.domain.computation.process import Computation
from matching.domain.computation.wire import PIECE, Broken, Order, Outcome, Progress, Said
from matching.domain.computation.words import Gathered, Piece, Solved, SolvePiece
from matching.solver.generate import SIZES, people
from matching.solver.pairing import Rules, Weights

LIMIT = 60.0
MEMORY = 2 * 1024**3
CHANGING = ("seconds", "peak_bytes")


def content() -> bytes:
    return people(SIZES["season"], seed=5).to_bytes()


def order_for(data: bytes, *, piece_pairs: int = 0, kind: str = "run") -> Order:
    return Order(len(data), Rules(), Weights(), 60, MEMORY, kind, min(piece_pairs, 1), piece_pairs)


def said(computation: Computation) -> Said:
    """The next that is said and is no progress."""
    deadline = time.monotonic() + LIMIT
    while True:
        assert time.monotonic() < deadline
        for words in computation.listen(wait=0.2):
            if not isinstance(words, Progress):
                return words


def pieces_of(computation: Computation) -> list[Piece]:
    pieces: list[Piece] = []
    deadline = time.monotonic() + LIMIT
    while not pieces or len(pieces) < pieces[0].pieces:
        assert time.monotonic() < deadline
        pieces += [words for words in computation.listen(wait=0.2) if isinstance(words, Piece)]
    return pieces


def solved_elsewhere(piece: Piece) -> bytes:
    with Computation() as computation:
        computation.send(order_for(piece.content, kind=PIECE), piece.content)
        answer = said(computation)
    assert isinstance(answer, Solved)
    return answer.content


def without_times(outcome: Said) -> object:
    assert isinstance(outcome, Outcome)
    return replace(outcome, figures={k: v for k, v in outcome.figures.items() if k not in CHANGING})


def test_pieces_solved_here_and_elsewhere_give_the_outcome_of_the_whole() -> None:
    data = content()
    with Computation() as whole:
        whole.send(order_for(data), data)
        expected = said(whole)

    with Computation() as divided:
        divided.send(order_for(data, piece_pairs=10_000), data)
        pieces = pieces_of(divided)
        divided.tell(SolvePiece(1))
        own = said(divided)
        assert isinstance(own, Solved)
        results = [solved_elsewhere(piece) if piece.number != 1 else own.content for piece in pieces]
        divided.tell(Gathered(tuple(results)))
        outcome = said(divided)

    assert len(pieces) == 3
    assert without_times(outcome) == without_times(expected)


def test_a_small_run_is_not_divided() -> None:
    data = content()

    with Computation() as computation:
        computation.send(replace(order_for(data), divide_above=1_000_000, piece_pairs=10), data)
        outcome = said(computation)

    assert isinstance(outcome, Outcome)


def test_a_piece_that_is_none_is_a_fault() -> None:
    with Computation() as computation:
        computation.send(order_for(b"nothing", kind=PIECE), b"nothing")
        answer = said(computation)

    assert answer == Broken("computation")


def test_stop_reaches_a_piece() -> None:
    data = content()

    with Computation() as computation:
        computation.send(order_for(data, piece_pairs=1_000_000), data)
        (piece,) = pieces_of(computation)
        computation.stop()
        computation.tell(SolvePiece(0))
        answer = said(computation)

    assert isinstance(answer, Solved)
    assert 0 < answer.found <= answer.at_most <= piece.families
