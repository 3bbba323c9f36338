from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from families.domain.entry import Referral
from families.domain.referral import register
from families.models import Child, Consent, Family, Home
from families.states import FamilyState
from programmes.domain.access import NotAllowedError, actor_of
from programmes.domain.refusal import InvalidInput
from programmes.models import Region, StateChange, User
from programmes.values.availability import Window
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import (
    OrganisationFactory,
    ProgrammeFactory,
    RegionFactory,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.families.entries import CHILD, CONSENT, HOME, entry

pytestmark = pytest.mark.django_db
TWO_HOMES = (replace(HOME, rhythm="week_a"), replace(HOME, rhythm="week_b", label="Father"))


def registered(by: User, entered: Referral) -> Family:
    return register(entry=entered, actor=actor_of(by), by=by, now=NOW)


def test_a_social_workers_family_is_of_their_organisation_and_its_municipality() -> None:
    organisation = OrganisationFactory()

    family = registered(social_worker(organisation), entry())

    assert (family.organisation, family.region, family.number) == (organisation, organisation.region, 1)


def test_with_consent_the_family_goes_on_to_the_intake() -> None:
    by = social_worker()

    family = registered(by, entry())

    consent = Consent.objects.get(family=family)
    change = StateChange.objects.get(subject="families.family", subject_id=family.pk)
    assert (family.state, consent.recorded_by, consent.given_on) == (
        "consent_confirmed",
        by,
        CONSENT.given_on,
    )
    assert (change.from_state, change.to_state, change.by) == ("referred", "consent_confirmed", by)


def test_without_consent_nothing_happens_yet() -> None:
    family = registered(social_worker(), entry(consent=None))

    assert family.state == FamilyState.REFERRED
    assert not Consent.objects.exists()


def test_children_homes_and_windows_are_kept() -> None:
    family = registered(social_worker(), entry(homes=TWO_HOMES))

    assert [(home.rhythm, home.postcode, home.x) for home in family.homes.all()] == [
        ("week_a", "5211AB", 149_200),
        ("week_b", "5211AB", 149_200),
    ]
    assert [window.as_window() for window in family.homes.all()[1].windows.all()] == list(HOME.availability)
    assert [child.birth_month for child in family.children.all()] == [date(2017, 3, 1)]


def test_numbers_count_within_a_municipality() -> None:
    by = social_worker()
    FamilyFactory(number=41)
    FamilyFactory(number=900, region=RegionFactory(slug="elsewhere"))

    assert registered(by, entry()).number == 42


def test_a_coordinator_names_an_organisation_of_the_municipality() -> None:
    organisation = OrganisationFactory()

    family = registered(coordinator(), entry(region="s-hertogenbosch", organisation=organisation.pk))

    assert family.organisation == organisation


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("programme", {"programme": "unknown"}),
        ("first_name", {"first_name": " "}),
        ("last_name", {"last_name": "x" * 1_000_000}),
        ("phone", {"phone": "0612"}),
        ("call_language", {"call_language": "xx"}),
        ("home_languages", {"home_languages": ()}),
        ("home_languages", {"home_languages": ("nl",) * 11}),
        ("home_languages[0]", {"home_languages": ("xx",)}),
        ("required_language", {"required_language": "xx"}),
        ("parents_dutch", {"parents_dutch": "good"}),
        ("parent_present", {"parent_present": False}),
        ("places", {"places": ()}),
        ("restrictions", {"restrictions": ("pets",)}),
        ("wishes", {"wishes": "x" * 501}),
        ("readers_needed", {"readers_needed": 3}),
        ("took_part_before", {"took_part_before": True}),
        ("safety_note", {"safety_note": "Ring twice"}),
        ("children", {"children": ()}),
        ("children", {"children": (CHILD,) * 9}),
        ("children", {"children": (replace(CHILD, birth_month=date(2022, 1, 1)),)}),
        ("children[0].first_name", {"children": (replace(CHILD, first_name="R2D2"),)}),
        ("children[0].birth_month", {"children": (replace(CHILD, birth_month=date(2027, 1, 1)),)}),
        ("children[0].birth_month", {"children": (replace(CHILD, birth_month=date(2000, 1, 1)),)}),
        ("children[0].needs", {"children": (replace(CHILD, needs=("magic",)),)}),
        ("children[0].school", {"children": (replace(CHILD, school="x" * 101),)}),
        ("homes", {"homes": ()}),
        ("homes", {"homes": (HOME, HOME, HOME)}),
        ("homes", {"homes": (HOME, HOME)}),
        ("homes[0].rhythm", {"homes": (replace(HOME, rhythm="week_a"),)}),
        ("homes[0].postcode", {"homes": (replace(HOME, postcode="9999 XX"),)}),
        ("homes[0].house_number", {"homes": (replace(HOME, house_number=-1),)}),
        ("homes[0].availability", {"homes": (replace(HOME, availability=()),)}),
        ("homes[0].availability[0].end", {"homes": (replace(HOME, availability=(Window(3, 960, 900),)),)}),
        ("consent.given_by", {"consent": replace(CONSENT, given_by="")}),
        ("consent.given_on", {"consent": replace(CONSENT, given_on=TODAY + timedelta(days=1))}),
        ("consent.language", {"consent": replace(CONSENT, language="xx")}),
        ("consent.version", {"consent": replace(CONSENT, version="")}),
        ("consent.how", {"consent": replace(CONSENT, how="guessed")}),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field_and_nothing_is_stored(
    field: str, changes: dict[str, Any]
) -> None:
    by = social_worker()

    with pytest.raises(InvalidInput) as refused:
        registered(by, entry(**changes))

    assert field in refused.value.errors
    assert not any(model.objects.exists() for model in (Family, Child, Home, Consent))


def test_a_child_of_eight_may_choose_between_the_programmes() -> None:
    by = social_worker()
    entered = entry(children=(replace(CHILD, birth_month=date(2018, 5, 1)),))
    ProgrammeFactory(slug="voorleesexpress", age_from=2, age_to=8)

    chosen = [
        registered(by, replace(entered, programme=slug)).programme.slug
        for slug in ("doorleesexpress", "voorleesexpress")
    ]

    assert chosen == ["doorleesexpress", "voorleesexpress"]


def test_a_programme_may_take_families_again() -> None:
    ProgrammeFactory(allows_second_participation=True)

    assert registered(social_worker(), entry(took_part_before=True)).took_part_before


def test_an_organisation_of_others_is_the_same_as_an_unknown_one() -> None:
    by = social_worker()
    foreign = OrganisationFactory()
    answers = []

    for organisation in (foreign.pk, 10**9):
        with pytest.raises(InvalidInput) as refused:
            registered(by, entry(organisation=organisation))
        answers.append(
            {field: [str(text) for text in texts] for field, texts in refused.value.errors.items()}
        )

    assert answers[0] == answers[1]
    assert set(answers[0]) == {"organisation"}


def test_a_coordinator_registers_only_in_their_own_municipality() -> None:
    by = coordinator(RegionFactory(slug="elsewhere"))

    with pytest.raises(InvalidInput) as refused:
        registered(by, entry(region="s-hertogenbosch"))

    assert set(refused.value.errors) == {"region"}


def test_who_works_for_two_municipalities_says_which() -> None:
    by = coordinator()
    by.role_assignments.create(role="coordinator", region=RegionFactory(slug="elsewhere"))

    with pytest.raises(InvalidInput) as refused:
        registered(by, entry())

    assert set(refused.value.errors) == {"region"}
    assert Region.objects.count() == 2


def test_a_volunteer_registers_no_families() -> None:
    with pytest.raises(NotAllowedError):
        registered(volunteer_account(), entry())
