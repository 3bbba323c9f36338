"""The certificate of a result as a document and back: ids for rows, slots of one week for windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from matching.solver.errors import InstanceError
from matching.solver.files.fields import list_at, object_at, vector_at
from matching.solver.files.options import TEXTS, code_at
from matching.solver.result import LEVELS, Certificate
from matching.solver.slots import WEEK_STARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from matching.solver.files.names import Names
    from matching.solver.instance import Instance

    Entry: TypeAlias = list[object]
    Reader: TypeAlias = Callable[[object, str], int]

_KINDS = ("families", "volunteers", "windows", "pairs")


def certificate_document(certificate: Certificate, instance: Instance) -> dict[str, list[Entry]]:
    """Prices by id, in the fixed order of ids; of a window its volunteer and its first start."""
    pairs = certificate.pair
    code = (1 + certificate.window_week.astype(np.int64)) * WEEK_STARTS + certificate.window_start
    volunteers, families = instance.volunteers, instance.families
    return {
        "families": _entries(certificate.family_price, _names(families, certificate.family)),
        "volunteers": _entries(certificate.volunteer_price, _names(volunteers, certificate.volunteer)),
        "windows": _entries(
            certificate.window_price,
            _names(volunteers, certificate.window_volunteer),
            [TEXTS[slot] for slot in code.tolist()],
        ),
        "pairs": _entries(
            certificate.pair_price,
            _names(volunteers, instance.volunteer[pairs]),
            _names(families, instance.family[pairs]),
        ),
    }


def certificate_from(value: object, path: str, names: Names) -> Certificate:
    """Certificate of a document that is read already; `InstanceError` names the first wrong value."""
    root = object_at(value, path, _KINDS)
    family, family_price = _columns(root, path, "families", names.family_at)
    volunteer, volunteer_price = _columns(root, path, "volunteers", names.volunteer_at)
    window, window_price = _columns(root, path, "windows", names.volunteer_at, _start_at)
    ends, pair_price = _columns(root, path, "pairs", names.volunteer_at, names.family_at)
    pairs = [
        names.pair_of((one, other), f"{path}.pairs[{n}]") for n, (one, other) in enumerate(ends.tolist())
    ]
    return Certificate(
        family=family[:, 0].astype(np.int32),
        family_price=family_price,
        volunteer=volunteer[:, 0].astype(np.int32),
        volunteer_price=volunteer_price,
        window_volunteer=window[:, 0].astype(np.int32),
        window_week=(window[:, 1] // WEEK_STARTS).astype(np.int8),
        window_start=(window[:, 1] % WEEK_STARTS).astype(np.int16),
        window_price=window_price,
        pair=np.array(pairs, np.int32),
        pair_price=pair_price,
    )


def _names(ids: tuple[str, ...], rows: NDArray[np.int32]) -> list[str]:
    return [ids[row] for row in rows.tolist()]


def _entries(prices: NDArray[np.int64], *names: list[str]) -> list[Entry]:
    """Names and price of each place; shorter names first, as in `id_ranks`."""
    ordered = sorted(
        zip(zip(*names, strict=True), prices.tolist(), strict=True),
        key=lambda entry: [(len(name), name) for name in entry[0]],
    )
    return [[*own, price] for own, price in ordered]


def _columns(
    root: Mapping[str, object], path: str, kind: str, *readers: Reader
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What the names of each entry stand for, and the prices."""
    rows, prices = [], []
    for number, item in enumerate(list_at(root, kind, path)):
        at = f"{path}.{kind}[{number}]"
        if not isinstance(item, list) or len(item) != len(readers) + 1:
            raise InstanceError(at, f"must be a list of {len(readers)} texts and a price")
        rows.append([read(item[n], f"{at}[{n}]") for n, read in enumerate(readers)])
        prices.append(vector_at(item[-1], f"{at}[{len(readers)}]"))
    return (
        np.array(rows, np.int64).reshape(-1, len(readers)),
        np.array(prices, np.int64).reshape(-1, len(LEVELS)),
    )


def _start_at(value: object, path: str) -> int:
    """Number of a start: 0 to 181 in week A, from 182 on in week B."""
    code = code_at(value, path)
    if code < WEEK_STARTS:
        raise InstanceError(path, "must be a slot of week A or of week B")
    return code - WEEK_STARTS
