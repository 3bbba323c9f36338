import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.values.dutch import (
    NAME_LENGTH,
    NotANameError,
    NotAPhoneNumberError,
    full_name,
    name,
    phone,
    sorting_name,
    spoken_phone,
)
from tests.programmes.values.names import NAMES, NO_NAMES


@pytest.mark.parametrize("text", NAMES)
def test_a_name_that_people_have_stays_as_it_is(text: str) -> None:
    assert name(text) == text


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(NotANameError):
        name(text)


def test_a_name_is_tidied() -> None:
    assert name("  Zoe\u0308   van  der Meer ") == "Zo\u00eb van der Meer"


@given(st.sampled_from(NAMES))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert name(name(f" {text}  ")) == name(text)


@given(st.text())
def test_whatever_is_accepted_fits_its_column(text: str) -> None:
    try:
        assert 0 < len(name(text)) <= NAME_LENGTH
    except NotANameError:
        return


@pytest.mark.parametrize(
    "text",
    [
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "(06) 12345678",
        "+31612345678",
        "+31 6 12345678",
        "+31 (0)6 12345678",
        "0031612345678",
        "0031 6-1234 5678",
        " 06\u201312345678 ",
        "06\u00a012345678",
        "06/12345678",
    ],
)
def test_a_mobile_number_is_read_however_it_is_written(text: str) -> None:
    assert phone(text) == "+31612345678"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("073-6155155", "+31736155155"),
        ("0113 123456", "+31113123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("0049 151 23456789", "+4915123456789"),
        ("+90 532 123 45 67", "+905321234567"),
    ],
)
def test_landlines_and_numbers_from_abroad_are_read(text: str, number: str) -> None:
    assert phone(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "06",
        "061234567",
        "06123456789",
        "1612345678",
        "+0612345678",
        "call me",
        "06-1234567a",
        "+31",
        "+316123456781234567",
        "\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
        "06\x0012345678",
    ],
)
def test_what_cannot_be_called_is_refused(text: str) -> None:
    with pytest.raises(NotAPhoneNumberError):
        phone(text)


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True, alphabet="0123456789"), st.data())
def test_separators_anywhere_change_nothing(digits: str, data: st.DataObject) -> None:
    written = "".join(digit + data.draw(st.sampled_from(["", "", " ", "-", "."])) for digit in digits)

    assert phone(written) == "+31" + digits[1:]


def test_a_number_as_kept_is_read_as_itself() -> None:
    assert phone(phone("06-12345678")) == "+31612345678"


def test_a_name_is_said_with_its_infix_first_and_sorted_with_it_last() -> None:
    assert full_name("Jan", "van de", "Ven") == "Jan van de Ven"
    assert sorting_name("Jan", "van de", "Ven") == "Ven, Jan van de"


def test_one_word_is_a_whole_name() -> None:
    assert full_name("Suharto", "", "") == sorting_name("Suharto", "", "") == "Suharto"


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("+31612345678", "06-1234 5678"),
        ("+31736123456", "073-612 3456"),
        ("+31411612345", "0411-61 2345"),
        ("+4930123456", "+4930123456"),
    ],
)
def test_a_kept_number_is_written_as_people_read_it(kept: str, read: str) -> None:
    assert spoken_phone(kept) == read
