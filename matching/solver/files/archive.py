"""Named arrays as bytes: an uncompressed ``.npz`` without pickle; equal arrays give equal bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from matching.solver.errors import InstanceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Columns: TypeAlias = NDArray[np.generic]

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def pack(columns: Mapping[str, Columns]) -> bytes:
    """All columns in their order; equal columns give equal bytes and hash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, values in columns.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(values), (1, 0), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _FIXED_DATE), member.getvalue())
    return buffer.getvalue()


def unpack(data: bytes, what: str) -> dict[str, Columns]:
    """Inverse of `pack`; `what` is named in the `InstanceError` for anything that is no such archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name.removesuffix(".npy"): _read(archive, name) for name in archive.namelist()}
    except (EOFError, ValueError, zipfile.BadZipFile) as error:
        raise InstanceError(what, "is no archive of columns") from error


def take(columns: Mapping[str, Columns], name: str) -> Any:  # noqa: ANN401 - each has a dtype of its own
    """One column, or `InstanceError` when it is missing."""
    if name not in columns:
        raise InstanceError(name, "is missing")
    return columns[name]


def _read(archive: zipfile.ZipFile, name: str) -> Columns:
    with archive.open(name) as member:
        values: Columns = np.lib.format.read_array(member, allow_pickle=False)
    return values
