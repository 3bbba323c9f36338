import pytest

from volunteers.pages.email_slips import suggestion


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wim@gmial.com", "wim@gmail.com"),
        ("wim@gmail.con", "wim@gmail.com"),
        ("wim@gmail.nl", ""),
        ("Wim@HOTMIAL.com", "Wim@hotmail.com"),
        ("wim@outlok.com", "wim@outlook.com"),
        ("wim@ziggo.ml", "wim@ziggo.nl"),
        ("wim@gmail.com", ""),
        ("wim@mail.com", ""),
        ("wim@hotmail.be", ""),
        ("wim@example.org", ""),
        ("wim@school.nl", ""),
        ("wim", ""),
    ],
)
def test_a_slip_is_seen_and_a_good_address_is_left_alone(typed: str, meant: str) -> None:
    assert suggestion(typed) == meant
