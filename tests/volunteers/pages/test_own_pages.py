"""What volunteers do with their own data, logged in: change, pause, download, erase, invite."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from matching.states import MatchState
from programmes.models import AccessLog, User
from programmes.pages.entering import ENTERED_AT
from tests.factories.matching import MatchFactory
from tests.factories.programmes import RegionFactory, coordinator, volunteer_account
from tests.factories.volunteers import VolunteerFactory
from tests.filled_forms import fields_of
from tests.volunteers.entries import prepare
from volunteers.models import Duo, SignUpDraft, Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
PAGES = [
    "/mijn/gegevens",
    "/mijn/gegevens/contact",
    "/mijn/gegevens/reizen",
    "/mijn/gegevens/talen",
    "/mijn/gegevens/wat-past",
    "/mijn/momenten",
    "/mijn/pauze",
    "/mijn/downloaden",
    "/mijn/wissen",
    "/mijn/samen",
]


@pytest.fixture
def wim() -> Volunteer:
    prepare()
    volunteer = VolunteerFactory(
        account=volunteer_account(email="wim@example.org", language="en"),
        first_name="Wim",
        email="wim@example.org",
    )
    assert isinstance(volunteer, Volunteer)
    return volunteer


@pytest.fixture
def own(client: Client, wim: Volunteer) -> Client:
    assert wim.account
    return entered(client, wim.account)


def entered(client: Client, account: User) -> Client:
    client.force_login(account)
    session = client.session
    session[ENTERED_AT] = now().timestamp()
    session.save()
    return client


def sent(client: Client, path: str, **changes: object) -> int:
    return client.post(
        path, {**fields_of(client.get(path).content.decode()), "go": "on", **changes}
    ).status_code


@pytest.mark.parametrize("path", PAGES)
def test_each_page_opens_for_its_volunteer_and_for_nobody_else(own: Client, path: str) -> None:
    assert own.get(path).status_code == 200

    own.force_login(coordinator())
    assert own.get(path).status_code == 404


def test_a_volunteer_changes_how_to_be_reached(own: Client, wim: Volunteer) -> None:
    assert sent(own, "/mijn/gegevens/contact", phone="06 87654321") == 302

    wim.refresh_from_db()
    assert (wim.phone, wim.first_name) == ("+31687654321", "Wim")


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(own: Client) -> None:
    path = "/mijn/gegevens/contact"
    given = {**fields_of(own.get(path).content.decode()), "first_name": "Willem", "phone": "12"}

    text = own.post(path, given).content.decode()

    assert 'id="id_phone_error"' in text
    assert 'value="Willem"' in text


def test_what_is_sent_back_as_it_was_shown_changes_nothing(own: Client, wim: Volunteer) -> None:
    Volunteer.objects.filter(pk=wim.pk).update(max_minutes=25, max_children=5, age_from=4)
    kept = ("max_minutes", "max_children", "age_from", "age_to", "places", "phone", "postcode", "x", "y")
    before = Volunteer.objects.values_list(*kept).get(pk=wim.pk)

    answers = [sent(own, path) for path in PAGES[1:5]]

    assert answers[:3] == [302, 302, 302]
    assert Volunteer.objects.values_list(*kept).get(pk=wim.pk) == before


def test_a_form_that_a_coordinator_was_ahead_of_shows_both_versions(own: Client, wim: Volunteer) -> None:
    path = "/mijn/gegevens/contact"
    given = {**fields_of(own.get(path).content.decode()), "phone": "06 87654321"}
    Volunteer.objects.filter(pk=wim.pk).update(phone="+31611111111")

    answer = own.post(path, given)

    assert answer.status_code == 409
    assert b"06-1111 1111" in answer.content
    assert b"06-8765 4321" in answer.content


def test_the_moments_change_and_an_open_match_keeps_its_own(own: Client, wim: Volunteer) -> None:
    match = MatchFactory(
        proposal__volunteer=wim, state=MatchState.ACTIVE, guide=coordinator(name="Marieke C")
    )
    path = "/mijn/momenten"
    assert b"Marieke" in own.get(path).content

    assert sent(own, path, **{"when-moments": ["5-0"]}) == 302

    match.refresh_from_db()
    # Wednesday stood in a line of its own, since it has other hours than the table.
    assert match.state == MatchState.ACTIVE
    assert [row.weekday for row in wim.windows.all()] == [3, 5]


@pytest.mark.parametrize("path", ["/mijn/momenten", "/mijn/pauze"])
def test_a_proposal_without_an_answer_is_not_called_a_fixed_moment(
    own: Client, wim: Volunteer, path: str
) -> None:
    MatchFactory(proposal__volunteer=wim, state=MatchState.PROPOSED)

    text = own.get(path).content.decode()

    assert "is open and stays" in text
    assert not {word for word in ("Your fixed moment", "Your match goes on") if word in text}


def test_a_volunteer_rests_and_comes_back(own: Client, wim: Volunteer) -> None:
    until = localdate() + timedelta(days=40)

    assert own.post("/mijn/pauze", {"until": until.isoformat()}).status_code == 302
    wim.refresh_from_db()
    assert (wim.state, wim.resting_until) == (VolunteerState.RESTING, until)
    own.post("/mijn/pauze/einde")

    wim.refresh_from_db()
    assert (wim.state, wim.resting_until) == (VolunteerState.AVAILABLE, None)


def test_a_rest_in_the_past_is_refused_at_its_field(own: Client) -> None:
    text = own.post("/mijn/pauze", {"until": "2020-01-01"}).content.decode()

    assert 'id="id_until_error"' in text
    assert "<title>Error:" in text


def test_the_download_is_whole_logged_and_not_kept_by_browsers(own: Client, wim: Volunteer) -> None:
    answer = own.get("/mijn/downloaden?soort=json")

    assert json.loads(answer.content)["volunteer"][0]["first_name"] == "Wim"
    assert "no-store" in answer.headers["Cache-Control"]
    assert AccessLog.objects.get().action == "own-export"


def test_erasing_asks_for_a_log_in_of_just_now(own: Client, wim: Volunteer) -> None:
    assert wim.account
    own.force_login(wim.account)
    session = own.session
    session[ENTERED_AT] = 0
    session.save()

    answer = own.post("/mijn/wissen")

    assert answer.headers["Location"] == "/inloggen?opnieuw=1&next=%2Fmijn%2Fwissen"
    assert Volunteer.objects.get(pk=wim.pk).first_name == "Wim"


def test_one_button_erases_and_logs_out(own: Client, wim: Volunteer) -> None:
    answer = own.post("/mijn/wissen", follow=True)

    assert answer.status_code == 200
    assert not User.objects.filter(email="wim@example.org").exists()
    assert Volunteer.objects.get(pk=wim.pk).first_name == ""
    assert own.get("/mijn/wissen").status_code == 302


def test_an_open_match_stands_in_the_way_and_says_so(own: Client, wim: Volunteer) -> None:
    MatchFactory(proposal__volunteer=wim, state=MatchState.ACTIVE, guide=coordinator(name="Marieke C"))

    text = own.post("/mijn/wissen").content.decode()

    assert "Marieke" in text
    assert Volunteer.objects.get(pk=wim.pk).erased_at is None


def invitation(own: Client) -> str:
    found = re.search(r"/meedoen/samen/[\w-]+", own.post("/mijn/samen").content.decode())
    assert found
    return found[0]


def test_a_reader_accepts_an_invitation_by_a_press_and_not_by_a_look(own: Client, wim: Volunteer) -> None:
    link = invitation(own)
    other = VolunteerFactory(account=volunteer_account(language="en"), region=RegionFactory())
    reader = Client()
    reader.force_login(other.account)

    assert reader.get(link).status_code == 200
    assert Duo.objects.count() == 0
    reader.post(link)

    duo = Duo.objects.get()
    assert (duo.first, duo.second, duo.formed_by) == (wim, other, None)
    assert reader.get(link).status_code == 410


def test_a_visitor_signs_up_with_the_invitation(own: Client, wim: Volunteer) -> None:
    link = invitation(own)

    answer = Client().post(link)

    assert answer.headers["Location"] == "/meedoen"
    assert SignUpDraft.objects.get().answers["invited_by"] == {"pk": wim.pk}


def test_a_new_link_ends_the_old_one_and_nobody_accepts_their_own(own: Client) -> None:
    old, new = invitation(own), invitation(own)

    assert Client().get(old).status_code == 410
    own.post(new)
    assert Duo.objects.count() == 0


def test_a_coordinator_sees_an_erased_volunteer_wherever_they_were(own: Client, wim: Volunteer) -> None:
    match = MatchFactory(
        proposal__volunteer=wim, proposal__run__region=wim.region, state=MatchState.COMPLETED
    )
    own.post("/mijn/wissen")
    own.force_login(coordinator(wim.region, language="en"))

    named = (
        f"/werk/voorlezers/{wim.pk}",
        "/werk/voorlezers",
        "/werk/koppelingen",
        f"/werk/koppelingen/{match.pk}",
        f"/werk/koppelen/{match.proposal.run_id}/voorstellen",
    )
    pages = [own.get(path).content for path in (*named, f"/werk/voorlezers/{wim.pk}/koppelingen")]

    assert [path for path, page in zip(named, pages, strict=False) if b"Erased" not in page] == []
    assert b"/wijzigen" not in pages[0]
