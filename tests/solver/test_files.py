import gzip
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from matching.solver import Instance, InstanceError, PinError, SolverError
from matching.solver.files import document as read
from matching.solver.files import instance_from, instance_text, read_instance, read_text, write_text
from tests.solver.documents import document, pair
from tests.solver.strategies import PINNED, instances


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(instances(PINNED))
def test_an_instance_survives_being_written_and_read(tiny: Instance) -> None:
    again = instance_from(read(instance_text(tiny)))

    assert all(
        np.array_equal(getattr(again, c.name), getattr(tiny, c.name))
        for c in fields(tiny)
        if c.name != "settings"
    )
    assert again.settings == tiny.settings


WRONG: list[tuple[list[str | int], Any, str]] = [
    (["format"], "doorlees-instance/2", 'format: must be "doorlees-instance/1"'),
    (["volunteers"], {}, "volunteers: must be a list"),
    (["volunteers", 0], 3, "volunteers[0]: must be an object"),
    (["volunteers", 0, "capacity"], -1, "volunteers[0].capacity: must be a whole number"),
    (["volunteers", 0, "capacity"], True, "volunteers[0].capacity: must be a whole number"),
    (["volunteers", 1, "id"], "v1", 'volunteers[1].id: "v1" stands twice'),
    (["families", 1, "id"], "", "families[1].id: must be a text that is not empty"),
    (["families", 1, "urgent"], 1, "families[1].urgent: must be true or false"),
    (["families", 1, "need"], 3, "families[1].need: must be a whole number from 1 to 2"),
    (["families", 1, "colour"], 3, "families[1].colour: is no field of this format"),
    (["pairs", 2, "volunteer"], "v9", 'pairs[2].volunteer: no volunteer has the id "v9"'),
    (["pairs", 2, "family"], 1, "pairs[2].family: must be a text"),
    (["pairs", 2, "score"], 1_001, "pairs[2].score: must be a whole number from 0 to 1000"),
    (["pairs", 2, "score"], 1.5, "pairs[2].score: must be a whole number"),
    (["pairs", 2, "options"], [], "pairs[2].options: must be a list of at least one option"),
    (["pairs", 2, "options", 0], "w 1 16:00", "pairs[2].options[0]: must be a list of slots"),
    (["pairs", 2, "options", 0, 1], "w 8 16:00", 'pairs[2].options[0][1]: "w 8 16:00" is no slot'),
    (["pairs", 2, "options", 0, 1], "b 5 10:15", "pairs[2].options[0][1]: a visit starts on a half hour"),
    (["pairs", 2, "options", 0, 1], None, "pairs[2].options[0][1]: must be a text"),
    (
        ["pairs", 2, "options", 0, 1],
        "w 1 10:00",
        "pairs[2].options[0]: must be one slot, or one slot of week A",
    ),
    (["pairs", 2, "minutes"], -1, "pairs[2].minutes: must be a whole number"),
    (["pairs", 2], pair("v1", "f1", 3, ["w 1 16:00"]), "pairs[2]: this volunteer and family stand twice"),
    (["pins"], [["v1"]], "pins[0]: must be a list of a volunteer's id and a family's id"),
    (["pins"], [["v1", "f9"]], 'pins[0][1]: no family has the id "f9"'),
    (["published"], [["v9", "f1"]], 'published[0][0]: no volunteer has the id "v9"'),
    (["settings"], {"gap_minutes": 2_000}, "settings.gap_minutes: must be 0 to 780"),
]


@pytest.mark.parametrize(("path", "value", "message"), WRONG)
def test_the_first_wrong_value_is_named_by_its_path(
    path: list[str | int], value: object, message: str
) -> None:
    wrong: Any = document()
    place = wrong
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    with pytest.raises(InstanceError) as refusal:
        instance_from(wrong)

    assert str(refusal.value).startswith(message)


def test_a_field_that_is_missing_is_named() -> None:
    wrong = document()
    del wrong["pairs"][1]["score"]

    with pytest.raises(InstanceError, match=r"pairs\[1\]\.score: is missing"):
        instance_from(wrong)


def test_a_pin_on_two_who_are_no_pair_names_the_rule() -> None:
    with pytest.raises(PinError) as refusal:
        instance_from(document() | {"pins": [["v1", "f2"]]})

    assert (refusal.value.rule, refusal.value.path) == ("pair", "pins[0]")


def test_published_pairs_that_are_no_longer_feasible_are_let_go() -> None:
    assert instance_from(document() | {"published": [["v1", "f2"], ["v1", "f1"]]}).published.tolist() == [0]


def test_slots_of_both_weeks_may_stand_in_any_order() -> None:
    turned = document()
    turned["pairs"][2]["options"] = [["b 5 10:00", "a 3 14:30"]]

    assert instance_from(turned).option.tolist() == instance_from(document()).option.tolist()


@pytest.mark.parametrize("name", ["x.json", "x.json.gz"])
def test_text_survives_a_file(tmp_path: Path, name: str) -> None:
    write_text(str(tmp_path / name), "één\n")

    assert read_text(str(tmp_path / name)) == "één\n"
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff", "is no UTF-8 text"),
        (b"{", "line 1, column 2: is no JSON"),
        (b'{"format": NaN}', "NaN is no number"),
        pytest.param(b"[" * 100_000, "is nested too deep", id="deep"),
        pytest.param(b"9" * 5_000, "is no JSON", id="long number"),
        (b"[]", "must be an object"),
    ],
)
def test_what_is_no_instance_document_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "x.json").write_bytes(data)

    with pytest.raises(InstanceError, match=message):
        read_instance(str(tmp_path / "x.json"))


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(b"cut off in the middle", mtime=0)[:-9]])
def test_a_damaged_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.json.gz").write_bytes(data)

    with pytest.raises(InstanceError, match="cannot be read"):
        read_instance(str(tmp_path / "x.json.gz"))


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(InstanceError, match="cannot be read: No such file"):
        read_instance("/nowhere/x.json")


def test_a_file_that_cannot_be_written_is_told() -> None:
    with pytest.raises(SolverError, match="cannot be written"):
        write_text("/nowhere/x.json", "")
