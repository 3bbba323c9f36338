"""A registration that can be kept, as plain values and as JSON; tests change what they are about."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from families.domain.entry import ChildEntry, ConsentEntry, HomeEntry, Referral
from programmes.values.availability import Window
from tests.factories.programmes import DistrictFactory, PostcodeFactory, ProgrammeFactory, RegionFactory

CONSENT = ConsentEntry("Amina El Idrissi", date(2026, 11, 20), "2026-1", "ar", "written")
CHILD = ChildEntry("Yusuf", date(2017, 3, 1))
HOME = HomeEntry("5211 AB", 3, (Window(3, 14 * 60, 16 * 60),))
GOOD = Referral(
    programme="doorleesexpress",
    first_name="Amina",
    last_name="El Idrissi",
    phone="06 12345678",
    home_languages=("ar",),
    places=("home",),
    children=(CHILD,),
    homes=(HOME,),
    consent=CONSENT,
)


def entry(**changes: Any) -> Referral:
    prepare()
    return replace(GOOD, **changes)


def consent(**changes: Any) -> dict[str, Any]:
    return {
        "given_by": "Amina El Idrissi",
        "given_on": "2020-01-31",
        "version": "2026-1",
        "language": "ar",
        "how": "written",
        **changes,
    }


def home(**changes: Any) -> dict[str, Any]:
    return {
        "postcode": "5211 AB",
        "house_number": 3,
        "availability": [{"weekday": 3, "start": "14:00", "end": "16:00"}],
        **changes,
    }


def child(**changes: Any) -> dict[str, Any]:
    """A child who is nine today: the API counts ages by the clock."""
    return {"first_name": "Yusuf", "birth_month": f"{localdate().year - 9}-01", **changes}


def body(**changes: Any) -> dict[str, Any]:
    prepare()
    return {
        "programme": "doorleesexpress",
        "first_name": "Amina",
        "last_name": "El Idrissi",
        "phone": "06 12345678",
        "home_languages": ["ar"],
        "places": ["home"],
        "children": [child()],
        "homes": [home()],
        "consent": consent(),
        **changes,
    }


def prepare() -> None:
    """Make the municipality, programme and postcode that the entry names."""
    ProgrammeFactory(regions=[RegionFactory()])
    PostcodeFactory()
    DistrictFactory()
