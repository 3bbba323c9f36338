from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone

from families.models import Child, Consent, Family, Home, HomeWindow
from families.states import FamilyState
from matching.domain.presets import rules_of
from matching.domain.snapshot import read
from matching.management.commands.seed_demo import CITY, SIZES, Size, draw
from matching.management.demo.areas import covers, rings_of
from matching.management.demo.filling import Numbers
from matching.solver import Control, baseline, solve
from matching.solver.pairing import Weights, instance_of, pairs
from programmes.models import District, Programme, Region, StateChange
from programmes.values import dutch, places
from volunteers.models import Certificate, SpokenLanguage, Volunteer, VolunteerWindow
from volunteers.states import VolunteerState

HAMLET = Size(Numbers(40, 60), CITY)
NOW = timezone.now()
TABLES = (Family, Child, Home, HomeWindow, Consent, Volunteer, SpokenLanguage, VolunteerWindow, Certificate)


def all_that_was_drawn() -> list[list[tuple[object, ...]]]:
    """What the tables hold, without the numbers that the database gives."""
    drawn: list[list[tuple[object, ...]]] = []
    for model in TABLES:
        names = [
            field.name
            for field in model._meta.concrete_fields
            if not field.is_relation and field.name != "id"
        ]
        drawn.append(list(model._default_manager.order_by("pk").values_list(*names)))
    return drawn


def draw_and_forget(seed: int) -> list[list[tuple[object, ...]]]:
    with transaction.atomic():
        draw(HAMLET, seed=seed, now=NOW)
        drawn = all_that_was_drawn()
        transaction.set_rollback(True)
    return drawn


def test_the_same_seed_draws_the_same_people_and_another_draws_others(city: Region) -> None:
    first, again, other = (draw_and_forget(seed) for seed in (1, 1, 2))

    assert first == again != other


@pytest.fixture
def hamlet(city: Region) -> Region:
    draw(HAMLET, seed=3, now=NOW)
    return city


def test_as_many_wait_and_are_available_as_asked(hamlet: Region) -> None:
    assert Family.objects.filter(state=FamilyState.WAITING).count() == 40
    assert Volunteer.objects.filter(state=VolunteerState.AVAILABLE).count() == 60


def test_the_registers_hold_people_in_other_states_too(hamlet: Region) -> None:
    assert set(Family.objects.values_list("state", flat=True)) >= {"referred", "intake_done", "look_again"}
    assert set(Volunteer.objects.values_list("state", flat=True)) >= {"confirmed", "resting", "left"}


def test_everyone_lives_inside_their_own_area(hamlet: Region) -> None:
    homes: list[Home | Volunteer] = list(Home.objects.select_related("district"))
    for record in homes + list(Volunteer.objects.select_related("district")):
        assert record.district is not None
        assert record.postcode[:4] == record.district.code
        assert places.postcode(record.postcode) == record.postcode
        assert near_outline(record.district, record.x, record.y)


def on_the_grid(longitude: float, latitude: float) -> tuple[float, float]:
    point = places.grid_point(latitude=latitude, longitude=longitude)
    return float(point.x), float(point.y)


def near_outline(district: District, x: int, y: int) -> bool:
    """Within the area, to the metre that the conversion of degrees costs."""
    grid = [
        [on_the_grid(longitude, latitude) for longitude, latitude in ring]
        for ring in rings_of(district.outline)
    ]
    return any(covers(grid, x + dx, y + dy) for dx in (-30, 0, 30) for dy in (-30, 0, 30))


def test_names_and_telephones_are_such_as_the_forms_take(hamlet: Region) -> None:
    families: list[Family | Volunteer] = list(Family.objects.all())
    for person in families + list(Volunteer.objects.all()):
        assert dutch.name(person.first_name) == person.first_name
        assert person.last_name == "" or dutch.name(person.last_name) == person.last_name
        assert dutch.phone(person.phone) == person.phone


def test_every_child_fits_the_programme(hamlet: Region) -> None:
    today = timezone.localdate()

    assert {8 <= child.age_on(today) <= 12 for child in Child.objects.all()} == {True}


def test_who_waits_has_agreed(hamlet: Region) -> None:
    assert not Family.objects.filter(state=FamilyState.WAITING, consents=None).exists()


def test_the_history_of_every_family_leads_to_where_it_stands(hamlet: Region) -> None:
    for family in Family.objects.exclude(state=FamilyState.REFERRED):
        steps = list(StateChange.objects.filter(subject="families.family", subject_id=family.pk))
        assert [steps[0].from_state, steps[-1].to_state] == ["referred", family.state]
        assert all(one.to_state == other.from_state for one, other in pairwise(steps))


def test_nobody_waits_from_a_day_to_come(hamlet: Region) -> None:
    days = [day for day in Family.objects.values_list("waiting_since", flat=True) if day]

    assert max(days) < NOW.date()
    assert max(days) - min(days) > timedelta(days=60)


def test_a_run_of_the_demo_city_beats_first_come_first_served_and_leaves_some_waiting(city: Region) -> None:
    draw(SIZES["city"], seed=5, now=NOW)
    programme = Programme.objects.get(slug="doorleesexpress")
    rules = rules_of(programme)
    people = read(region=city, programme=programme, rules=rules, day=NOW.date())
    instance = instance_of(people, pairs(people, rules, Weights(), Control()), rules)

    best, by_hand = solve(instance), baseline(instance)

    assert 150 < best.objective[1] < 190
    assert best.objective[1] >= by_hand.objective[1] * 1.1
    assert best.bound[1] == best.objective[1]
