"""The computation as a real process."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matching.domain.computation.process import BrokeOffError, Computation
from matching.domain.computation.wire import Broken, Order, Outcome, Progress, Said
from matching.domain.computation.work import compute
from matching.solver import Control
from matching.solver.generate import SIZES, Size, people
from matching.solver.pairing import RULE_CODES, People, Rules, Weights

LIMIT = 60.0
GIBIBYTE = 1024**3


def drawn(size: Size = SIZES["city"]) -> People:
    return people(size, seed=5)


def order_for(content: bytes, *, time_limit: float = 60, memory: int = 2 * GIBIBYTE) -> Order:
    return Order(len(content), Rules(), Weights(), time_limit, memory)


def hear(computation: Computation) -> list[Said]:
    """Everything that is said up to the outcome."""
    heard: list[Said] = []
    deadline = time.monotonic() + LIMIT
    while not heard or isinstance(heard[-1], Progress):
        assert time.monotonic() < deadline
        heard += computation.listen(wait=0.2)
    return heard


def outcome_of(content: bytes, order: Order) -> Said:
    with Computation() as computation:
        computation.send(order, content)
        return hear(computation)[-1]


def is_gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def test_gives_what_the_library_gives() -> None:
    content = drawn().to_bytes()

    told = outcome_of(content, order_for(content))

    expected = compute(content, order_for(content), Control())
    assert isinstance(told, Outcome)
    assert told.chosen == expected.chosen
    changing = ("seconds", "peak_bytes")
    assert {k: v for k, v in told.figures.items() if k not in changing} == {
        k: v for k, v in expected.figures.items() if k not in changing
    }


def test_outcome_counts_itself() -> None:
    content = drawn().to_bytes()

    told = outcome_of(content, order_for(content))

    assert isinstance(told, Outcome)
    assert told.figures["placed"] == len({pair.family for pair in told.chosen})
    assert told.figures["baseline_placed"] <= told.figures["placed"] <= told.figures["bound"][1]
    assert told.figures["placed"] <= told.figures["waiting"] - told.figures["without_pair"]
    assert all(sum(pair.parts) == pair.score for pair in told.chosen)
    assert max(pair.minutes for pair in told.chosen) == told.figures["travel_longest"]


def test_tells_every_phase_and_ends_on_what_it_found() -> None:
    content = drawn().to_bytes()

    with Computation() as computation:
        computation.send(order_for(content), content)
        *steps, outcome = hear(computation)

    assert isinstance(outcome, Outcome)
    told = [step for step in steps if isinstance(step, Progress)]
    assert list(dict.fromkeys(step.phase for step in told)) == ["pairing", "solving", "explaining"]
    assert told[-1].found == outcome.figures["placed"]


def test_stop_gives_an_outcome_with_an_honest_bound() -> None:
    content = drawn(Size(3_000, 3_500, 1)).to_bytes()

    with Computation() as computation:
        computation.send(order_for(content), content)
        computation.stop()
        outcome = hear(computation)[-1]

    assert isinstance(outcome, Outcome)
    assert 0 < outcome.figures["placed"] <= outcome.figures["bound"][1]


def test_leaving_the_block_ends_the_process() -> None:
    with Computation() as computation:
        pid = computation.pid

    assert is_gone(pid)


def test_a_killed_process_is_noticed() -> None:
    content = drawn().to_bytes()

    with Computation() as computation:
        os.kill(computation.pid, signal.SIGKILL)
        computation.send(order_for(content), content)

        with pytest.raises(BrokeOffError) as caught:
            hear(computation)

    assert not caught.value.out_of_memory


def test_a_frozen_process_does_not_hold_its_worker_up() -> None:
    content = drawn(Size(5_000, 6_000, 40)).to_bytes()

    with Computation() as computation:
        os.kill(computation.pid, signal.SIGSTOP)
        computation.send(order_for(content), content)
        began = time.monotonic()
        computation.listen(wait=0.2)

    assert time.monotonic() - began < 2


def test_too_little_memory_is_named_as_such() -> None:
    content = drawn(Size(2_000, 2_400, 1)).to_bytes()

    told: object
    try:
        told = outcome_of(content, order_for(content, memory=GIBIBYTE // 8))
    except BrokeOffError as error:
        told = error.out_of_memory

    assert told in (Broken("memory_limit"), True)


def test_a_pin_that_cannot_hold_is_left_out_and_named() -> None:
    everybody = drawn()
    pins = np.array([[0, 0]], np.int32)
    content = replace(everybody, bans=pins, pins=pins).to_bytes()

    told = outcome_of(content, order_for(content))

    assert isinstance(told, Outcome)
    volunteer, family = int(everybody.volunteers.id[0]), int(everybody.families.id[0])
    (left_out,) = told.figures["pins_left_out"]
    assert (left_out["volunteer"], left_out["family"]) == (volunteer, family)
    assert left_out["rule"] in RULE_CODES


def test_a_snapshot_that_is_none_is_a_fault() -> None:
    assert outcome_of(b"nothing", order_for(b"nothing")) == Broken("computation")


def test_the_process_ends_when_nobody_listens_any_more() -> None:
    with Computation() as computation:
        pid = computation.pid
        computation._process.stdin.close()  # type: ignore[union-attr] # noqa: SLF001 - the end of a worker as the kernel shows it
        deadline = time.monotonic() + LIMIT
        while computation._process.poll() is None:  # noqa: SLF001 - as above
            assert time.monotonic() < deadline
            time.sleep(0.05)

    assert is_gone(pid)
