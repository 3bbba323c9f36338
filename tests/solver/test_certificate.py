import numpy as np
import pytest

from matching.solver.certificate import Network, dual_value, potentials, proves, reduced_costs
from matching.solver.errors import FlowError


def network() -> Network:
    """From 0 over a dear and a cheap arc to 1 and back: two units of worth 5 and 3, one way home."""
    columns = (np.array([0, 0, 1], np.int32), np.array([1, 1, 0], np.int32))
    return Network(2, *columns, np.array([1, 1, 1]), np.array([-5, -3, 0]))


def test_the_best_flow_is_proven_and_its_dual_equals_its_cost() -> None:
    flow = np.array([1, 0, 1])

    reduced = reduced_costs(network(), potentials(network(), flow))

    assert proves(network(), flow, reduced)
    assert dual_value(network(), reduced) == -5


def test_a_worse_flow_has_a_cheaper_cycle() -> None:
    with pytest.raises(FlowError, match="cheaper"):
        potentials(network(), np.array([0, 1, 1]))


@pytest.mark.parametrize("flow", [[0, 1, 1], [2, 0, 2], [1, -1, 0]])
def test_duals_of_the_best_flow_prove_no_other(flow: list[int]) -> None:
    reduced = reduced_costs(network(), potentials(network(), np.array([1, 0, 1])))

    assert not proves(network(), np.array(flow), reduced)


def test_any_potentials_give_a_lower_bound() -> None:
    assert dual_value(network(), reduced_costs(network(), np.array([0, 7]))) <= -5
