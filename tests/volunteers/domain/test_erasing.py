from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import translation

from matching.models import Match, Question, Visit
from matching.states import MatchState
from outbox.domain.post import MessageKind, post
from outbox.models import Message
from programmes.domain import links
from programmes.domain.refusal import Refusal
from programmes.models import PersonalLink, RoleAssignment, StateChange, User
from tests.every_table import where
from tests.factories.duos import DuoFactory
from tests.factories.matching import MatchFactory, OverrideFactory
from tests.factories.moments import NOW
from tests.factories.programmes import DistrictFactory, coordinator, volunteer_account
from tests.factories.visits import VisitFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain import intake
from volunteers.domain.editing import edit
from volunteers.domain.erasing import erase
from volunteers.models import SignUpDraft, Volunteer, VolunteerWindow
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
CANARIES = (
    "Canarina",
    "van der Proef",
    "Kanariepiet",
    "canarina@example.org",
    "+31699887766",
    "5299XY",
    "Kanariestraat",
    "Kanariedorp",
    "7171717",
    "Kanariewoord",
)


@pytest.fixture
def wim() -> Volunteer:
    volunteer = VolunteerFactory(
        account=volunteer_account(email="canarina@example.org", name="Canarina van der Proef Kanariepiet"),
        first_name="Canarina",
        infix="van der Proef",
        last_name="Kanariepiet",
        email="canarina@example.org",
        phone="+31699887766",
        postcode="5299XY",
        house_number=7_171_717,
        house_addition="Kana",
        street="Kanariestraat",
        town="Kanariedorp",
        second_postcode="5299XY",
        second_x=149_777,
        second_y=411_777,
        motivation="Kanariewoord in eigen woorden",
        restrictions=["pets"],
        district=DistrictFactory(),
    )
    assert isinstance(volunteer, Volunteer)
    return volunteer


def finished(volunteer: Volunteer, **fields: object) -> Match:
    match = MatchFactory(proposal__volunteer=volunteer, state=MatchState.COMPLETED, **fields)
    assert isinstance(match, Match)
    return match


def lived(wim: Volunteer) -> Match:
    """Everything that a reader leaves behind over the years."""
    assert wim.account
    match = finished(wim)
    VisitFactory(match=match, note="Kanariewoord gelezen", logged_by=wim.account)
    Question.objects.create(
        volunteer=wim, text="Kanariewoord?", answer="Ja, Canarina", asked_at=NOW, answered_at=NOW
    )
    OverrideFactory(volunteer=wim, reason="Canarina kent dit gezin")
    links.make(purpose=links.LinkPurpose.CALENDAR, account=wim.account, now=NOW)
    post(kind=MessageKind.WELCOME, recipient=wim.account, subject=wim, not_before=NOW, now=NOW)
    answers = {"person": {"email": "canarina@example.org"}}
    SignUpDraft.objects.create(key_hash="a" * 64, answers=answers, started_at=NOW, saved_at=NOW)
    return match


def logged_in(user: User) -> None:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session.save()


def test_no_table_holds_a_word_of_who_was_erased(wim: Volunteer) -> None:
    lived(wim)
    assert where(*CANARIES)

    erase(volunteer=wim, by=wim.account, now=NOW)

    assert where(*CANARIES) == []


def test_what_is_counted_stays(wim: Volunteer) -> None:
    match = lived(wim)

    erase(volunteer=wim, by=wim.account, now=NOW)

    assert (Match.objects.count(), Visit.objects.filter(held=True, minutes=60).count()) == (1, 1)
    match.refresh_from_db()
    assert (match.volunteer_id, match.state, match.minutes) == (wim.pk, MatchState.COMPLETED, 5)
    assert StateChange.objects.filter(to_state=VolunteerState.LEFT, reason="erased").count() == 1


