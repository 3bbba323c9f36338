"""Slots and options of a document as codes, and the other way round."""

from __future__ import annotations

from matching.solver.errors import InstanceError, SlotError
from matching.solver.instance import NO_SLOT, SLOT_CODES
from matching.solver.slots import WEEK_STARTS, Slot

TEXTS = [str(Slot.of_code(code)) for code in range(SLOT_CODES)]
_CODES = {text: code for code, text in enumerate(TEXTS)}


def options_at(value: object, path: str) -> list[tuple[int, int]]:
    """A list of at least one option."""
    if not isinstance(value, list) or not value:
        raise InstanceError(path, "must be a list of at least one option")
    return [option_at(option, f"{path}[{place}]") for place, option in enumerate(value)]


def option_at(value: object, path: str) -> tuple[int, int]:
    """The slot codes of an option, `NO_SLOT` for no second slot."""
    if not isinstance(value, list):
        raise InstanceError(path, "must be a list of slots")
    codes = sorted(code_at(slot, f"{path}[{place}]") for place, slot in enumerate(value))
    rhythms = [code // WEEK_STARTS for code in codes]
    if len(codes) == 1:
        return codes[0], NO_SLOT
    if rhythms != [1, 2]:
        raise InstanceError(path, "must be one slot, or one slot of week A and one of week B")
    return codes[0], codes[1]


def code_at(value: object, path: str) -> int:
    """The code of a slot."""
    code = _CODES.get(value) if isinstance(value, str) else None
    if code is not None:
        return code
    if not isinstance(value, str):
        raise InstanceError(path, 'must be a text such as "w 1 16:00"')
    try:
        return Slot.parse(value).code
    except SlotError as error:
        raise InstanceError(path, str(error)) from error


def option_texts(codes: list[int]) -> list[str]:
    """The slots of an option as they are written."""
    return [TEXTS[code] for code in codes if code != NO_SLOT]
