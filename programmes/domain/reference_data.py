"""The shipped public data: postcodes, districts, school holidays, the two programmes.

Loading twice changes nothing, and never undoes what a coordinator or administrator
set: a moved holiday stays moved, a programme's rules stay as they were made.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from programmes.domain.lifecycle import move
from programmes.models import District, Place, Postcode, Programme, Region, SchoolHoliday
from programmes.states import ProgrammeState
from programmes.values.places import grid_point

DATA = Path(__file__).resolve().parent.parent / "data"
REGION = "s-hertogenbosch"
PROGRAMMES: dict[str, dict[str, object]] = {
    "doorleesexpress": {"name": "DoorleesExpress", "age_from": 8, "age_to": 12},
    "voorleesexpress": {"name": "VoorleesExpress", "age_from": 2, "age_to": 8},
}
BATCH = 2_000


def load(*, now: datetime) -> Region:
    """Bring the shipped data in step with the database; gives the region that it is about."""
    with transaction.atomic(durable=True):
        _load_postcodes()
        region, _made = Region.objects.get_or_create(
            slug=REGION, defaults={"name": "'s-Hertogenbosch", "holiday_zone": "Zuid"}
        )
        _load_districts(region)
        _load_holidays()
        for slug, rules in PROGRAMMES.items():
            _load_programme(slug, rules, region, now)
    return region


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


def _load_postcodes() -> None:
    rows = [_postcode(row) for row in _rows("postcodes_nl.csv")]
    Postcode.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["place", "municipality", "x", "y"],
    )


def _postcode(row: dict[str, str]) -> Postcode:
    point = grid_point(latitude=float(row["lat"]), longitude=float(row["lon"]))
    return Postcode(
        code=row["pc4"], place=row["place"], municipality=row["municipality"], x=point.x, y=point.y
    )


def _load_districts(region: Region) -> None:
    document = json.loads((DATA / "districts_den_bosch.geojson").read_text(encoding="utf-8"))
    features: list[dict[str, Any]] = document["features"]
    points = Postcode.objects.in_bulk([feature["properties"]["code"] for feature in features])
    rows = [_district(region, feature, points) for feature in features]
    District.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["quarter", "inhabitants", "x", "y", "outline"],
    )


def _district(region: Region, feature: dict[str, Any], points: dict[str, Postcode]) -> District:
    facts = feature["properties"]
    return District(
        region=region,
        code=facts["code"],
        name=facts["name"],
        quarter=facts["district"],
        inhabitants=facts["inhabitants"],
        x=points[facts["code"]].x,
        y=points[facts["code"]].y,
        outline=feature["geometry"],
    )


def _load_holidays() -> None:
    """Add the holidays of years that have none yet: schools move them, and that stays."""
    known = {
        (zone, kind, name, start.year)
        for zone, kind, name, start in SchoolHoliday.objects.values_list("zone", "kind", "name", "start")
    }
    rows = [_holiday(row) for row in _rows("holidays_nl_zuid.csv")]
    SchoolHoliday.objects.bulk_create(
        row for row in rows if (row.zone, row.kind, row.name, row.start.year) not in known
    )


def _holiday(row: dict[str, str]) -> SchoolHoliday:
    return SchoolHoliday(
        zone=row["region"],
        kind=row["kind"],
        name=row["name"],
        start=date.fromisoformat(row["start"]),
        end=date.fromisoformat(row["end"]),
        status=row["status"],
        source=row["source"],
    )


def _load_programme(slug: str, rules: dict[str, object], region: Region, now: datetime) -> None:
    programme, made = Programme.objects.get_or_create(slug=slug, defaults={**rules, "places": Place.values})
    if made:
        programme.regions.add(region)
        move(programme, to=ProgrammeState.OPEN, by=None, now=now)
