"""Travel: a straight line, made longer by a detour factor, at the speed of the means.

Speeds are door to door within a city: walking 5, cycling 15 (Fietsersbond, average
of Dutch city cycling), e-bike 18, public transport 14 with waiting, car 24 with
parking, all in km/h. The detour factor of 1.3 is the usual ratio of street to
straight distance in Dutch towns. A region can set its own.
"""

from enum import StrEnum

DETOUR_PERCENT = 130
MINUTES = (10, 15, 20, 30, 45, 60)


class Means(StrEnum):
    """How a volunteer travels."""

    FOOT = "foot"
    BICYCLE = "bicycle"
    E_BIKE = "e_bike"
    TRANSIT = "transit"
    CAR = "car"


SPEEDS_KM_PER_HOUR: dict[str, int] = {
    Means.FOOT: 5,
    Means.BICYCLE: 15,
    Means.E_BIKE: 18,
    Means.TRANSIT: 14,
    Means.CAR: 24,
}


def metres_per_minute(speed_km_per_hour: int, *, detour_percent: int = DETOUR_PERCENT) -> int:
    """Give how many straight metres one minute covers, rounded down."""
    return speed_km_per_hour * 100_000 // (60 * detour_percent)
