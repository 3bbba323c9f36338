"""How long families usually wait, as a referrer reads it."""

import pytest
from django.utils import translation

from families.domain.usual_waiting import Usual
from families.pages.usual_words import in_words
from programmes.models import District

HERE = District(name="De Kruiskamp")


@pytest.mark.parametrize(
    ("usual", "words"),
    [
        (Usual(6, 10, HERE), "Families in this district usually wait 6 to 10 weeks."),
        (Usual(6, 10), "Families in this municipality usually wait 6 to 10 weeks."),
        (Usual(8, 8, HERE), "Families in this district usually wait about 8 weeks."),
        (Usual(1, 1), "Families in this municipality usually wait about 1 week."),
        (Usual(9, None, HERE), "Many families in this district wait longer than 9 weeks."),
    ],
)
def test_a_range_is_said_as_it_is_known(usual: Usual, words: str) -> None:
    with translation.override("en"):
        assert in_words(usual) == words
