"""A sign-up that can be kept, as plain values and as JSON; tests change what they are about."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from programmes.values.availability import Window
from tests.factories.programmes import DistrictFactory, PostcodeFactory, ProgrammeFactory, RegionFactory
from volunteers.domain.entry import SignUp, Spoken
from volunteers.domain.signup import sign_up
from volunteers.models import Volunteer

GOOD = SignUp(
    region="s-hertogenbosch",
    programmes=("doorleesexpress",),
    first_name="Noor",
    infix="van de",
    last_name="Ven",
    email="noor@example.org",
    phone="06-12345678",
    postcode="5211 ab",
    house_number=12,
    means="bicycle",
    max_minutes=20,
    languages=(Spoken("nl", "native"),),
    availability=(Window(3, 14 * 60, 17 * 60),),
    places=("home", "library"),
    adult=True,
    consent_version="2026-1",
)


def entry(**changes: Any) -> SignUp:
    prepare()
    return replace(GOOD, **changes)


def body(**changes: Any) -> dict[str, Any]:
    prepare()
    return {
        "region": "s-hertogenbosch",
        "programmes": ["doorleesexpress"],
        "first_name": "Noor",
        "infix": "van de",
        "last_name": "Ven",
        "email": "noor@example.org",
        "phone": "06-12345678",
        "postcode": "5211 ab",
        "house_number": 12,
        "means": "bicycle",
        "max_minutes": 20,
        "languages": [{"code": "nl", "level": "native"}],
        "availability": [{"weekday": 3, "start": "14:00", "end": "17:00"}],
        "places": ["home", "library"],
        "adult": True,
        "consent_version": "2026-1",
        **changes,
    }


def prepare() -> None:
    """Make the municipality, programme and postcode that the entry names."""
    ProgrammeFactory(regions=[RegionFactory()])
    PostcodeFactory()
    DistrictFactory()


def signed_up(entered: SignUp, *, now: datetime) -> Volunteer:
    """Sign up, and give the volunteer whom that made."""
    volunteer = sign_up(entry=entered, now=now)
    assert volunteer is not None
    return volunteer
