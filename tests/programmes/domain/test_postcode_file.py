import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmes.domain.postcode_file import BATCH, import_lines
from programmes.domain.refusal import InvalidInput
from programmes.models import Postcode
from tests.factories.programmes import PostcodeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _neighbourhood() -> None:
    PostcodeFactory(code="5211", x=149_000, y=411_000)


def point(code: str) -> tuple[int, int]:
    return Postcode.objects.values_list("x", "y").get(code=code)


@pytest.mark.parametrize(
    "lines",
    [
        ["postcode,x,y\n", "5211AB,149333,411222\n"],
        ["PC6;X_RD;Y_RD\r\n", "5211 ab;149333,4;411221,6\r\n"],
        ['\ufeff"Postcode"\t"RD X"\t"RD Y"\n', "5211AB\t149333\t411222\n"],
        ["gemeente|pc6|rd_x|rd_y|woonplaats\n", "Den Bosch|5211AB|149333|411222|Den Bosch\n"],
    ],
)
def test_columns_are_found_by_their_names(lines: list[str]) -> None:
    outcome = import_lines(lines)

    assert (outcome.written, outcome.wrong) == (1, [])
    assert point("5211AB") == (149_333, 411_222)


def test_degrees_are_turned_into_metres() -> None:
    import_lines(["Postcode,Latitude,Longitude\n", "5211AB,51.68806,5.30861\n"])

    x, y = point("5211AB")
    assert abs(x - 149_590) < 50
    assert abs(y - 411_030) < 50


def test_place_and_municipality_come_from_the_four_digits_when_the_file_has_none() -> None:
    import_lines(["postcode,x,y\n", "5211AB,149333,411222\n"])

    assert Postcode.objects.get(code="5211AB").municipality == "'s-Hertogenbosch"


def test_wrong_lines_are_named_and_the_rest_goes_on() -> None:
    outcome = import_lines(
        [
            "postcode,x,y\n",
            "5211AB,149333,411222\n",
            "5211,149333,411222\n",
            "nonsense,149333,411222\n",
            "5211AC\n",
            "5211AD,nan,411222\n",
            "5211AE,inf,411222\n",
            "5211AF,51.7,5.3\n",
            "\n",
            "5211AG,149334,411223\n",
        ]
    )

    assert (outcome.written, outcome.wrong) == (2, [3, 4, 5, 6, 7, 8, 9])
    assert Postcode.objects.count() == 3


def test_a_quote_that_is_never_closed_costs_one_line() -> None:
    outcome = import_lines(["postcode,x,y\n", '"5211AB,149333,411222\n', "5211AC,149333,411222\n"])

    assert (outcome.written, outcome.wrong) == (1, [2])


def test_four_digits_stay_as_they_are() -> None:
    import_lines(["postcode,x,y\n", "5211,149333,411222\n"])

    assert point("5211") == (149_000, 411_000)


def test_a_newer_file_moves_a_postcode() -> None:
    import_lines(["postcode,x,y\n", "5211AB,149333,411222\n"])

    import_lines(["postcode,x,y\n", "5211AB,149444,411333\n", "5211AB,149555,411444\n"])

    assert point("5211AB") == (149_555, 411_444)


def test_a_long_file_goes_in_batches() -> None:
    letters = [a + b for a in "ABCDEFGHJKLMNPRTUVWXZ" for b in "ABCDEFGHJKLMNPRTUVWXZ"]
    codes = [f"{digits}{pair}" for digits in range(5212, 5232) for pair in letters][: BATCH + 1]

    outcome = import_lines(["postcode,x,y\n", *(f"{code},149333,411222\n" for code in codes)])

    assert outcome.written == BATCH + 1
    assert Postcode.objects.count() == BATCH + 2


@pytest.mark.parametrize("header", ["", "straat,huisnummer", "postcode,x", "postcode,lat,y", "x,y"])
def test_a_file_without_the_columns_is_refused(header: str) -> None:
    with pytest.raises(InvalidInput):
        import_lines([f"{header}\n", "5211AB,149333,411222\n"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_no_line_whatsoever_breaks_an_import(lines: list[str]) -> None:
    import_lines(["postcode,x,y,place\n", *lines])
