"""An `Instance` and a `Result` as columns in bytes: what one process of a solve hands to another."""

from __future__ import annotations

import json
from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.solver.errors import InstanceError
from matching.solver.files.archive import pack, take, unpack
from matching.solver.instance import Instance, Settings
from matching.solver.result import Certificate, Components, Result, vector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from matching.solver.files.archive import Columns
    from matching.solver.result import Status

_TEXTS = ("volunteers", "families")
_INSTANCE = tuple(field.name for field in fields(Instance) if field.name not in {"settings", *_TEXTS})
_CERTIFICATE = tuple(field.name for field in fields(Certificate))
_STATUSES: tuple[Status, ...] = ("optimal", "feasible")


def instance_bytes(instance: Instance) -> bytes:
    """The instance as an archive of columns; equal instances give equal bytes."""
    return pack({
        "settings": np.array(astuple(instance.settings), np.int64),
        **{name: _text_column(list(getattr(instance, name))) for name in _TEXTS},
        **{name: getattr(instance, name) for name in _INSTANCE},
    })  # fmt: skip


def instance_of_bytes(data: bytes) -> Instance:
    """Inverse of `instance_bytes`; `InstanceError` if a column is missing or wrong."""
    columns = unpack(data, "instance")
    settings = Settings(*take(columns, "settings").tolist())
    volunteers, families = (tuple(_texts(columns, name)) for name in _TEXTS)
    return Instance(
        settings=settings,
        volunteers=volunteers,
        families=families,
        **{name: take(columns, name) for name in _INSTANCE},
    )


def result_bytes(result: Result) -> bytes:
    """The result without its instance as an archive of columns."""
    proof = result.certificate
    prices = {} if proof is None else {f"certificate.{name}": getattr(proof, name) for name in _CERTIFICATE}
    return pack({
        "status": np.array([_STATUSES.index(result.status)], np.int8),
        "objective": np.array(result.objective, np.int64),
        "bound": np.array(result.bound, np.int64),
        "pair": result.pair,
        "code": result.code,
        "components": np.array(astuple(result.components), np.int64),
        "seconds": _text_column(result.seconds),
        **prices,
    })  # fmt: skip


def result_of_bytes(data: bytes, instance: Instance) -> Result:
    """Inverse of `result_bytes` for the instance that it answers; `InstanceError` as above."""
    columns = unpack(data, "result")
    return Result(
        instance=instance,
        status=_STATUSES[int(take(columns, "status")[0])],
        objective=vector(take(columns, "objective").tolist()),
        bound=vector(take(columns, "bound").tolist()),
        pair=take(columns, "pair"),
        code=take(columns, "code"),
        components=Components(*take(columns, "components").tolist()),
        certificate=_certificate(columns),
        seconds=_texts(columns, "seconds"),
    )


def _certificate(columns: Mapping[str, Columns]) -> Certificate | None:
    if not any(name.startswith("certificate.") for name in columns):
        return None
    return Certificate(**{name: take(columns, f"certificate.{name}") for name in _CERTIFICATE})


def _text_column(told: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(told, sort_keys=True, separators=(",", ":")).encode(), np.uint8)


def _texts(columns: Mapping[str, Columns], name: str) -> Any:  # noqa: ANN401 - what JSON held
    try:
        return json.loads(take(columns, name).tobytes())
    except ValueError as error:
        raise InstanceError(name, "is no text") from error
