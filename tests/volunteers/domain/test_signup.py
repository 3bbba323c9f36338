from datetime import date
from typing import Any

import pytest

from programmes.domain.access import NotAllowedError, actor_of
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import StateChange
from programmes.states import ProgrammeState
from programmes.values.availability import Rhythm, Window
from tests.factories.moments import NOW
from tests.factories.programmes import ProgrammeFactory, RegionFactory, coordinator, social_worker
from tests.factories.volunteers import VolunteerFactory
from tests.volunteers.entries import entry, signed_up
from volunteers.domain.entry import Spoken
from volunteers.domain.signup import enter, sign_up
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
AFTERNOON = Window(3, 14 * 60, 17 * 60)


def test_a_sign_up_is_kept_as_the_register_writes_it() -> None:
    volunteer = signed_up(entry(first_name="  Zoë  "), now=NOW)

    kept = Volunteer.objects.get(pk=volunteer.pk)
    assert (kept.first_name, kept.phone, kept.postcode, kept.state) == (
        "Zoë",
        "+31612345678",
        "5211AB",
        VolunteerState.APPLIED,
    )
    assert (kept.x, kept.y, kept.district and kept.district.code) == (149_200, 411_000, "5211")
    assert [window.as_window() for window in kept.windows.all()] == [AFTERNOON]
    assert [(spoken.code, spoken.level) for spoken in kept.languages.all()] == [("nl", "native")]
    assert [programme.slug for programme in kept.programmes.all()] == ["doorleesexpress"]


def test_one_word_is_a_name() -> None:
    assert signed_up(entry(infix="", last_name=""), now=NOW).full_name == "Noor"


