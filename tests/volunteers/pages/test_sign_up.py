from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programmes.models import Programme, User
from programmes.states import ProgrammeState
from tests.factories.programmes import PostcodeFactory
from tests.volunteers.entries import prepare
from tests.volunteers.pages.sign_up_forms import PERSON, TRAVEL, answer_step, fill_in
from volunteers.models import SignUpDraft, Volunteer
from volunteers.pages.signup_draft import COOKIE

pytestmark = pytest.mark.django_db
CHECK, DONE = "/meedoen/controleren", "/meedoen/bedankt"


@pytest.fixture(autouse=True)
def _town() -> None:
    prepare()


def test_a_sign_up_that_was_filled_in_is_in_the_register(client: Client) -> None:
    fill_in(client)

    answer = client.post(CHECK)

    kept = Volunteer.objects.get()
    assert answer["Location"] == DONE
    assert (kept.full_name, kept.phone, kept.postcode, kept.state) == (
        "Wim van de Ven",
        "+31612345678",
        "5211AB",
        "applied",
    )
    assert (kept.commitment, kept.rules_version != "", kept.consent_version != "") == ("several", True, True)
    assert sorted(kept.languages.values_list("code", "level")) == [("nl", "native"), ("tr", "A2")]
    assert [window.as_window().weekday for window in kept.windows.all()] == [3, 4]
    assert User.objects.get().email == "wim@example.org"
    assert not User.objects.get().role_assignments.exists()


def test_after_sending_only_the_first_name_is_left_on_the_device(client: Client) -> None:
    fill_in(client)
    client.post(CHECK)

    shown = client.get(DONE).content.decode()

    assert "Wim" in shown
    assert SignUpDraft.objects.get().answers == {"sent": {"first_name": "Wim", "region": "s-hertogenbosch"}}


def test_sending_twice_stores_nothing_twice(client: Client) -> None:
    fill_in(client)
    client.post(CHECK)

    answer = client.post(CHECK)

    assert (answer["Location"], Volunteer.objects.count()) == (DONE, 1)


def test_the_check_page_says_every_answer_again(client: Client) -> None:
    fill_in(client)

    shown = client.get(CHECK).content.decode()

    for words in ("Wim van de Ven", "wim@example.org", "06-1234 5678", "5211 AB", "Turks: ", "20 min"):
        assert words in shown
    assert shown.count("?terug=controle") >= 12


def test_a_change_from_the_check_page_goes_back_there(client: Client) -> None:
    fill_in(client)

    answer = answer_step(client, 1, **{**PERSON, "first_name": "Willem", "terug": "controle"})

    assert answer["Location"] == CHECK
    assert "Willem van de Ven" in client.get(CHECK).content.decode()


def test_a_later_step_leads_to_the_first_one_without_an_answer(client: Client) -> None:
    answer_step(client, 1, **PERSON)

    assert client.get("/meedoen/5")["Location"] == "/meedoen/2"
    assert client.get(CHECK)["Location"] == "/meedoen/2"
    assert client.get(DONE)["Location"] == "/meedoen"


def test_without_the_cookie_a_later_step_says_what_happened(client: Client) -> None:
    answer = client.get("/meedoen/3", follow=True)

    assert answer.redirect_chain[-1][0] == "/meedoen/1?kwijt=1"
    assert "data-focus" in answer.content.decode()


def test_back_keeps_what_is_right(client: Client) -> None:
    answer_step(client, 1, **PERSON)

    answer = client.post("/meedoen/2", {**TRAVEL, "go": "back"})

    assert answer["Location"] == "/meedoen/1"
    assert 'value="5211 AB"' in client.get("/meedoen/2").content.decode()
    assert 'value="wim@example.org"' in client.get("/meedoen/1").content.decode()


def test_back_keeps_what_was_typed_and_is_not_right_yet(client: Client) -> None:
    answer_step(client, 1, **PERSON)

    client.post("/meedoen/2", {"postcode": "52", "house_number": "14", "go": "back"})

    shown = client.get("/meedoen/2").content.decode()
    assert 'value="52"' in shown
    assert 'value="14"' in shown
    assert client.get("/meedoen/3")["Location"] == "/meedoen/2"


def test_back_from_an_empty_page_asks_for_nothing(client: Client) -> None:
    answer_step(client, 1, **PERSON)

    client.post("/meedoen/2", {"go": "back"})

    assert "errsum" not in client.get("/meedoen/2").content.decode()


def test_who_comes_again_goes_on_or_starts_again(client: Client) -> None:
    answer_step(client, 1, **PERSON)

    assert "/meedoen/2" in client.get("/meedoen").content.decode()
    assert client.post("/meedoen/opnieuw", {"go": "on"})["Location"] == "/meedoen/1"
    assert not SignUpDraft.objects.exists()
    assert client.get("/meedoen")["Location"] == "/meedoen/1"


def test_a_look_at_the_first_page_makes_no_draft(client: Client) -> None:
    assert client.get("/meedoen/1").status_code == 200
    assert not SignUpDraft.objects.exists()
    assert "sign-up" not in client.cookies


