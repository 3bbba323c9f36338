"""Organisations at the desk of a coordinator: what was agreed, who works there, who is let in."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from families.models import Family
from outbox.domain import invitations
from outbox.domain.destination import link_of
from outbox.models import Message
from programmes.models import Organisation, RoleAssignment, StateChange, User
from programmes.pages.entering import ENTERED_AT
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import (
    OrganisationFactory,
    RegionFactory,
    administrator,
    coordinator,
    social_worker,
    volunteer_account,
)

pytestmark = pytest.mark.django_db
NOOR = {"name": "Noor Peeters", "email": "noor@school.example.org"}


@pytest.fixture
def marieke() -> User:
    return coordinator(name="Marieke Coppens", language="en")


@pytest.fixture
def desk(client: Client, marieke: User) -> Client:
    client.force_login(marieke)
    session = client.session
    session[ENTERED_AT] = timezone.now().timestamp()
    session.save()
    return client


@pytest.fixture
def school() -> Organisation:
    found: Organisation = OrganisationFactory(name="De Kameleon", places_per_round=2)
    return found


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def invitation_of(account: User) -> str:
    return link_of(Message.objects.filter(recipient=account).latest("pk"), now=timezone.now())


def test_the_list_tells_what_was_registered_since_the_last_round(desk: Client, school: Organisation) -> None:
    asked = timezone.now() - timedelta(days=7)
    run = RunFactory(state="succeeded", requested_at=asked, finished_at=asked)
    ProposalFactory(run=run, state="published")
    FamilyFactory(organisation=school, registered_at=asked - timedelta(days=1))
    FamilyFactory.create_batch(3, organisation=school, registered_at=asked + timedelta(days=1))
    social_worker(school)

    shown = text(desk, "/werk/organisaties")

    assert [word in shown for word in ("De Kameleon", ">3 <span", ">4<", "more than agreed")] == [True] * 4


def test_without_a_round_all_registrations_count(desk: Client, school: Organisation) -> None:
    FamilyFactory(organisation=school)

    assert "there was no round yet" in text(desk, f"/werk/organisaties/{school.pk}")


def test_an_organisation_is_added_in_the_own_municipality(desk: Client, marieke: User) -> None:
    form = {"name": "  De   Vlieger ", "kind": "school", "places_per_round": "4"}

    answer = desk.post("/werk/organisaties/nieuw", form)

    made = Organisation.objects.get()
    assert (made.name, made.kind, made.places_per_round) == ("De Vlieger", "school", 4)
    assert made.region == RegionFactory()
    assert answer["Location"] == f"/werk/organisaties/{made.pk}"
    assert StateChange.objects.get().by == marieke


def test_who_works_for_two_municipalities_chooses(desk: Client, marieke: User) -> None:
    oss = RegionFactory(slug="oss")
    RoleAssignment.objects.create(user=marieke, role="coordinator", region=oss)

    desk.post("/werk/organisaties/nieuw", {"name": "De Vlieger", "kind": "school", "region": oss.pk})

    assert Organisation.objects.get().region == oss


def test_another_municipality_cannot_be_chosen(desk: Client, marieke: User) -> None:
    RoleAssignment.objects.create(user=marieke, role="coordinator", region=RegionFactory(slug="oss"))
    form = {"name": "De Vlieger", "kind": "school", "region": RegionFactory(slug="breda").pk}

    assert desk.post("/werk/organisaties/nieuw", form).status_code == 200
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": " "}, "name"), ({"name": "De Kameleon"}, "name"), ({"kind": "shop"}, "kind")],
)
def test_what_cannot_be_right_comes_back_at_its_field(
    desk: Client, school: Organisation, changes: dict[str, str], field: str
) -> None:
    answer = desk.post("/werk/organisaties/nieuw", {"name": "Nieuw", "kind": "school"} | changes)

    assert answer.status_code == 200
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Organisation.objects.get() == school


def test_a_change_is_kept_with_its_history(desk: Client, school: Organisation) -> None:
    form = {"name": "De Kameleon", "kind": "library", "places_per_round": ""}

    desk.post(f"/werk/organisaties/{school.pk}/wijzigen", form)

    school.refresh_from_db()
    assert (school.kind, school.places_per_round) == ("library", None)
    steps = StateChange.objects.order_by("reason").values_list("reason", "from_state", "to_state")
    assert list(steps) == [("kind", "school", "library"), ("places_per_round", "2", "")]


def test_the_name_of_another_is_refused(desk: Client, school: Organisation) -> None:
    OrganisationFactory(name="De Vlieger")

    answer = desk.post(f"/werk/organisaties/{school.pk}/wijzigen", {"name": "De Vlieger", "kind": "school"})

    assert 'id="id_name_error"' in answer.content.decode()
    assert "Change De Kameleon" in answer.content.decode()


def test_a_social_worker_is_invited_and_begins_by_the_link(desk: Client, school: Organisation) -> None:
    desk.post(f"/werk/organisaties/{school.pk}/uitnodigen", NOOR)
    noor, elsewhere = User.objects.get(email=NOOR["email"]), Client()
    address = invitation_of(noor).partition("/uitnodiging/")[2]

    looked = elsewhere.get(f"/uitnodiging/{address}")
    assert "De Kameleon" in looked.content.decode()
    assert not noor.role_assignments.exists()
    begun = elsewhere.post(f"/uitnodiging/{address}")

    assert begun["Location"] == "/mijn-gezinnen"
    assert elsewhere.get("/mijn-gezinnen").status_code == 200
    assert "Noor Peeters" in text(desk, f"/werk/organisaties/{school.pk}")


def test_a_link_that_was_used_leads_on(desk: Client, school: Organisation) -> None:
    desk.post(f"/werk/organisaties/{school.pk}/uitnodigen", NOOR)
    address = "/uitnodiging/" + invitation_of(User.objects.get(email=NOOR["email"])).rpartition("/")[2]
    Client().post(address)

    for answer in (Client().get(address), Client().post(address)):
        assert answer.status_code == 410
        assert 'action="/inloggen/mail"' in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"


def test_the_link_lets_in_whom_it_was_sent_to_whoever_was_logged_in(
    desk: Client, school: Organisation
) -> None:
    desk.post(f"/werk/organisaties/{school.pk}/uitnodigen", NOOR)
    noor, shared = User.objects.get(email=NOOR["email"]), Client()
    shared.force_login(social_worker(name="Somebody else"))
    before = shared.session.session_key

    shared.post("/uitnodiging/" + invitation_of(noor).rpartition("/")[2])

    assert shared.session["_auth_user_id"] == str(noor.pk)
    assert not Session.objects.filter(pk=before).exists()


def test_who_decides_over_others_logs_in_as_always(desk: Client, school: Organisation) -> None:
    colleague = coordinator(email=NOOR["email"])
    desk.post(f"/werk/organisaties/{school.pk}/uitnodigen", NOOR)
    visitor = Client()

    answer = visitor.post("/uitnodiging/" + invitation_of(colleague).rpartition("/")[2])

    assert answer["Location"] == "/inloggen"
    assert "_auth_user_id" not in visitor.session


def test_the_page_does_not_tell_whether_an_address_is_known(desk: Client, school: Organisation) -> None:
    volunteer_account(name="Wim Hendriks", email=NOOR["email"])
    other = OrganisationFactory()

    known = desk.post(f"/werk/organisaties/{school.pk}/uitnodigen", NOOR, follow=True).content.decode()
    new = desk.post(
        f"/werk/organisaties/{other.pk}/uitnodigen", NOOR | {"email": "new@school.example.org"}, follow=True
    ).content.decode()

    for page in (known, new):
        assert "The invitation is on its way." in page
        assert "Hendriks" not in page
        assert "Noor Peeters" not in page


def test_a_second_invitation_and_its_end_are_two_buttons(desk: Client, school: Organisation) -> None:
    desk.post(f"/werk/organisaties/{school.pk}/uitnodigen", NOOR)
    noor = User.objects.get(email=NOOR["email"])

    desk.post(f"/werk/organisaties/{school.pk}/uitnodigen/{noor.pk}")
    assert Message.objects.filter(recipient=noor).count() == 2
    desk.post(f"/werk/organisaties/{school.pk}/toegang/{noor.pk}")

    assert not User.objects.filter(pk=noor.pk).exists()


def test_access_is_ended_by_a_button(desk: Client, school: Organisation) -> None:
    worker, theirs = social_worker(school, name="Noor Peeters"), Client()
    theirs.force_login(worker)

    desk.post(f"/werk/organisaties/{school.pk}/toegang/{worker.pk}")

    assert theirs.get("/mijn-gezinnen").status_code == 302
    assert "Noor Peeters" not in text(desk, f"/werk/organisaties/{school.pk}")


def test_only_people_of_the_organisation_are_ended(desk: Client, school: Organisation) -> None:
    other = social_worker()

    for path in ("toegang", "uitnodigen"):
        assert desk.post(f"/werk/organisaties/{school.pk}/{path}/{other.pk}").status_code == 404

    assert other.role_assignments.exists()


@pytest.mark.parametrize("path", ["uitnodigen", "uitnodigen/{pk}", "toegang/{pk}"])
def test_who_may_see_families_changes_shortly_after_a_log_in_only(
    desk: Client, school: Organisation, path: str
) -> None:
    worker = social_worker(school)
    session = desk.session
    session[ENTERED_AT] = 0
    session.save()

    answer = desk.post(f"/werk/organisaties/{school.pk}/{path.format(pk=worker.pk)}", NOOR)

    assert answer["Location"].startswith("/inloggen?opnieuw=1")
    assert "Log in once more" in text(desk, f"/werk/organisaties/{school.pk}")
    assert (worker.role_assignments.count(), Message.objects.count()) == (1, 0)


@pytest.mark.parametrize("who", ["elsewhere", "social worker", "reader", "administrator"])
def test_organisations_of_others_are_as_if_missing(client: Client, school: Organisation, who: str) -> None:
    people = {
        "elsewhere": coordinator(RegionFactory(slug="oss")),
        "social worker": social_worker(school),
        "reader": volunteer_account(),
        "administrator": administrator(),
    }
    client.force_login(people[who])
    paths = ("/wijzigen", "/uitnodigen", "/uitnodigen/1", "/toegang/1")

    found = {client.post(f"/werk/organisaties/{school.pk}{path}", NOOR).status_code for path in paths}
    found.add(client.get(f"/werk/organisaties/{school.pk}").status_code)

    assert found == {404}


def test_an_invitation_alone_opens_nothing(school: Organisation, marieke: User) -> None:
    account = volunteer_account(email=NOOR["email"])
    invitations.invite(organisation=school, by=marieke, now=timezone.now(), **NOOR)
    client = Client()
    client.force_login(account)

    assert client.get("/mijn-gezinnen").status_code == 404
    assert not Family.objects.exists()
