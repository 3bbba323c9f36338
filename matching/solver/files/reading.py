"""From a ``doorlees-instance/1`` document to an `Instance`; the first wrong value is named by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import InstanceError, PinError, SlotError
from matching.solver.files.texts import document, read_text
from matching.solver.instance import MOST, NO_SLOT, SLOT_CODES, TOP_SCORE, Instance, Settings
from matching.solver.slots import WEEK_STARTS, Slot

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

INSTANCE_FORMAT = "doorlees-instance/1"

_CODES = {str(Slot.of_code(code)): code for code in range(SLOT_CODES)}
_SHOWN = 40


def read_instance(name: str) -> Instance:
    """Instance in a file, or on standard input for ``-``; `InstanceError` names the first wrong value."""
    return instance_from(document(read_text(name)))


def instance_from(value: object) -> Instance:
    """Instance of a document that is read already."""
    root = _object(
        value, "", ("format", "volunteers", "families", "pairs"), ("settings", "pins", "published")
    )
    if root["format"] != INSTANCE_FORMAT:
        raise InstanceError("format", f'must be "{INSTANCE_FORMAT}"')
    volunteers = [_volunteer(item, f"volunteers[{n}]") for n, item in enumerate(_list(root, "volunteers"))]
    families = [_family(item, f"families[{n}]") for n, item in enumerate(_list(root, "families"))]
    rows = (
        _rows("volunteers", [row[0] for row in volunteers]),
        _rows("families", [row[0] for row in families]),
    )
    pairs = [_pair(item, f"pairs[{n}]", *rows) for n, item in enumerate(_list(root, "pairs"))]
    places = {(pair[0], pair[1]): place for place, pair in enumerate(pairs)}
    named = {name: [_ends(item, f"{name}[{n}]", *rows) for n, item in enumerate(_list(root, name))]
             for name in ("pins", "published")}  # fmt: skip
    options = [option for pair in pairs for option in pair[4]]
    return Instance(
        settings=_settings(root.get("settings", {})),
        volunteers=tuple(row[0] for row in volunteers),
        families=tuple(row[0] for row in families),
        capacity=np.array([row[1] for row in volunteers], np.int64),
        need=np.array([row[1] for row in families], np.int64),
        urgent=np.array([row[2] for row in families], np.bool_),
        waiting_days=np.array([row[3] for row in families], np.int64),
        volunteer=np.array([pair[0] for pair in pairs], np.int32),
        family=np.array([pair[1] for pair in pairs], np.int32),
        score=np.array([pair[2] for pair in pairs], np.int32),
        minutes=np.array([pair[3] for pair in pairs], np.int32),
        option_start=np.cumsum([0, *(len(pair[4]) for pair in pairs)]).astype(np.int64),
        option=np.array(options, np.int16).reshape(-1, 2),
        pins=np.array([_pin(places, ends, n) for n, ends in enumerate(named["pins"])], np.int64),
        published=np.array([places[ends] for ends in named["published"] if ends in places], np.int64),
    )


def _settings(value: object) -> Settings:
    names = ("visit_minutes", "gap_minutes", "band_days")
    given = _object(value, "settings", (), names)
    return Settings(
        **{name: _integer(given[name], f"settings.{name}", 0, MOST) for name in names if name in given}
    )


def _volunteer(value: object, path: str) -> tuple[str, int]:
    item = _object(value, path, ("id", "capacity"), ())
    return _text(item["id"], f"{path}.id"), _integer(item["capacity"], f"{path}.capacity", 0, MOST)


def _family(value: object, path: str) -> tuple[str, int, bool, int]:
    item = _object(value, path, ("id",), ("need", "urgent", "waiting_days"))
    return (
        _text(item["id"], f"{path}.id"),
        _integer(item.get("need", 1), f"{path}.need", 1, 2),
        _flag(item.get("urgent", False), f"{path}.urgent"),
        _integer(item.get("waiting_days", 0), f"{path}.waiting_days", 0, MOST),
    )


def _pair(
    value: object, path: str, volunteers: Mapping[str, int], families: Mapping[str, int]
) -> tuple[int, int, int, int, list[tuple[int, int]]]:
    item = _object(value, path, ("volunteer", "family", "score", "options"), ("minutes",))
    return (
        _row(item["volunteer"], f"{path}.volunteer", volunteers, "volunteer"),
        _row(item["family"], f"{path}.family", families, "family"),
        _integer(item["score"], f"{path}.score", 0, TOP_SCORE),
        _integer(item["minutes"], f"{path}.minutes", 0, MOST) if "minutes" in item else -1,
        _options(item["options"], f"{path}.options"),
    )


def _options(value: object, path: str) -> list[tuple[int, int]]:
    if not isinstance(value, list) or not value:
        raise InstanceError(path, "must be a list of at least one option")
    return [_option(option, f"{path}[{place}]") for place, option in enumerate(value)]


def _option(value: object, path: str) -> tuple[int, int]:
    if not isinstance(value, list):
        raise InstanceError(path, "must be a list of slots")
    codes = sorted(_code(slot, f"{path}[{place}]") for place, slot in enumerate(value))
    rhythms = [code // WEEK_STARTS for code in codes]
    if len(codes) == 1:
        return codes[0], NO_SLOT
    if rhythms != [1, 2]:
        raise InstanceError(path, "must be one slot, or one slot of week A and one of week B")
    return codes[0], codes[1]


def _code(value: object, path: str) -> int:
    code = _CODES.get(value) if isinstance(value, str) else None
    if code is not None:
        return code
    if not isinstance(value, str):
        raise InstanceError(path, 'must be a text such as "w 1 16:00"')
    try:
        return Slot.parse(value).code
    except SlotError as error:
        raise InstanceError(path, str(error)) from error


def _ends(
    value: object, path: str, volunteers: Mapping[str, int], families: Mapping[str, int]
) -> tuple[int, int]:
    match value:
        case [volunteer, family]:
            return (
                _row(volunteer, f"{path}[0]", volunteers, "volunteer"),
                _row(family, f"{path}[1]", families, "family"),
            )
        case _:
            raise InstanceError(path, "must be a list of a volunteer's id and a family's id")


def _pin(places: Mapping[tuple[int, int], int], ends: tuple[int, int], number: int) -> int:
    if ends not in places:
        raise PinError(f"pins[{number}]", "breaks rule pair: these two are no feasible pair", "pair")
    return places[ends]


def _rows(path: str, ids: Collection[str]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for row, name in enumerate(ids):
        if rows.setdefault(name, row) != row:
            raise InstanceError(f"{path}[{row}].id", f'"{name[:_SHOWN]}" stands twice')
    return rows


def _row(value: object, path: str, rows: Mapping[str, int], kind: str) -> int:
    name = _text(value, path)
    if name not in rows:
        raise InstanceError(path, f'no {kind} has the id "{name[:_SHOWN]}"')
    return rows[name]


def _object(
    value: object, path: str, required: Collection[str], optional: Collection[str]
) -> dict[str, object]:
    if not isinstance(value, dict):
        raise InstanceError(path, "must be an object")
    for name in required:
        if name not in value:
            raise InstanceError(_joined(path, name), "is missing")
    if len(value) > len(required):
        for name in value:
            if name not in required and name not in optional:
                raise InstanceError(_joined(path, str(name)[:_SHOWN]), "is no field of this format")
    return value


def _list(root: Mapping[str, object], name: str) -> list[object]:
    value = root.get(name, [])
    if not isinstance(value, list):
        raise InstanceError(name, "must be a list")
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str) or not value:
        raise InstanceError(path, "must be a text that is not empty")
    return value


def _flag(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise InstanceError(path, "must be true or false")
    return value


def _integer(value: object, path: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InstanceError(path, f"must be a whole number from {least} to {most}")
    return value


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
