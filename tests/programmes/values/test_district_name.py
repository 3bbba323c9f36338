"""A district of several neighbourhoods goes by its first."""

import pytest

from programmes.values.district_name import short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("De Muntel, De Vliert en Orthenpoort", "De Muntel"),
        ("Zuid en Gestelse Buurt", "Zuid"),
        ("Maaspoort-Oost", "Maaspoort-Oost"),
        ("", ""),
    ],
)
def test_the_first_neighbourhood_stands_for_the_district(name: str, short: str) -> None:
    assert short_name(name) == short
