from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from families.models import Child, Consent, Family, Home, HomeWindow, PossibleDuplicate, ReferralDraft
from families.states import FamilyState
from matching.models import CallRequest
from outbox.models import Message
from outbox.states import MessageState
from programmes.admin.records import RecordAdmin
from programmes.models import (
    AccessLog,
    ApiToken,
    District,
    Programme,
    RoleAssignment,
    StateChange,
    TextApproval,
    User,
)
from programmes.states import ProgrammeState
from tests.factories.duplicates import LikenessFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW
from tests.factories.outbox import MessageFactory
from tests.factories.programmes import (
    DistrictFactory,
    OrganisationFactory,
    PostcodeFactory,
    ProgrammeFactory,
    administrator,
    coordinator,
    key_of,
    volunteer_account,
)
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db
OWN = ("families", "matching", "outbox", "programmes", "volunteers")
SITE = admin.site._registry  # noqa: SLF001 - no public way asks what is registered
MODELS = [model for app in OWN for model in apps.get_app_config(app).get_models()]
LOOKED_AT = [model for model in MODELS if isinstance(SITE.get(model), RecordAdmin)]
EACH_MODEL = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
EACH_LOOKED_AT = pytest.mark.parametrize("model", LOOKED_AT, ids=lambda model: model._meta.label)


@pytest.fixture
def person() -> User:
    return administrator(is_staff=True, is_superuser=True, name="Ada de Beheerder")


@pytest.fixture
def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def one_more_of_all() -> None:
    number = District.objects.count()
    now = timezone.now()
    match = MatchFactory(
        proposal__volunteer__district=DistrictFactory(code=str(5300 + number)),
        proposal__family__organisation=OrganisationFactory(),
    )
    CallRequest.objects.create(match=match, asked_at=now)
    LikenessFactory()
    MessageFactory()
    PostcodeFactory(code=str(6000 + number))
    key_of(by := coordinator())
    StateChange.objects.create(subject="x", subject_id=1, from_state="a", to_state="b", by=by, at=now)
    AccessLog.objects.create(subject="x", subject_id=1, action="a", by=by, at=now)
    ReferralDraft.objects.create(account=by, started_at=now, saved_at=now)
    TextApproval.objects.create(
        text="leaflet", language="tr", sha256=f"{number:064}", approved_by=by, approved_at=now
    )


def address(model: type[Model], page: str, *arguments: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def test_every_model_has_a_page() -> None:
    assert [model._meta.label for model in MODELS if model not in SITE] == []


@EACH_MODEL
def test_a_list_takes_no_more_queries_for_many_than_for_few(browser: Client, model: type[Model]) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address(model, "changelist")).status_code == 200
        return len(captured)

    one_more_of_all()
    few = queries()
    for _ in range(3):
        one_more_of_all()

    assert queries() <= few


@EACH_MODEL
def test_a_record_has_a_page_of_its_own(browser: Client, model: type[Model]) -> None:
    one_more_of_all()
    for record in model._default_manager.all()[:1]:
        assert browser.get(address(model, "change", record.pk)).status_code == 200


@EACH_LOOKED_AT
def test_a_record_with_a_life_of_its_own_cannot_be_made_or_changed(
    browser: Client, model: type[Model]
) -> None:
    one_more_of_all()
    made = browser.post(address(model, "add"), {}).status_code
    changed = {
        browser.post(address(model, "change", record.pk), {"state": "left"}).status_code
        for record in model._default_manager.all()[:1]
    }

    assert {made} | changed == {403}


