"""The two sides as frozen NumPy columns: what rules and score look at, and nothing that names a person.

One row is one volunteer (a duo is one) or one family. Starts of visits are bits in three words of 64, see
`matching.solver.slots`; arrays of them are ``[row, week, word]`` with week 0 for A-weeks and 1 for B-weeks.
Languages and need codes are bits whose meaning the snapshot keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias, TypeVar

import numpy as np

from matching.solver.errors import InstanceError
from matching.solver.files.archive import pack, take, unpack
from matching.solver.slots import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from matching.solver.files.archive import Columns

    Int8: TypeAlias = NDArray[np.int8]
    Int16: TypeAlias = NDArray[np.int16]
    Int32: TypeAlias = NDArray[np.int32]
    Int64: TypeAlias = NDArray[np.int64]
    Bits8: TypeAlias = NDArray[np.uint8]
    Bits32: TypeAlias = NDArray[np.uint32]
    Bits64: TypeAlias = NDArray[np.uint64]
    Flags: TypeAlias = NDArray[np.bool_]

PLACES = ("home", "library", "school", "online")
_WEEK_WORDS = (2, WORDS)
_Spec = dict[str, tuple[type[np.generic], tuple[int, ...]]]

_VOLUNTEERS: _Spec = {
    "id": (np.int64, ()), "in_programme": (np.bool_, ()), "available": (np.bool_, ()),
    "valid_until": (np.int32, ()), "x": (np.int32, (2,)), "y": (np.int32, (2,)),
    "metres_per_minute": (np.int32, ()), "max_minutes": (np.int16, ()), "languages": (np.uint64, ()),
    "languages_good": (np.uint64, ()), "places": (np.uint8, ()), "age_min": (np.int8, ()),
    "age_max": (np.int8, ()), "max_children": (np.int8, ()), "restrictions": (np.uint8, ()),
    "capacity": (np.int16, ()), "free": (np.uint64, _WEEK_WORDS), "free_yes": (np.uint64, _WEEK_WORDS),
    "experience": (np.uint32, ()), "age_wish": (np.int8, (2,)),
}  # fmt: skip
_FAMILIES: _Spec = {
    "id": (np.int64, ()), "in_programme": (np.bool_, ()), "ready": (np.bool_, ()),
    "last_visit": (np.int32, ()), "x": (np.int32, (2,)), "y": (np.int32, (2,)), "one_home": (np.bool_, ()),
    "required_language": (np.int8, ()), "home_languages": (np.uint64, ()), "places": (np.uint8, ()),
    "children": (np.int8, ()), "age_min": (np.int8, ()), "age_max": (np.int8, ()),
    "restrictions": (np.uint8, ()), "free": (np.uint64, _WEEK_WORDS), "free_yes": (np.uint64, _WEEK_WORDS),
    "urgent": (np.bool_, ()), "waiting_days": (np.int32, ()), "need": (np.int8, ()), "needs": (np.uint32, ()),
}  # fmt: skip
_PEOPLE: _Spec = dict.fromkeys(("bans", "pins", "published"), (np.int32, (2,)))


@dataclass(frozen=True, eq=False)
class Volunteers:
    """One row per volunteer.

    Attributes
    ----------
    id : int64[n]
        Pseudonymous number, each once.
    in_programme, available : bool[n]
        Takes part in this programme; available and not blocked.
    valid_until : int32[n]
        Last day on which certificate and training are valid, in days since 1970-01-01.
    x, y : int32[n, 2]
        Metres on the national grid (0 to 10,000,000) of both start addresses; the first one twice if there is
        no second.
    metres_per_minute : int32[n]
        Straight metres covered in a minute: speed divided by the detour factor, at least 1.
    max_minutes : int16[n]
        Longest travel time one way.
    languages, languages_good : uint64[n]
        Languages spoken, and those spoken at B1 or better.
    places : uint8[n]
        Accepted places as bits in the order of `PLACES`.
    age_min, age_max, max_children : int8[n]
        Ages in years and number of children accepted.
    restrictions : uint8[n]
        What they cannot stand (pets, smoking, stairs).
    capacity : int16[n]
        Families they can take besides running matches.
    free, free_yes : uint64[n, 2, 3]
        Possible starts, without those that would clash with running visits; and those with strength "yes".
    experience : uint32[n]
        Need codes they know from before.
    age_wish : int8[n, 2]
        Preferred ages, youngest and oldest; -1 and -1 without a wish.
    """

    id: Int64
    in_programme: Flags
    available: Flags
    valid_until: Int32
    x: Int32
    y: Int32
    metres_per_minute: Int32
    max_minutes: Int16
    languages: Bits64
    languages_good: Bits64
    places: Bits8
    age_min: Int8
    age_max: Int8
    max_children: Int8
    restrictions: Bits8
    capacity: Int16
    free: Bits64
    free_yes: Bits64
    experience: Bits32
    age_wish: Int8

    SPEC: ClassVar[_Spec] = _VOLUNTEERS

    def __post_init__(self) -> None:
        _freeze(self, len(self.id), "volunteers")
        _check_values(
            self, "volunteers", {"metres_per_minute": 1, "max_minutes": 0, "capacity": 0, "x": 0, "y": 0}
        )

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True, eq=False)
class Families:
    """One row per family.

    Attributes
    ----------
    id : int64[m]
        Pseudonymous number, each once.
    in_programme, ready : bool[m]
        Takes part and a child's age fits; waiting and ready.
    last_visit : int32[m]
        Day of the planned last visit, in days since 1970-01-01.
    x, y : int32[m, 2]
        Metres on the national grid of the home of A-weeks and the home of B-weeks; equal for one home.
    one_home : bool[m]
        False when the children alternate between two homes.
    required_language : int8[m]
        Bit number of the contact language that a volunteer must speak, -1 for none.
    home_languages : uint64[m]
        Languages spoken at home.
    places : uint8[m]
        Possible places as bits in the order of `PLACES`.
    children, age_min, age_max : int8[m]
        Number of children and their youngest and oldest age.
    restrictions : uint8[m]
        What a volunteer will meet at home (pets, smoking, stairs).
    free, free_yes : uint64[m, 2, 3]
        Possible starts; and those with strength "yes".
    urgent, waiting_days : bool[m], int32[m]
        Raised urgency; days waited.
    need : int8[m]
        Readers needed, 1 or 2.
    needs : uint32[m]
        Need codes of the children.
    """

    id: Int64
    in_programme: Flags
    ready: Flags
    last_visit: Int32
    x: Int32
    y: Int32
    one_home: Flags
    required_language: Int8
    home_languages: Bits64
    places: Bits8
    children: Int8
    age_min: Int8
    age_max: Int8
    restrictions: Bits8
    free: Bits64
    free_yes: Bits64
    urgent: Flags
    waiting_days: Int32
    need: Int8
    needs: Bits32

    SPEC: ClassVar[_Spec] = _FAMILIES

    def __post_init__(self) -> None:
        _freeze(self, len(self.id), "families")
        _check_values(
            self, "families", {"need": 1, "waiting_days": 0, "required_language": -1, "x": 0, "y": 0}
        )

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True, eq=False)
class People:
    """Both sides and what coordinators decided: rows of (volunteer, family) banned, pinned, published."""

    volunteers: Volunteers
    families: Families
    bans: Int32
    pins: Int32
    published: Int32

    def __post_init__(self) -> None:
        for name in _PEOPLE:
            rows = getattr(self, name)
            _freeze_column(self, name, _PEOPLE[name], len(rows), "people")
            most = np.array([len(self.volunteers), len(self.families)])
            if len(rows) and ((rows < 0) | (rows >= most)).any():
                raise InstanceError(f"people.{name}", "names a row that does not exist")

    def to_bytes(self) -> bytes:
        """All columns as an uncompressed ``.npz``; equal columns give equal bytes and hash."""
        return pack(self._columns())

    @classmethod
    def from_bytes(cls, data: bytes) -> People:
        """Inverse of `to_bytes`; `InstanceError` if a column is missing or wrong."""
        columns = unpack(data, "people")
        return cls(
            _side(Volunteers, columns, "volunteers"), _side(Families, columns, "families"),
            *(take(columns, name) for name in _PEOPLE),
        )  # fmt: skip

    def _columns(self) -> dict[str, Columns]:
        sides = (("volunteers", self.volunteers), ("families", self.families))
        columns = {f"{side}.{name}": getattr(table, name) for side, table in sides for name in table.SPEC}
        return columns | {name: getattr(self, name) for name in _PEOPLE}


_Side = TypeVar("_Side", Volunteers, Families)


def _side(kind: type[_Side], columns: Mapping[str, Columns], side: str) -> _Side:
    return kind(**{name: take(columns, f"{side}.{name}") for name in kind.SPEC})


def _freeze(table: Volunteers | Families, rows: int, side: str) -> None:
    for name, wanted in table.SPEC.items():
        _freeze_column(table, name, wanted, rows, side)
    if len(np.unique(table.id)) != rows:
        raise InstanceError(f"{side}.id", "holds a number twice")


def _freeze_column(
    table: object, name: str, wanted: tuple[type[np.generic], tuple[int, ...]], rows: int, side: str
) -> None:
    dtype, shape = wanted
    values = getattr(table, name).view()
    if values.dtype != dtype or values.shape != (rows, *shape):
        raise InstanceError(
            f"{side}.{name}",
            f"must be {np.dtype(dtype)} of shape {(rows, *shape)}, not {values.dtype} of {values.shape}",
        )
    values.flags.writeable = False
    object.__setattr__(table, name, values)


def _check_values(table: object, side: str, least: Mapping[str, int]) -> None:
    for name, value in least.items():
        column = getattr(table, name)
        if len(column) and column.min() < value:
            raise InstanceError(f"{side}.{name}", f"must be at least {value}")
