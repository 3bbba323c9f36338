"""What one process of a solve hands to another."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings

from matching.solver import Instance, InstanceError, Result, solve
from matching.solver.files.columns import instance_bytes, instance_of_bytes, result_bytes, result_of_bytes
from matching.solver.generate import SIZES, generate
from tests.solver.strategies import PINNED, TWO_READERS, instances


def same(one: object, other: object) -> bool:
    """Whether two dataclasses of columns agree in every field."""
    assert type(one) is type(other)
    return all(
        np.array_equal(getattr(one, field.name), getattr(other, field.name))
        for field in fields(one)  # type: ignore[arg-type] # any class - of those whose fields are columns
        if field.name not in {"instance", "settings", "certificate"}
    )


def answered() -> Result:
    return solve(generate(SIZES["city"], seed=5))


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(instances(PINNED))
def test_an_instance_survives_as_bytes(tiny: Instance) -> None:
    again = instance_of_bytes(instance_bytes(tiny))

    assert same(again, tiny)
    assert again.settings == tiny.settings
    assert instance_bytes(again) == instance_bytes(tiny)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(instances(TWO_READERS))
def test_a_result_survives_as_bytes(tiny: Instance) -> None:
    result = solve(tiny)

    again = result_of_bytes(result_bytes(result), tiny)

    assert same(again, result)
    assert (again.matches, again.optimal) == (result.matches, result.optimal)


def test_the_proof_survives_too() -> None:
    result = answered()

    again = result_of_bytes(result_bytes(result), result.instance)

    assert result.certificate is not None
    assert again.certificate is not None
    assert same(again.certificate, result.certificate)


@pytest.mark.parametrize("data", [b"", b"nothing", result_bytes(answered())[:200]])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(InstanceError, match="instance: is no archive of columns"):
        instance_of_bytes(data)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InstanceError, match="settings: is missing"):
        instance_of_bytes(result_bytes(answered()))
