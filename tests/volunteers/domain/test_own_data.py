import json

import pytest
from django.apps import apps
from django.utils import translation

from matching.models import Question
from matching.states import MatchState
from outbox.domain.post import MessageKind, post
from programmes.domain import links, passkeys
from programmes.domain.privacy import Person, as_json, chapters_of, emptied, parts
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW
from tests.factories.programmes import volunteer_account
from tests.factories.visits import VisitFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain.own_data import person_of
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def wim() -> Volunteer:
    volunteer = VolunteerFactory(account=volunteer_account(), first_name="Wim", motivation="Ik lees graag")
    assert isinstance(volunteer, Volunteer)
    return volunteer


def told(person: Person) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(json.dumps(as_json(chapters_of(person))))
    return found


def test_everything_about_a_volunteer_is_told(wim: Volunteer) -> None:
    assert wim.account
    match = MatchFactory(proposal__volunteer=wim, state=MatchState.ACTIVE)
    VisitFactory(match=match, note="Mooi gelezen")
    Question.objects.create(volunteer=wim, text="Mag het boek mee?", asked_at=NOW)
    links.make(purpose=links.LinkPurpose.CALENDAR, account=wim.account, now=NOW)
    passkeys.add(account=wim.account, credential={"id": "AQID"}, name="Wims telefoon", now=NOW)
    post(kind=MessageKind.WELCOME, recipient=wim.account, subject=wim, not_before=NOW, now=NOW)

    kept = told(person_of(wim))

    assert kept["volunteer"][0]["first_name"] == "Wim"
    assert kept["volunteer"][0]["motivation"] == "Ik lees graag"
    assert kept["availability"][0]["start"] == 780
    assert kept["account"][0]["email"] == wim.account.email
    assert kept["visits"][0]["note"] == "Mooi gelezen"
    assert kept["questions"][0]["text"] == "Mag het boek mee?"
    assert kept["messages"][0]["kind"] == "welcome"
    assert kept["links"][0]["purpose"] == "calendar"
    assert kept["passkeys"] == [
        {"name": "Wims telefoon", "created_at": NOW.isoformat(), "last_used_at": None}
    ]


def test_nothing_of_the_family_or_of_another_reader_is_told(wim: Volunteer) -> None:
    match = MatchFactory(proposal__volunteer=wim, state=MatchState.ACTIVE)
    family = match.family
    other = VolunteerFactory(first_name="Iemand Anders")
    MatchFactory(proposal__volunteer=other)

    text = json.dumps(told(person_of(wim)))

    assert "Iemand Anders" not in text
    for word in (family.contact_name, family.phone, family.reference):
        assert word not in text
    assert len(told(person_of(wim))["matches"]) == 1


def test_no_hash_and_no_password_is_told(wim: Volunteer) -> None:
    assert wim.account
    links.make(purpose=links.LinkPurpose.CALENDAR, account=wim.account, now=NOW)

    kept = told(person_of(wim))

    assert not {"password", "key_hash"} & {*kept["account"][0], *kept["links"][0]}


def test_every_personal_field_has_an_empty_value() -> None:
    volunteer = VolunteerFactory()

    assert set(emptied(volunteer)) == {*Volunteer.Privacy.personal, *Volunteer.Privacy.sensitive}


def test_every_app_that_refers_to_volunteers_tells_what_it_keeps() -> None:
    referring = {
        relation.related_model._meta.app_label
        for relation in Volunteer._meta.related_objects
        if relation.related_model._meta.app_label in {config.name for config in apps.get_app_configs()}
    }

    assert referring <= {part.name for part in parts()}


def test_codes_are_told_by_their_names(wim: Volunteer) -> None:
    Volunteer.objects.filter(pk=wim.pk).update(places=["home"])

    with translation.override("en"):
        words = {
            (chapter.name, fact.name, fact.label): fact.words
            for chapter in chapters_of(person_of(wim))
            for fact in chapter.records[0]
        }

    assert words["volunteer", "places", "Places possible"] == "At home"
    assert words["languages", "code", "Language"] == "Dutch"
    assert words["availability", "start", "From"] == "13:00"