@EACH_LOOKED_AT
def test_no_page_shows_what_is_personal(browser: Client, model: type[Model]) -> None:
    family = FamilyFactory(last_name="El Kanarie", safety_note="Kanarie", state=FamilyState.PROPOSED)
    Child.objects.update(first_name="Kanarie", school="Kanarie")
    Home.objects.update(label="Kanarie", postcode="5299XX")
    Consent.objects.update(given_by="Kanarie")
    account = volunteer_account(name="Kanarie")
    volunteer = VolunteerFactory(last_name="Kanarie", phone="+31600005299", account=account)
    MatchFactory(proposal__family=family, proposal__volunteer=volunteer)
    LikenessFactory(family=family)
    answers = {"consent": {"first_name": "Kanarie"}}
    ReferralDraft.objects.create(account=account, answers=answers, started_at=NOW, saved_at=NOW)

    pages = [address(model, "changelist")]
    pages += [address(model, "change", record.pk) for record in model._default_manager.all()[:3]]
    words = "".join(browser.get(page).content.decode() for page in pages)

    # Roles are given to accounts, and an account shows its name.
    assert "Kanarie" not in words or model is RoleAssignment
    assert "5299" not in words


@pytest.mark.parametrize("model", [Family, Child, Consent, Home, HomeWindow])
def test_a_look_at_a_familys_record_is_written_down(
    browser: Client, person: User, model: type[Model]
) -> None:
    family = FamilyFactory()
    record = model._default_manager.get()

    browser.get(address(model, "change", record.pk))

    look = AccessLog.objects.get()
    assert (look.subject, look.subject_id, look.by) == ("families.family", family.pk, person)


def test_a_look_at_a_likeness_is_written_down_for_both_families(browser: Client, person: User) -> None:
    likeness = LikenessFactory()

    browser.get(address(PossibleDuplicate, "change", likeness.pk))

    looks = AccessLog.objects.filter(subject="families.family", by=person)
    assert {look.subject_id for look in looks} == {likeness.family_id, likeness.earlier_id}


def test_who_is_no_staff_is_sent_to_the_log_in() -> None:
    client = Client()
    client.force_login(coordinator())

    assert client.get(reverse("admin:index")).status_code == 302


def test_a_programme_is_opened_by_its_table_of_moves(browser: Client, person: User) -> None:
    programme = ProgrammeFactory(state=ProgrammeState.DRAFT)

    browser.post(
        address(Programme, "changelist"), {"action": "open_programmes", "_selected_action": [programme.pk]}
    )

    programme.refresh_from_db()
    change = StateChange.objects.get()
    assert (programme.state, change.by, change.to_state) == (ProgrammeState.OPEN, person, "open")


def test_a_programme_that_may_not_move_stays_with_a_word_why(browser: Client) -> None:
    programme = ProgrammeFactory(state=ProgrammeState.DRAFT)

    answer = browser.post(
        address(Programme, "changelist"),
        {"action": "close_programmes", "_selected_action": [programme.pk]},
        follow=True,
    )

    programme.refresh_from_db()
    assert programme.state == ProgrammeState.DRAFT
    assert len(answer.context["messages"]) == 1


def test_a_dead_letter_can_be_sent_again(browser: Client) -> None:
    dead = MessageFactory(state=MessageState.FAILED, attempts=8)

    browser.post(address(Message, "changelist"), {"action": "send_again", "_selected_action": [dead.pk]})

    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (MessageState.HELD, 0)


def test_a_key_can_be_withdrawn(browser: Client) -> None:
    key_of(coordinator())
    token = ApiToken.objects.get()

    browser.post(address(ApiToken, "delete", token.pk), {"post": "yes"})

    assert not ApiToken.objects.exists()


def test_an_account_is_made_with_its_e_mail_address(browser: Client) -> None:
    words = {"password1": "een-lang-wachtwoord-42", "password2": "een-lang-wachtwoord-42"}
    roles = {"role_assignments-TOTAL_FORMS": "0", "role_assignments-INITIAL_FORMS": "0"}

    browser.post(
        address(User, "add"),
        {"email": "new@example.org", "name": "Nieuw", "language": "nl", **words, **roles},
    )

    assert User.objects.get(email="new@example.org").check_password("een-lang-wachtwoord-42")
