import pytest

from programmes.domain.places import locate
from programmes.domain.refusal import InvalidInput
from tests.factories.programmes import DistrictFactory, PostcodeFactory

pytestmark = pytest.mark.django_db


def test_four_digits_are_good_to_the_neighbourhood() -> None:
    PostcodeFactory(code="5211", x=149_000, y=411_000)
    district = DistrictFactory(code="5211")

    found = locate("5211 ab")

    assert (found.x, found.y, found.precise) == (149_000, 411_000, False)
    assert found.district == district


def test_six_positions_are_good_to_the_street_once_imported() -> None:
    PostcodeFactory(code="5211", x=149_000, y=411_000)
    PostcodeFactory(code="5211AB", x=149_333, y=411_333)

    found = locate("5211AB")

    assert (found.x, found.y, found.precise) == (149_333, 411_333, True)


def test_another_street_of_the_neighbourhood_is_no_match() -> None:
    PostcodeFactory(code="5211", x=149_000, y=411_000)
    PostcodeFactory(code="5211AB", x=149_333, y=411_333)

    assert locate("5211CD").x == 149_000


def test_outside_the_regions_there_is_no_district() -> None:
    PostcodeFactory(code="1011", place="Amsterdam", municipality="Amsterdam")

    found = locate("1011AB")

    assert (found.municipality, found.district) == ("Amsterdam", None)


@pytest.mark.parametrize("text", ["5299AB", "52", "five", "5211SS"])
def test_what_does_not_exist_is_said_at_its_field(text: str) -> None:
    PostcodeFactory(code="5211")

    with pytest.raises(InvalidInput) as refused:
        locate(text, field="homes[0].postcode")

    assert list(refused.value.errors) == ["homes[0].postcode"]
