from datetime import date

import pytest
from django.utils import translation

from programmes.domain.refusal import InvalidInput
from programmes.domain.sheets import columns, moments, values
from programmes.domain.sheets.columns import Column
from programmes.domain.sheets.values import NotReadError
from programmes.models import Place
from programmes.values.availability import Rhythm, Strength, Window

ASKED = (Column("key", "Number"), Column("name", "Name", ("naam",), required=True), Column("pet", "Pet"))


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("wo 14:00-16:00", Window(3, 840, 960)),
        ("Woensdag 14-16 uur", Window(3, 840, 960)),
        ("thu 9.30 to 11", Window(4, 570, 660)),
        ("vr 15:00 tot 17:00 week A", Window(5, 900, 1020, rhythm=Rhythm.WEEK_A)),
        ("za 10-12 als het moet", Window(6, 600, 720, Strength.IF_NEEDED)),
        ("su 10-12 week b if needed", Window(7, 600, 720, Strength.IF_NEEDED, Rhythm.WEEK_B)),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, window: Window) -> None:
    assert moments.read(text) == (window,)


@pytest.mark.parametrize(
    "text", ["altijd", "wo", "xx 14-16", "wo 14:00-16:00 soms", "wo 14-16 oneven", "25-11"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(NotReadError):
        moments.read(text)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_moments_that_were_written_are_read_again(language: str) -> None:
    windows = (
        Window(1, 540, 660, Strength.IF_NEEDED),
        Window(4, 900, 1020, rhythm=Rhythm.WEEK_B),
    )

    with translation.override(language):
        assert moments.read(moments.write(windows)) == windows


@pytest.mark.parametrize(
    "text", ["2017-03", "03-2017", "3/2017", "maart 2017", "mrt 2017", "March 2017", "14-03-2017"]
)
def test_a_month_is_read_in_many_ways(text: str) -> None:
    assert values.month(text) == date(2017, 3, 1)


@pytest.mark.parametrize("text", ["", "2017", "13-2017", "lente 2017", "03-1017", "31-02-2017"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(NotReadError):
        values.month(text)


def test_words_are_read_in_both_languages() -> None:
    assert values.choices("Thuis, library", Place) == ("home", "library")
    assert values.several_languages("Nederlands; Turkish / ar") == ("nl", "tr", "ar")
    assert values.spoken("Nederlands (moedertaal), Turks B1, English een beetje") == (
        ("nl", "native"),
        ("tr", "B1"),
        ("en", "A2"),
    )
    assert (values.yes("Ja"), values.yes("no")) == (True, False)


@pytest.mark.parametrize(
    ("reader", "text"),
    [(values.number, "-1"), (values.number, "1e9"), (values.yes, "maybe"), (values.language, "Klingon")],
)
def test_what_says_nothing_is_refused(reader: object, text: str) -> None:
    with pytest.raises(NotReadError):
        reader(text)  # type: ignore[operator] # as a parameter it is an object - each of them reads a text


def test_columns_are_guessed_from_headings_however_they_are_written() -> None:
    assert columns.guess(["NAAM ", "", "number"], ASKED) == {"name": 0, "key": 2}


def test_a_needed_column_that_lacks_is_named() -> None:
    with pytest.raises(InvalidInput) as refusal:
        columns.check({"pet": 0}, columns=ASKED, width=2, key="key")

    assert list(refusal.value.errors) == ["name"]


def test_a_file_of_changes_needs_only_the_key() -> None:
    assert columns.check({"key": 0, "pet": 1}, columns=ASKED, width=2, key="key") == {"key": 0, "pet": 1}


def test_a_column_is_used_once() -> None:
    with pytest.raises(InvalidInput) as refusal:
        columns.check({"key": 0, "name": 0}, columns=ASKED, width=2, key="key")

    assert list(refusal.value.errors) == ["name"]
