import pytest
from pytest_django import Settings

from programmes.domain.client_address import address_in

OWN, PROXY, FORGED = "198.51.100.4", "10.0.0.2", "203.0.113.9"


@pytest.mark.parametrize(
    ("proxies", "passed_on", "expected"),
    [
        (0, "", PROXY),
        (0, FORGED, PROXY),
        (1, "", PROXY),
        (1, OWN, OWN),
        (1, f"{FORGED}, {OWN}", OWN),
        (2, f"{FORGED}, {OWN}, {PROXY}", OWN),
        (2, OWN, OWN),
        (1, f", {OWN}", OWN),
    ],
)
def test_only_proxies_of_ours_are_believed(
    settings: Settings, proxies: int, passed_on: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies

    assert address_in({"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": passed_on}) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("a socket", "a socket"),
    ],
)
def test_a_household_is_one_asker(address: str, expected: str) -> None:
    assert address_in({"REMOTE_ADDR": address}) == expected
