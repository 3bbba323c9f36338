from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from matching.solver import Instance, solve
from matching.solver.certificate import Network, potentials, reduced_costs
from matching.solver.errors import FlowError
from matching.solver.generate import SIZES, generate
from tests.solver.documents import instance, pair, problem
from tests.solver.strategies import CLASH_FREE, instances


def network() -> Network:
    """From 0 over a dear and a cheap arc to 1 and back: two units of worth 5 and 3, one way home."""
    columns = (np.array([0, 0, 1], np.int32), np.array([1, 1, 0], np.int32))
    return Network(2, *columns, np.array([1, 1, 1]), np.array([-5, -3, 0]))


def paid(found: Instance, prices: str, rows: str) -> dict[int, np.ndarray]:
    """Price per row of one kind of a result's certificate."""
    certificate = solve(found).certificate
    assert certificate is not None
    return dict(zip(getattr(certificate, rows).tolist(), getattr(certificate, prices), strict=True))


def test_an_arc_that_is_used_costs_nothing_once_reduced() -> None:
    flow = np.array([1, 0, 1])

    reduced = reduced_costs(network(), potentials(network(), flow))

    assert (np.sign(reduced) <= [0, 1, 0]).all()


def test_a_worse_flow_has_a_cheaper_cycle() -> None:
    with pytest.raises(FlowError, match="cheaper"):
        potentials(network(), np.array([0, 1, 1]))


def test_the_price_of_a_scarce_volunteer_is_what_the_family_left_out_is_worth() -> None:
    rivals = instance(problem(
        {"v1": 1}, {"f1": {"waiting_days": 56}, "f2": {"waiting_days": 28}},
        [pair("v1", "f1", 10, ["w 1 16:00"]), pair("v1", "f2", 20, ["w 1 16:00"])],
    ))  # fmt: skip

    prices = paid(rivals, "volunteer_price", "volunteer")

    assert prices[0].tolist() >= [0, 2, 2, 40, 0]


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(instances(CLASH_FREE))
def test_what_all_places_cost_is_twice_the_objective(tiny: Instance) -> None:
    found = solve(tiny)
    certificate = found.certificate

    assert certificate is not None or found.components.total == 0
    if certificate is not None:
        cost = (
            (tiny.need[certificate.family][:, None] * certificate.family_price).sum(axis=0)
            + (tiny.capacity[certificate.volunteer][:, None] * certificate.volunteer_price).sum(axis=0)
            + certificate.window_price.sum(axis=0)
            + certificate.pair_price.sum(axis=0)
        )
        assert cost.tolist() == [2 * level for level in found.objective]


def test_the_certificate_covers_whole_components_in_the_order_of_rows() -> None:
    certificate = solve(generate(SIZES["city"], 1)).certificate

    assert certificate is not None
    assert (np.diff(certificate.family) > 0).all()
    assert (np.diff(certificate.volunteer) > 0).all()
