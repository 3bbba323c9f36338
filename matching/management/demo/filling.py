"""From nothing to a region with people: draw all, store in bulk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db.models import Model

from families.models import Child, Consent, Family, Home, HomeWindow
from families.states import FamilyState
from matching.management.demo.chance import Chance
from matching.management.demo.families import DrawnFamily, draw_family
from matching.management.demo.history import steps
from matching.management.demo.staff import address_of
from matching.management.demo.town import Town
from matching.management.demo.volunteers import ACCEPTED, DrawnVolunteer, draw_volunteer
from programmes.models import Role, RoleAssignment, StateChange, User
from programmes.values.travel import SPEEDS_KM_PER_HOUR
from volunteers.models import Certificate, SpokenLanguage, Volunteer, VolunteerWindow
from volunteers.states import VolunteerState

_BATCH = 2_000
_BOTH_PROGRAMMES_PERCENT = 25
_TRIED_BY_THE_DEMO = "volunteer"
_DAYS_OF_AN_INTAKE = 30
_RECENT_DAYS = 800
# For each hundred that wait or are available: those who stand elsewhere, so that registers look alive.
_OTHER_FAMILIES: dict[str, int] = {
    FamilyState.REFERRED: 5, FamilyState.CONSENT_CONFIRMED: 3, FamilyState.INTAKE_PLANNED: 3,
    FamilyState.INTAKE_DONE: 2, FamilyState.LOOK_AGAIN: 3, FamilyState.WITHDRAWN: 1,
}  # fmt: skip
_OTHER_VOLUNTEERS: dict[str, int] = {
    VolunteerState.APPLIED: 2, VolunteerState.CONFIRMED: 4, VolunteerState.INTERVIEW_PLANNED: 3,
    VolunteerState.ACCEPTED: 3, VolunteerState.RESTING: 4, VolunteerState.LEFT: 1, VolunteerState.DECLINED: 1,
}  # fmt: skip


@dataclass(frozen=True)
class Numbers:
    """How many wait and how many are available."""

    waiting: int
    available: int


def fill(town: Town, *, numbers: Numbers, seed: int) -> None:
    """Draw and store all people of a region, inside the caller's transaction."""
    chance = Chance(seed)
    _fill_volunteers(chance, town, numbers.available)
    _fill_families(chance, town, numbers.waiting)


def _states(standing: str, number: int, others: dict[str, int]) -> Iterator[str]:
    yield from [standing] * number
    for state, percent in others.items():
        yield from [state] * max(1, number * percent // 100)


def _fill_volunteers(chance: Chance, town: Town, number: int) -> None:
    states = _states(VolunteerState.AVAILABLE, number, _OTHER_VOLUNTEERS)
    drawn = [
        draw_volunteer(chance, town, number=place, state=VolunteerState(state))
        for place, state in enumerate(states, start=1)
    ]
    _give_the_demo_one(town, drawn)
    _give_accounts([one.volunteer for one in drawn if one.volunteer.state in ACCEPTED])
    _store(Volunteer, (one.volunteer for one in drawn))
    _store(SpokenLanguage, (language for one in drawn for language in one.languages))
    _store(VolunteerWindow, (window for one in drawn for window in one.windows))
    _store(Certificate, (one.certificate for one in drawn if one.certificate))
    _join_programmes(chance, town, drawn)
    _store(StateChange, (step for one in drawn for step in _volunteer_steps(town, one.volunteer)))


def _give_the_demo_one(town: Town, drawn: list[DrawnVolunteer]) -> None:
    """Let the volunteer who tries the demo be the one who gets furthest, whom a run can hardly miss."""
    one = max(
        (one for one in drawn if _may_read(one, town.now)),
        key=lambda one: (_reach(one.volunteer), len(one.windows)),
    )
    one.volunteer.email = address_of(town.region, _TRIED_BY_THE_DEMO)


def _reach(volunteer: Volunteer) -> int:
    return volunteer.max_minutes * SPEEDS_KM_PER_HOUR[volunteer.means]


def _may_read(one: DrawnVolunteer, now: datetime) -> bool:
    seen = one.certificate.seen_on if one.certificate else None
    recent = seen is not None and seen > now.date() - timedelta(days=_RECENT_DAYS)
    return recent and one.volunteer.state == VolunteerState.AVAILABLE


def _give_accounts(volunteers: list[Volunteer]) -> None:
    """Who was accepted can log in, once they have asked for a password or a link."""
    users = [
        User(email=volunteer.email, name=volunteer.full_name, password=make_password(None))
        for volunteer in volunteers
    ]
    _store(User, users)
    _store(RoleAssignment, (RoleAssignment(user=user, role=Role.VOLUNTEER) for user in users))
    for volunteer, user in zip(volunteers, users, strict=True):
        volunteer.account = user


def _join_programmes(chance: Chance, town: Town, drawn: list[DrawnVolunteer]) -> None:
    joins = Volunteer.programmes.through
    rows = [joins(volunteer_id=one.volunteer.pk, programme_id=town.programme.pk) for one in drawn]
    rows += [
        joins(volunteer_id=one.volunteer.pk, programme_id=town.younger.pk)
        for one in drawn
        if chance.happens(_BOTH_PROGRAMMES_PERCENT)
    ]
    _store(joins, rows)


def _fill_families(chance: Chance, town: Town, number: int) -> None:
    states = _states(FamilyState.WAITING, number, _OTHER_FAMILIES)
    drawn = [
        draw_family(chance, town, number=place, state=FamilyState(state))
        for place, state in enumerate(states, start=1)
    ]
    _store(Family, (one.family for one in drawn))
    _store(Home, (home for one in drawn for home in one.homes))
    _store(HomeWindow, (window for one in drawn for window in one.windows))
    _store(Child, (child for one in drawn for child in one.children))
    _store(Consent, (consent for one in drawn for consent in one.consents))
    _store(StateChange, (step for one in drawn for step in _family_steps(town, one)))


def _volunteer_steps(town: Town, volunteer: Volunteer) -> Iterator[StateChange]:
    start = volunteer.registered_at
    end = min(town.now, start + timedelta(days=_DAYS_OF_AN_INTAKE))
    return steps(volunteer, state=volunteer.state, start=start, end=end, by=town.staff.coordinator)


def _family_steps(town: Town, one: DrawnFamily) -> Iterator[StateChange]:
    start = one.family.registered_at
    end = min(town.now, start + timedelta(days=_DAYS_OF_AN_INTAKE))
    if one.family.waiting_since:
        end = datetime.combine(one.family.waiting_since, town.now.timetz())
    return steps(one.family, state=one.family.state, start=start, end=end, by=town.staff.coordinator)


def _store(model: type[Model], rows: Iterable[Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=_BATCH)