def test_the_record_is_a_number_in_a_neighbourhood(wim: Volunteer) -> None:
    erase(volunteer=wim, by=wim.account, now=NOW)

    wim.refresh_from_db()
    assert (wim.state, wim.erased_at, wim.account) == (VolunteerState.LEFT, NOW, None)
    assert (wim.x, wim.y, wim.second_x) == (149_200, 411_000, None)
    with translation.override("en"):
        assert (wim.full_name, wim.sorting_name) == ("Erased", "Erased")
    assert not hasattr(wim, "certificate")
    assert (wim.languages.count(), VolunteerWindow.objects.count()) == (0, 0)


def test_account_links_sessions_and_messages_end(wim: Volunteer) -> None:
    lived(wim)
    assert wim.account
    logged_in(wim.account)
    other = volunteer_account()
    logged_in(other)

    erase(volunteer=wim, by=wim.account, now=NOW)

    assert list(User.objects.filter(email__contains="canarina")) == []
    assert (PersonalLink.objects.count(), Message.objects.count(), Session.objects.count()) == (0, 0, 1)


def test_a_coordinator_who_also_reads_keeps_their_account_and_loses_the_role(wim: Volunteer) -> None:
    marieke = coordinator()
    RoleAssignment.objects.create(user=marieke, role="volunteer")
    Volunteer.objects.filter(pk=wim.pk).update(account=marieke)
    wim.refresh_from_db()

    erase(volunteer=wim, by=marieke, now=NOW)

    assert list(RoleAssignment.objects.filter(user=marieke).values_list("role", flat=True)) == ["coordinator"]


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.ACTIVE])
def test_an_open_match_ends_first_and_says_whom_to_call(wim: Volunteer, state: MatchState) -> None:
    match = MatchFactory(proposal__volunteer=wim, state=state, guide=coordinator(name="Marieke Coppens"))
    match.region.contact_phone = "073-1234567"
    match.region.save()

    with pytest.raises(Refusal) as refused:
        erase(volunteer=wim, by=wim.account, now=NOW)

    assert refused.value.code == "matches-open"
    assert "Marieke, 073-1234567" in str(refused.value.message)
    assert Volunteer.objects.get(pk=wim.pk).first_name == "Canarina"


def test_who_goes_along_in_an_open_match_is_not_erased_either(wim: Volunteer) -> None:
    MatchFactory(partner=wim, partner_seat=1)

    with pytest.raises(Refusal):
        erase(volunteer=wim, by=wim.account, now=NOW)


def test_a_duo_of_theirs_ends(wim: Volunteer) -> None:
    duo = DuoFactory(first=wim)

    erase(volunteer=wim, by=wim.account, now=NOW)

    duo.refresh_from_db()
    assert duo.ended_at == NOW


@pytest.mark.parametrize("state", [VolunteerState.LEFT, VolunteerState.DECLINED, VolunteerState.APPLIED])
def test_a_person_is_erased_in_every_state(wim: Volunteer, state: VolunteerState) -> None:
    Volunteer.objects.filter(pk=wim.pk).update(state=state)

    erase(volunteer=wim, by=None, now=NOW)

    assert Volunteer.objects.get(pk=wim.pk).erased_at == NOW
    assert StateChange.objects.filter(reason="erased").count() == 1


def test_erasing_twice_is_refused(wim: Volunteer) -> None:
    erase(volunteer=wim, by=None, now=NOW)

    with pytest.raises(Refusal) as refused:
        erase(volunteer=wim, by=None, now=NOW + timedelta(days=1))

    assert refused.value.code == "erased"


def test_nobody_brings_an_erased_record_back(wim: Volunteer) -> None:
    erase(volunteer=wim, by=None, now=NOW)
    wim.refresh_from_db()

    with pytest.raises(Refusal):
        intake.confirm_email(volunteer=wim, by=None, now=NOW)
    with pytest.raises(Refusal):
        edit(volunteer=wim, changes={"first_name": "Wim"}, by=None, now=NOW)


def test_their_address_is_free_for_a_new_sign_up(wim: Volunteer) -> None:
    erase(volunteer=wim, by=None, now=NOW)

    VolunteerFactory(email="canarina@example.org")
