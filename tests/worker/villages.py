"""Some who meet on Mondays, some on Tuesdays: two parts that are too large to be solved together."""

from datetime import timedelta

from programmes.values.availability import Window
from tests.factories.families import FamilyFactory
from tests.factories.moments import TODAY
from tests.factories.volunteers import VolunteerFactory

DAYS = (1, 2)
# So many on each side make more possible pairs than the solver takes at once.
PEOPLE = 46


def villages() -> None:
    for day in DAYS:
        for number in range(PEOPLE):
            VolunteerFactory(x=149_000 + 15 * number, windows=[Window(day, 14 * 60, 17 * 60)])
            homes = [{"windows": [Window(day, 14 * 60, 16 * 60)], "x": 149_500 + 20 * number}]
            FamilyFactory(waiting_since=TODAY - timedelta(days=5 * number), homes=homes)