def test_the_key_of_a_draft_is_for_these_pages_only_and_kept_as_a_hash(client: Client) -> None:
    answer_step(client, 1, **PERSON)

    cookie = client.cookies["sign-up"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/meedoen")
    assert SignUpDraft.objects.get().key_hash != cookie.value


def test_a_draft_is_gone_after_a_week(client: Client) -> None:
    answer_step(client, 1, **PERSON)
    SignUpDraft.objects.update(saved_at=timezone.now() - timedelta(days=7, seconds=1))

    assert client.get("/meedoen/2")["Location"] == "/meedoen/1?kwijt=1"


def test_who_is_under_18_is_told_kindly_and_may_erase_it(client: Client) -> None:
    answer = answer_step(client, 1, **{**PERSON, "adult": "no"})

    assert answer["Location"] == "/meedoen/nog-niet"
    assert client.get("/meedoen/nog-niet").status_code == 200
    assert client.get("/meedoen/2")["Location"] == "/meedoen/1"
    assert client.post("/meedoen/opnieuw", {"go": "off"})["Location"] == reverse("start")
    assert not SignUpDraft.objects.exists()


def test_who_lives_elsewhere_may_go_on_for_a_municipality_that_takes_part(client: Client) -> None:
    PostcodeFactory(code="5011", place="Tilburg", municipality="Tilburg", x=133_000, y=398_000)
    answer_step(client, 1, **PERSON)

    answer = answer_step(client, 2, **{**TRAVEL, "postcode": "5011 AB"})

    assert answer["Location"] == "/meedoen/gemeente"
    assert "Tilburg" in client.get("/meedoen/gemeente").content.decode()
    assert client.get("/meedoen/3")["Location"] == "/meedoen/2"
    assert client.post("/meedoen/gemeente", {"go": "on"}).status_code == 200
    chosen = client.post("/meedoen/gemeente", {"go": "on", "region": "s-hertogenbosch"})
    assert chosen["Location"] == "/meedoen/3"


def test_a_slip_in_an_address_is_asked_about_once_and_never_forced(client: Client) -> None:
    slip = {**PERSON, "email": "wim@gmial.com"}

    asked = answer_step(client, 1, **slip)

    assert asked.status_code == 200
    assert 'value="wim@gmail.com"' in asked.content.decode()
    assert answer_step(client, 1, **slip, email_seen="wim@gmial.com")["Location"] == "/meedoen/2"
    assert 'value="wim@gmial.com"' in client.get("/meedoen/1").content.decode()


def test_a_slip_is_mended_with_one_press(client: Client) -> None:
    mended = {**PERSON, "email": "wim@gmial.com", "email_fix": "wim@gmail.com"}

    assert answer_step(client, 1, **mended)["Location"] == "/meedoen/2"
    assert 'value="wim@gmail.com"' in client.get("/meedoen/1").content.decode()


def test_another_language_is_added_without_a_word_about_the_rest(client: Client) -> None:
    answer_step(client, 1, **PERSON)
    answer_step(client, 2, **TRAVEL)

    shown = client.post("/meedoen/3", {"stay": "add", "other": "vi", "nl-speaks": "on"}).content.decode()

    assert 'name="vi-speaks"' in shown
    assert "errsum" not in shown
    onward = answer_step(
        client,
        3,
        shown="vi",
        **{"vi-speaks": "on", "vi-level": "C1", "nl-speaks": "on", "nl-level": "native"},
    )
    assert onward["Location"] == "/meedoen/4"


def test_the_pages_keep_the_language_of_the_reader(client: Client) -> None:
    fill_in(client)

    client.post(CHECK, headers={"accept-language": "en"})

    assert User.objects.get().language == "en"
    assert "Thank you, Wim" in client.get(DONE, headers={"accept-language": "en"}).content.decode()


def test_another_language_that_was_chosen_by_mistake_can_be_left_out(client: Client) -> None:
    answer_step(client, 1, **PERSON)
    answer_step(client, 2, **TRAVEL)
    dutch = {"nl-speaks": "on", "nl-level": "native"}
    assert answer_step(client, 3, other="vi", **dutch).status_code == 200

    onward = answer_step(client, 3, other="vi", shown=["nl", "vi"], **dutch)

    assert onward["Location"] == "/meedoen/4"


def test_the_device_keeps_its_key_as_long_as_the_draft_is_kept(client: Client) -> None:
    answer_step(client, 1, **PERSON)
    key = client.cookies[COOKIE].value

    answer = answer_step(client, 2, **TRAVEL)

    assert (answer.cookies[COOKIE].value, answer.cookies[COOKIE]["max-age"]) == (key, 7 * 24 * 3600)


def test_back_with_what_no_database_keeps_goes_back_all_the_same(client: Client) -> None:
    answer = client.post("/meedoen/1", {"first_name": "No\0or", "go": "back"})

    assert answer["Location"] == "/"
    assert SignUpDraft.objects.get().answers["typed"]["person"]["first_name"] == ["Noor"]


def test_back_keeps_nothing_endless(client: Client) -> None:
    client.post("/meedoen/1", {"first_name": "x" * 500_000, "go": "back"})

    assert len(str(SignUpDraft.objects.get().answers)) < 1_000


def test_when_no_programme_is_open_the_page_says_so_and_whom_to_ask(client: Client) -> None:
    Programme.objects.update(state=ProgrammeState.CLOSED)
    PostcodeFactory(code="5011", place="Tilburg", municipality="Tilburg", x=133_000, y=398_000)
    answer_step(client, 1, **PERSON)
    answer_step(client, 2, **{**TRAVEL, "postcode": "5011 AB"})

    shown = client.get("/meedoen/gemeente", headers={"Accept-Language": "en"}).content.decode()

    assert "We read in" not in shown
    assert "At this moment no programme takes readers in here." in shown
    assert f'href="{reverse("help")}"' in shown


def test_after_sending_somebody_else_may_sign_up_on_the_same_device(client: Client) -> None:
    fill_in(client)
    client.post(CHECK)
    assert 'value="on"' in client.get(DONE).content.decode()

    client.post("/meedoen/opnieuw", {"go": "on"})
    fill_in(client, email="noor@example.org")
    client.post(CHECK)

    assert Volunteer.objects.count() == 2
