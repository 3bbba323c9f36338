"""From a ``doorlees-instance/1`` document to an `Instance`; the first wrong value is named by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import InstanceError, PinError
from matching.solver.files.fields import (
    ends_at,
    flag_at,
    integer_at,
    list_at,
    object_at,
    row_at,
    rows_of,
    text_at,
)
from matching.solver.files.options import options_at
from matching.solver.files.texts import document, read_text
from matching.solver.instance import MOST, TOP_SCORE, Instance, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

INSTANCE_FORMAT = "doorlees-instance/1"


def read_instance(name: str) -> Instance:
    """Instance in a file, or on standard input for ``-``; `InstanceError` names the first wrong value."""
    return instance_from(document(read_text(name)))


def instance_from(value: object) -> Instance:
    """Instance of a document that is read already."""
    root = object_at(
        value, "", ("format", "volunteers", "families", "pairs"), ("settings", "pins", "published")
    )
    if root["format"] != INSTANCE_FORMAT:
        raise InstanceError("format", f'must be "{INSTANCE_FORMAT}"')
    volunteers = [_volunteer(item, f"volunteers[{n}]") for n, item in enumerate(list_at(root, "volunteers"))]
    families = [_family(item, f"families[{n}]") for n, item in enumerate(list_at(root, "families"))]
    rows = (
        rows_of("volunteers", [row[0] for row in volunteers]),
        rows_of("families", [row[0] for row in families]),
    )
    pairs = [_pair(item, f"pairs[{n}]", *rows) for n, item in enumerate(list_at(root, "pairs"))]
    places = {(pair[0], pair[1]): place for place, pair in enumerate(pairs)}
    named = {name: [ends_at(item, f"{name}[{n}]", *rows) for n, item in enumerate(list_at(root, name))]
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
    given = object_at(value, "settings", (), names)
    return Settings(
        **{name: integer_at(given[name], f"settings.{name}", 0, MOST) for name in names if name in given}
    )


def _volunteer(value: object, path: str) -> tuple[str, int]:
    item = object_at(value, path, ("id", "capacity"), ())
    return text_at(item["id"], f"{path}.id"), integer_at(item["capacity"], f"{path}.capacity", 0, MOST)


def _family(value: object, path: str) -> tuple[str, int, bool, int]:
    item = object_at(value, path, ("id",), ("need", "urgent", "waiting_days"))
    return (
        text_at(item["id"], f"{path}.id"),
        integer_at(item.get("need", 1), f"{path}.need", 1, 2),
        flag_at(item.get("urgent", False), f"{path}.urgent"),
        integer_at(item.get("waiting_days", 0), f"{path}.waiting_days", 0, MOST),
    )


def _pair(
    value: object, path: str, volunteers: Mapping[str, int], families: Mapping[str, int]
) -> tuple[int, int, int, int, list[tuple[int, int]]]:
    item = object_at(value, path, ("volunteer", "family", "score", "options"), ("minutes",))
    return (
        row_at(item["volunteer"], f"{path}.volunteer", volunteers, "volunteer"),
        row_at(item["family"], f"{path}.family", families, "family"),
        integer_at(item["score"], f"{path}.score", 0, TOP_SCORE),
        integer_at(item["minutes"], f"{path}.minutes", 0, MOST) if "minutes" in item else -1,
        options_at(item["options"], f"{path}.options"),
    )


def _pin(places: Mapping[tuple[int, int], int], ends: tuple[int, int], number: int) -> int:
    if ends not in places:
        raise PinError(f"pins[{number}]", "breaks rule pair: these two are no feasible pair", "pair")
    return places[ends]
