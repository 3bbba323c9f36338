import io
import zipfile
from dataclasses import replace
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from matching.solver import InstanceError
from matching.solver.pairing import People
from tests.solver.pairing.couple import couple
from tests.solver.pairing.populations import population, populations


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(populations)
def test_people_survive_being_stored(everybody: People) -> None:
    data = everybody.to_bytes()

    again = People.from_bytes(data)

    assert again.to_bytes() == data
    assert all(
        np.array_equal(getattr(getattr(again, side), name), getattr(getattr(everybody, side), name))
        for side in ("volunteers", "families")
        for name in getattr(everybody, side).SPEC
    )


def test_the_same_people_have_the_same_hash() -> None:
    assert sha256(population(1).to_bytes()).digest() == sha256(population(1).to_bytes()).digest()
    assert sha256(population(1).to_bytes()).digest() != sha256(population(2).to_bytes()).digest()


def test_columns_are_frozen() -> None:
    with pytest.raises(ValueError, match="read-only"):
        couple().volunteers.capacity[0] = 2


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("capacity", np.array([1], np.int64)),
        ("capacity", np.array([1, 1], np.int16)),
        ("free", np.zeros((1, 2, 2), np.uint64)),
        ("metres_per_minute", np.array([0], np.int32)),
        ("capacity", np.array([-1], np.int16)),
    ],
)
def test_a_wrong_column_is_refused_by_name(name: str, values: NDArray[Any]) -> None:
    column: Any = {name: values}

    with pytest.raises(InstanceError, match=f"volunteers.{name}: must be"):
        replace(couple().volunteers, **column)


def test_a_number_that_stands_twice_is_refused() -> None:
    everybody = population(1)

    with pytest.raises(InstanceError, match=r"families\.id: holds a number twice"):
        replace(everybody.families, id=np.zeros_like(everybody.families.id))


def test_a_ban_on_nobody_is_refused() -> None:
    with pytest.raises(InstanceError, match=r"people\.bans: names a row that does not exist"):
        couple(bans=[[0, 1]])


def test_an_archive_without_a_column_is_refused_by_name() -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()

    with pytest.raises(InstanceError, match=r"volunteers\.id: is missing"):
        People.from_bytes(empty.getvalue())


@pytest.mark.parametrize("data", [b"", b"no archive", couple().to_bytes()[:-40]])
def test_bytes_that_are_no_archive_are_refused(data: bytes) -> None:
    with pytest.raises(InstanceError, match="is no archive of columns"):
        People.from_bytes(data)
