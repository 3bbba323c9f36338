"""The official file of postcodes with six positions: read in batches, wrong lines named and left out."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.domain.refusal import InvalidInput
from programmes.models import Postcode
from programmes.values.places import NotAPostcodeError, Point, grid_point, postcode

BATCH = 5_000
LONGEST_NAME = 100
ALL_POSITIONS = 6
# The Netherlands on the Dutch grid, in metres: whatever lies outside was mixed up.
EAST = range(300_001)
NORTH = range(289_000, 650_001)
# How files call their columns, in lower case without _ and spaces.
COLUMNS = {
    "code": {"postcode", "pc6", "postcode6", "pc", "postalcode", "zipcode"},
    "x": {"x", "rdx", "xrd", "xcoordinate", "xcoordinaat"},
    "y": {"y", "rdy", "yrd", "ycoordinate", "ycoordinaat"},
    "latitude": {"lat", "latitude", "breedtegraad"},
    "longitude": {"lon", "lng", "long", "longitude", "lengtegraad"},
    "place": {"place", "woonplaats", "plaats", "city"},
    "municipality": {"municipality", "gemeente", "gemeentenaam"},
}


@dataclass
class Outcome:
    """How many postcodes were written, and which lines were left out."""

    written: int = 0
    wrong: list[int] = field(default_factory=list)


def import_lines(lines: Iterable[str]) -> Outcome:
    """Write the postcodes of a file; those with four digits stay as they are.

    Parameters
    ----------
    lines
        The file's lines; the first names the columns: a postcode, and either x and y in
        metres on the Dutch grid or latitude and longitude in degrees. Place and
        municipality may be given; otherwise they are those of the four digits.

    Raises
    ------
    InvalidInput
        When the first line does not name these columns.
    """
    remaining = iter(lines)
    header = next(remaining, "").lstrip("\ufeff")
    separator = max(";,\t|", key=header.count)
    columns = _columns(header.rstrip("\r\n").split(separator))
    neighbourhoods = Postcode.objects.in_bulk(
        list(Postcode.objects.filter(code__regex="^[0-9]{4}$").values_list("code", flat=True))
    )
    outcome = Outcome()
    rows = _rows((_cells(line, separator) for line in remaining), columns, neighbourhoods, outcome)
    while batch := list(islice(rows, BATCH)):
        _write(batch)
        outcome.written += len(batch)
    return outcome


def _columns(names: list[str]) -> dict[str, int]:
    plain = [name.strip().strip('"').lower().replace("_", "").replace(" ", "") for name in names]
    found = {
        meaning: plain.index(next(name for name in plain if name in known))
        for meaning, known in COLUMNS.items()
        if known & set(plain)
    }
    if "code" not in found or not ({"x", "y"} <= set(found) or {"latitude", "longitude"} <= set(found)):
        sentence = _("Name the columns in the first line: postcode, and x and y or latitude and longitude.")
        raise InvalidInput({"": [sentence]})
    return found


def _rows(
    lines: Iterable[list[str]], columns: dict[str, int], neighbourhoods: dict[str, Postcode], outcome: Outcome
) -> Iterator[Postcode]:
    """Read each line by itself, so that a quote that is never closed costs one line and not the rest."""
    for number, cells in enumerate(lines, start=2):
        try:
            yield _row({name: cells[at] for name, at in columns.items()}, neighbourhoods)
        except (IndexError, KeyError, ValueError):
            outcome.wrong.append(number)


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _row(cells: dict[str, str], neighbourhoods: dict[str, Postcode]) -> Postcode:
    code = postcode(cells["code"])
    if len(code) != ALL_POSITIONS:
        raise NotAPostcodeError
    point = _point(cells)
    if point.x not in EAST or point.y not in NORTH:
        raise ValueError
    around = neighbourhoods.get(code[:4])
    place = cells.get("place", "").strip() or (around.place if around else "")
    municipality = cells.get("municipality", "").strip() or (around.municipality if around else "")
    if len(place) > LONGEST_NAME or len(municipality) > LONGEST_NAME or "\0" in place + municipality:
        raise ValueError
    return Postcode(code=code, place=place, municipality=municipality, x=point.x, y=point.y)


def _point(cells: dict[str, str]) -> Point:
    if "x" in cells and "y" in cells:
        return Point(round(_number(cells["x"])), round(_number(cells["y"])))
    return grid_point(latitude=_number(cells["latitude"]), longitude=_number(cells["longitude"]))


def _number(text: str) -> float:
    number = float(text.strip().replace(",", "."))
    if not abs(number) < 1e9:  # noqa: PLR2004 - refuses infinity and NaN, which have no whole metres
        raise ValueError
    return number


@transaction.atomic(durable=True)
def _write(batch: list[Postcode]) -> None:
    Postcode.objects.bulk_create(
        {row.code: row for row in batch}.values(),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["place", "municipality", "x", "y"],
    )
