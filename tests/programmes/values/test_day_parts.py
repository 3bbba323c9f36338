import pytest

from programmes.values.availability import DayPart
from programmes.values.day_parts import NotDayPartsError, day_parts_of

MORNING = {"name": "morning", "start": 540, "end": 720}
EVENING = {"name": "evening", "start": 1080, "end": 1260}


def test_parts_are_read_in_their_order() -> None:
    assert day_parts_of([MORNING, EVENING]) == (DayPart("morning", 540, 720), DayPart("evening", 1080, 1260))


@pytest.mark.parametrize(
    "stored",
    [
        None,
        {},
        [],
        [EVENING] * 7,
        [EVENING, MORNING],
        [MORNING, MORNING | {"start": 720, "end": 780}],
        [MORNING, EVENING | {"start": 690}],
        [MORNING | {"start": 450}],
        [MORNING | {"end": 1290}],
        [MORNING | {"start": 545}],
        [MORNING | {"start": 720}],
        [MORNING | {"start": True}],
        [MORNING | {"start": "540"}],
        [MORNING | {"name": " "}],
        [MORNING | {"more": 1}],
        ["morning"],
    ],
)
def test_what_cannot_be_shown_is_refused(stored: object) -> None:
    with pytest.raises(NotDayPartsError):
        day_parts_of(stored)
