"""Drawn volunteers, not yet stored."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from matching.management.demo.areas import address
from matching.management.demo.chance import Chance
from matching.management.demo.languages import spoken
from matching.management.demo.names import name
from matching.management.demo.town import Town
from matching.management.demo.week import VOLUNTEERS, windows
from programmes.models import Place
from programmes.models.needs import Need
from programmes.values import consent
from volunteers.models import Certificate, SpokenLanguage, Volunteer, VolunteerWindow
from volunteers.models.volunteer import Channel, Means, Motivation, Training
from volunteers.states import VolunteerState

_S = VolunteerState
ACCEPTED = frozenset({_S.ACCEPTED, _S.AVAILABLE, _S.RESTING, _S.LEFT})
_READING = frozenset({_S.AVAILABLE, _S.RESTING, _S.LEFT})
_MEANS = {Means.BICYCLE: 66, Means.E_BIKE: 12, Means.CAR: 10, Means.TRANSIT: 6, Means.FOOT: 6}
_MINUTES = {10: 48, 15: 38, 20: 14}
_CAPACITY = {1: 82, 2: 15, 3: 3}
_AGES = {(8, 12): 62, (6, 12): 18, (2, 12): 10, (8, 10): 5, (10, 12): 5}
_CHILDREN = {1: 12, 2: 46, 3: 30, 4: 12}
_PLACES: dict[tuple[str, ...], int] = {
    (Place.HOME,): 60,
    (Place.HOME, Place.LIBRARY): 25,
    (Place.HOME, Place.LIBRARY, Place.SCHOOL): 9,
    (Place.LIBRARY,): 6,
}
_WORDS = (
    "Ik lees graag voor en wil dat elk kind daarvan kan genieten.",
    "Mijn eigen kinderen zijn het huis uit; ik heb tijd over.",
    "Ik woon hier al lang en wil iets voor de buurt doen.",
    "Ik studeer en wil ervaring opdoen met kinderen.",
)
_VALID_DAYS = 1_095
_RECENT_DAYS = 900
_ALMOST_LAPSED_DAYS = 70


@dataclass
class DrawnVolunteer:
    """A volunteer with what hangs on them."""

    volunteer: Volunteer
    languages: list[SpokenLanguage]
    windows: list[VolunteerWindow]
    certificate: Certificate | None


def draw_volunteer(chance: Chance, town: Town, *, number: int, state: VolunteerState) -> DrawnVolunteer:
    """Draw one volunteer in this state; the number makes the e-mail address their own."""
    codes = spoken(chance, town.mix)
    registered = town.now - timedelta(days=chance.between(20, _RECENT_DAYS), minutes=chance.between(0, 1_400))
    volunteer = Volunteer(
        region=town.region,
        state=state,
        registered_at=registered,
        consent_version=consent.PRIVACY_VERSION,
        consent_on=registered.date(),
        **_person(chance, town, number=number, language=list(codes)[-1]),
        **_travel(chance, town),
        **_wishes(chance),
        **_formalities(chance, state=state, registered=registered.date()),
    )
    return DrawnVolunteer(
        volunteer,
        [SpokenLanguage(volunteer=volunteer, code=code, level=level) for code, level in codes.items()],
        [VolunteerWindow(volunteer=volunteer, **asdict(window)) for window in windows(chance, VOLUNTEERS)],
        _certificate(chance, volunteer, town.now.date()) if state in ACCEPTED else None,
    )


def _person(chance: Chance, town: Town, *, number: int, language: str) -> dict[str, Any]:
    drawn = name(chance, language=language if chance.happens(30) else "nl")
    return {
        "first_name": drawn.first,
        "infix": drawn.infix,
        "last_name": drawn.last,
        "email": f"voorlezer-{number:04}@{town.region.slug}.example",
        "phone": f"+31600{number:06}",
        "preferred_channel": chance.among({Channel.EMAIL: 80, Channel.PHONE: 17, Channel.POST: 3}),
    }


def _travel(chance: Chance, town: Town) -> dict[str, Any]:
    home = address(chance, town.volunteer_shares)
    facts: dict[str, Any] = {
        "postcode": home.postcode,
        "house_number": home.house_number,
        "district": home.district,
        "x": home.point.x,
        "y": home.point.y,
        "means": chance.among(_MEANS),
        "max_minutes": chance.among(_MINUTES),
    }
    if chance.happens(6):
        work = address(chance, town.volunteer_shares)
        facts |= {"second_postcode": work.postcode, "second_x": work.point.x, "second_y": work.point.y}
    return facts


def _wishes(chance: Chance) -> dict[str, Any]:
    youngest, oldest = chance.among(_AGES)
    wish = chance.between(8, 10) if (youngest, oldest) == (8, 12) and chance.happens(40) else None
    return {
        "age_from": youngest,
        "age_to": oldest,
        "age_wish_from": wish,
        "age_wish_to": wish and wish + 2,
        "max_children": chance.among(_CHILDREN),
        "places": [*chance.among(_PLACES)],
        "capacity": chance.among(_CAPACITY),
        "experience": chance.several(dict.fromkeys(Need, 1), chance.among({0: 55, 1: 30, 2: 15})),
        "motivation_code": chance.among(dict.fromkeys(Motivation, 1)),
        "motivation": chance.one_of(list(_WORDS)) if chance.happens(60) else "",
    }


def _formalities(chance: Chance, *, state: VolunteerState, registered: date) -> dict[str, Any]:
    if state not in ACCEPTED:
        return {"training": Training.NONE}
    signed = registered + timedelta(days=chance.between(7, 18))
    trained = state in _READING or chance.happens(40)
    return {"training": Training.DONE if trained else Training.PLANNED, "agreement_signed_on": signed}


def _certificate(chance: Chance, volunteer: Volunteer, today: date) -> Certificate | None:
    """Most are valid for long, some lapse before twenty visits are over, a few have lapsed."""
    age = chance.between(10, _RECENT_DAYS)
    if chance.happens(6):
        age = chance.between(_VALID_DAYS - _ALMOST_LAPSED_DAYS, _VALID_DAYS - 5)
    elif chance.happens(2):
        age = chance.between(_VALID_DAYS + 5, _VALID_DAYS + 60)
    seen = today - timedelta(days=age)
    waiting = volunteer.state == VolunteerState.ACCEPTED and chance.happens(60)
    return Certificate(
        volunteer=volunteer,
        requested_on=today - timedelta(days=9) if waiting else seen - timedelta(days=chance.between(10, 30)),
        seen_on=None if waiting else seen,
    )
