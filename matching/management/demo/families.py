"""Drawn families, not yet stored."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from families.models import Child, Consent, Family, Home, HomeWindow
from families.models.family import UrgencyReason
from families.states import FamilyState
from matching.management.demo.areas import address
from matching.management.demo.chance import Chance
from matching.management.demo.languages import at_home
from matching.management.demo.names import first_name, name
from matching.management.demo.town import Town
from matching.management.demo.week import FAMILIES, windows
from programmes.models import Place
from programmes.models.needs import Need
from programmes.values.availability import Rhythm

CONSENT_VERSION = "2026-1"
_S = FamilyState
_WAITED = frozenset({_S.WAITING, _S.LOOK_AGAIN})
_WITHOUT_CONSENT = frozenset({_S.REFERRED, _S.WITHDRAWN})
_LONGEST_WAIT = 285
_INTAKE_DAYS = (12, 35)
_CHILDREN = {1: 58, 2: 32, 3: 10}
_YOUNGEST, _OLDEST = 8, 12
_DUTCH_OF_PARENTS = {"A1": 34, "A2": 32, "B1": 22, "B2": 12}
_DUTCH_OF_CHILDREN = {"A2": 22, "B1": 48, "B2": 30}
_PLACES: dict[tuple[str, ...], int] = {
    (Place.HOME,): 76,
    (Place.HOME, Place.LIBRARY): 20,
    (Place.LIBRARY,): 4,
}
_WISHES = (
    "Graag iemand die rustig praat.",
    "Het jongste kind doet ook graag mee.",
    "Liever boeken over dieren en techniek.",
    "De ouders willen leren hoe zij zelf kunnen voorlezen.",
)


@dataclass
class DrawnFamily:
    """A family with what hangs on it."""

    family: Family
    homes: list[Home]
    windows: list[HomeWindow]
    children: list[Child]
    consents: list[Consent] = field(default_factory=list)


def draw_family(chance: Chance, town: Town, *, number: int, state: FamilyState) -> DrawnFamily:
    """Draw one family in this state."""
    languages = at_home(chance, town.mix)
    waiting_since = _waiting_since(chance, town.now.date()) if state in _WAITED else None
    registered = _registered_at(chance, town.now, waiting_since=waiting_since)
    family = Family(
        region=town.region,
        programme=town.programme,
        number=number,
        state=state,
        registered_at=registered,
        waiting_since=waiting_since,
        intake_on=_intake_on(town.now.date(), number) if state == _S.INTAKE_PLANNED else None,
        look_again_on=_look_again_on(chance, town.now.date()) if state == _S.LOOK_AGAIN else None,
        **_referrer(chance, town),
        **_contact(chance, number=number, language=languages[0]),
        **_languages(chance, languages),
        **_wishes(chance),
        **(_urgency(chance, town) if state == _S.WAITING else {}),
    )
    homes = _homes(chance, town, family)
    drawn = DrawnFamily(family, homes, _windows(chance, homes), _children(chance, family, town.now.date()))
    if state not in _WITHOUT_CONSENT:
        drawn.consents.append(_consent(family, registered))
    return drawn


def _intake_on(today: date, number: int) -> date:
    """Spread the talks at home over last and next week."""
    return today + timedelta(days=number % 9 - 2)


def _waiting_since(chance: Chance, today: date) -> date:
    return today - timedelta(days=chance.skewed(_LONGEST_WAIT) + 1)


def _look_again_on(chance: Chance, today: date) -> date:
    return today + timedelta(days=chance.between(10, 60))


def _registered_at(chance: Chance, now: datetime, *, waiting_since: date | None) -> datetime:
    """Give a moment in working hours, some weeks before the family began to wait."""
    days = chance.between(*_INTAKE_DAYS)
    day = (waiting_since or now.date()) - timedelta(days=days)
    return datetime.combine(day, now.timetz()).replace(
        hour=chance.between(8, 16), minute=chance.between(0, 59)
    )


def _referrer(chance: Chance, town: Town) -> dict[str, Any]:
    organisation = chance.one_of(town.organisations)
    own = organisation == town.organisations[0]
    return {"organisation": organisation, "registered_by": town.staff.social_worker if own else None}


def _contact(chance: Chance, *, number: int, language: str) -> dict[str, Any]:
    drawn = name(chance, language=language)
    return {
        "first_name": drawn.first,
        "infix": drawn.infix,
        "last_name": drawn.last,
        "phone": f"+31601{number:06}",
    }


def _languages(chance: Chance, languages: list[str]) -> dict[str, Any]:
    dutch = "nl" in languages
    level = chance.among(_DUTCH_OF_PARENTS)
    little = not dutch and level == "A1"
    main = languages[0]
    return {
        "home_languages": languages,
        "call_language": main if little else "nl",
        "needs_interpreter": little and chance.happens(70),
        "required_language": main if little and chance.happens(22) else "",
        "parents_dutch": "native" if main == "nl" else level,
        "children_dutch": "native" if main == "nl" else chance.among(_DUTCH_OF_CHILDREN),
    }


def _wishes(chance: Chance) -> dict[str, Any]:
    return {
        "places": [*chance.among(_PLACES)],
        "wishes": chance.one_of(list(_WISHES)) if chance.happens(25) else "",
        "readers_needed": 2 if chance.happens(1) else 1,
        "took_part_before": False,
    }


def _urgency(chance: Chance, town: Town) -> dict[str, Any]:
    """A few go first: one person asked, another confirmed; now and then that is still to be done."""
    if not chance.happens(5):
        return {}
    asked = town.now - timedelta(days=chance.between(5, 25))
    facts: dict[str, Any] = {
        "urgency_reason": chance.among(dict.fromkeys(UrgencyReason, 1)),
        "urgency_asked_by": town.staff.coordinator,
        "urgency_asked_at": asked,
    }
    if chance.happens(85):
        facts["urgency_confirmed_by"] = town.staff.colleague
        facts["urgency_confirmed_at"] = asked + timedelta(days=2)
    return facts


def _homes(chance: Chance, town: Town, family: Family) -> list[Home]:
    rhythms = [Rhythm.WEEKLY]
    if chance.happens(6):
        rhythms = [Rhythm.WEEK_A, Rhythm.WEEK_B]
    homes = []
    for rhythm in rhythms:
        place = address(chance, town.family_shares)
        homes.append(
            Home(
                family=family,
                rhythm=rhythm.value,
                postcode=place.postcode,
                house_number=place.house_number,
                district=place.district,
                x=place.point.x,
                y=place.point.y,
            )
        )
    return homes


def _windows(chance: Chance, homes: list[Home]) -> list[HomeWindow]:
    return [
        HomeWindow(home=home, **asdict(window))
        for home in homes
        for window in windows(chance, FAMILIES, rhythm=Rhythm(home.rhythm))
    ]


def _children(chance: Chance, family: Family, today: date) -> list[Child]:
    ages = chance.several(dict.fromkeys(range(_YOUNGEST, _OLDEST + 1), 1.0), chance.among(_CHILDREN))
    return [
        Child(
            family=family,
            first_name=first_name(chance, language=family.home_languages[0]),
            birth_month=_birth_month(today, months=12 * age + chance.between(0, 11)),
            needs=chance.several(dict.fromkeys(Need, 1), chance.among({0: 25, 1: 50, 2: 25})),
        )
        for age in ages
    ]


def _birth_month(today: date, *, months: int) -> date:
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _consent(family: Family, registered: datetime) -> Consent:
    return Consent(
        family=family,
        given_by=family.contact_name,
        given_on=registered.date(),
        version=CONSENT_VERSION,
        language=family.call_language,
        how=Consent.How.ORAL if family.needs_interpreter else Consent.How.WRITTEN,
        recorded_by=family.registered_by,
        recorded_at=registered,
    )
