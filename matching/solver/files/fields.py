"""Values of a document, each checked where it stands: a wrong one is named by its path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matching.solver.errors import InstanceError
from matching.solver.result import LEVELS, vector

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from matching.solver.result import Vector

SHOWN = 40
_MOST = 1 << 60
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


def object_at(
    value: object, path: str, required: Collection[str], optional: Collection[str] = ()
) -> dict[str, object]:
    """An object with these fields and no others."""
    if not isinstance(value, dict):
        raise InstanceError(path, "must be an object")
    for name in required:
        if name not in value:
            raise InstanceError(_joined(path, name), "is missing")
    if len(value) > len(required):
        for name in value:
            if name not in required and name not in optional:
                raise InstanceError(_joined(path, str(name)[:SHOWN]), "is no field of this format")
    return value


def list_at(holder: Mapping[str, object], name: str, path: str = "") -> list[object]:
    """A field that is a list, empty when it is not there."""
    value = holder.get(name, [])
    if not isinstance(value, list):
        raise InstanceError(_joined(path, name), "must be a list")
    return value


def text_at(value: object, path: str) -> str:
    """A text that is not empty and can be written again."""
    if not isinstance(value, str) or not value:
        raise InstanceError(path, "must be a text that is not empty")
    if not value.isascii() and _HALF_A_CHARACTER.search(value):
        raise InstanceError(path, "holds half a character: a surrogate without its other half")
    return value


def flag_at(value: object, path: str) -> bool:
    """A truth value."""
    if not isinstance(value, bool):
        raise InstanceError(path, "must be true or false")
    return value


def integer_at(value: object, path: str, least: int, most: int) -> int:
    """A whole number in a range."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        if least == most:
            raise InstanceError(path, f"must be {least}")
        raise InstanceError(path, f"must be a whole number from {least} to {most}")
    return value


def vector_at(value: object, path: str) -> Vector:
    """Five whole numbers."""
    if not isinstance(value, list) or len(value) != len(LEVELS):
        raise InstanceError(path, f"must be a list of {len(LEVELS)} whole numbers")
    return vector([integer_at(level, f"{path}[{n}]", -_MOST, _MOST) for n, level in enumerate(value)])


def row_at(value: object, path: str, rows: Mapping[str, int], kind: str) -> int:
    """Row of somebody named by id."""
    name = text_at(value, path)
    if name not in rows:
        raise InstanceError(path, f'no {kind} has the id "{name[:SHOWN]}"')
    return rows[name]


def ends_at(
    value: object, path: str, volunteers: Mapping[str, int], families: Mapping[str, int]
) -> tuple[int, int]:
    """Rows of a volunteer and a family, given as a list of two ids."""
    match value:
        case [volunteer, family]:
            return (
                row_at(volunteer, f"{path}[0]", volunteers, "volunteer"),
                row_at(family, f"{path}[1]", families, "family"),
            )
        case _:
            raise InstanceError(path, "must be a list of a volunteer's id and a family's id")


def rows_of(path: str, ids: Collection[str]) -> dict[str, int]:
    """Row of each id; an id stands once."""
    rows: dict[str, int] = {}
    for row, name in enumerate(ids):
        if rows.setdefault(name, row) != row:
            raise InstanceError(f"{path}[{row}].id", f'"{name[:SHOWN]}" stands twice')
    return rows


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