def test_a_known_address_changes_nothing() -> None:
    known = VolunteerFactory(email="noor@example.org", first_name="Eerder")

    found = signed_up(entry(email="NOOR@example.org"), now=NOW)

    known.refresh_from_db()
    assert found.pk == known.pk
    assert (Volunteer.objects.count(), known.first_name) == (1, "Eerder")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("region", {"region": "nowhere"}),
        ("programmes", {"programmes": ()}),
        ("programmes", {"programmes": ("doorleesexpress", "unknown")}),
        ("first_name", {"first_name": ""}),
        ("first_name", {"first_name": "Noor 😀"}),
        ("last_name", {"last_name": "x" * 1_000_000}),
        ("infix", {"infix": "v" * 31}),
        ("email", {"email": "noor"}),
        ("phone", {"phone": "12345"}),
        ("preferred_channel", {"preferred_channel": "pigeon"}),
        ("postcode", {"postcode": "0000 AA"}),
        ("postcode", {"postcode": "9999 AA"}),
        ("second_postcode", {"second_postcode": "9999"}),
        ("house_number", {"house_number": -1}),
        ("means", {"means": "horse"}),
        ("max_minutes", {"max_minutes": 4}),
        ("max_minutes", {"max_minutes": 121}),
        ("age_to", {"age_from": 9, "age_to": 8}),
        ("age_wish_from", {"age_wish_to": 9}),
        ("age_wish_to", {"age_wish_from": 9, "age_wish_to": 8}),
        ("max_children", {"max_children": 9}),
        ("capacity", {"capacity": 0}),
        ("available_until", {"available_from": date(2026, 2, 1), "available_until": date(2026, 1, 1)}),
        ("experience", {"experience": ("magic",)}),
        ("restrictions", {"restrictions": ("pets",)}),
        ("motivation", {"motivation": "x" * 2_001}),
        ("motivation_code", {"motivation_code": "money"}),
        ("places", {"places": ()}),
        ("places", {"places": ("moon",)}),
        ("languages", {"languages": ()}),
        ("languages", {"languages": (Spoken("nl", "native"),) * 11}),
        ("languages[1].code", {"languages": (Spoken("nl", "native"), Spoken("xx", "B1"))}),
        ("languages[1].code", {"languages": (Spoken("nl", "native"), Spoken("nl", "B1"))}),
        ("languages[0].level", {"languages": (Spoken("nl", "fluent"),)}),
        ("availability", {"availability": ()}),
        ("availability", {"availability": (AFTERNOON,) * 29}),
        ("availability", {"availability": (Window(3, 14 * 60, 14 * 60 + 30),)}),
        ("availability[0].end", {"availability": (Window(3, 17 * 60, 14 * 60),)}),
        ("availability[0].start", {"availability": (Window(3, 14 * 60 + 15, 17 * 60),)}),
        ("availability[0].start", {"availability": (Window(3, 7 * 60, 17 * 60),)}),
        ("availability[0].weekday", {"availability": (Window(8, 14 * 60, 17 * 60),)}),
        ("availability[1]", {"availability": (AFTERNOON, Window(3, 16 * 60, 18 * 60, rhythm=Rhythm.WEEK_A))}),
        ("adult", {"adult": False}),
        ("consent_version", {"consent_version": " "}),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field_and_nothing_is_stored(
    field: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        sign_up(entry=entry(**changes), now=NOW)

    assert field in refused.value.errors
    assert not Volunteer.objects.exists()


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        sign_up(entry=entry(first_name="", phone="1", postcode="x", adult=False), now=NOW)

    assert set(refused.value.errors) == {"first_name", "phone", "postcode", "adult"}


def test_windows_of_weeks_a_and_b_may_lie_at_the_same_hours() -> None:
    weeks = tuple(Window(3, 14 * 60, 16 * 60, rhythm=rhythm) for rhythm in (Rhythm.WEEK_A, Rhythm.WEEK_B))

    assert signed_up(entry(availability=weeks), now=NOW).windows.count() == 2


def test_adjacent_windows_hold_a_visit_together() -> None:
    halves = (Window(3, 14 * 60, 14 * 60 + 30), Window(3, 14 * 60 + 30, 15 * 60))

    assert signed_up(entry(availability=halves), now=NOW).windows.count() == 2


def test_a_programme_that_is_closed_takes_nobody_in() -> None:
    entered = entry(programmes=("voorleesexpress",))
    ProgrammeFactory(slug="voorleesexpress", state=ProgrammeState.CLOSED)

    with pytest.raises(InvalidInput) as refused:
        sign_up(entry=entered, now=NOW)

    assert set(refused.value.errors) == {"programmes"}


def test_restrictions_are_kept_where_the_municipality_asks_for_them() -> None:
    RegionFactory(uses_restrictions=True)

    assert signed_up(entry(restrictions=("pets",)), now=NOW).restrictions == ["pets"]


def test_who_is_entered_by_a_coordinator_counts_as_confirmed() -> None:
    entered = entry()
    by = coordinator()

    volunteer = enter(entry=entered, actor=actor_of(by), by=by, now=NOW)

    change = StateChange.objects.get(subject="volunteers.volunteer", subject_id=volunteer.pk)
    assert (volunteer.state, change.to_state, change.by, change.at) == ("confirmed", "confirmed", by, NOW)


def test_a_coordinator_is_told_that_an_address_is_known() -> None:
    VolunteerFactory(email="noor@example.org")
    by = coordinator()

    with pytest.raises(Refusal) as refused:
        enter(entry=entry(), actor=actor_of(by), by=by, now=NOW)

    assert (refused.value.code, refused.value.field) == ("email-known", "email")


def test_a_municipality_of_others_is_the_same_as_an_unknown_one() -> None:
    by = coordinator(RegionFactory(slug="elsewhere"))
    answers = []

    for region in ("s-hertogenbosch", "nowhere"):
        with pytest.raises(InvalidInput) as refused:
            enter(entry=entry(region=region), actor=actor_of(by), by=by, now=NOW)
        answers.append(
            {field: [str(text) for text in texts] for field, texts in refused.value.errors.items()}
        )

    assert answers[0] == answers[1]


def test_a_social_worker_enters_no_volunteers() -> None:
    by = social_worker()

    with pytest.raises(NotAllowedError):
        enter(entry=entry(), actor=actor_of(by), by=by, now=NOW)
