"""Parents answer by their link: what it shows in eight languages, what it changes, what is true later."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from families.states import FamilyState
from matching.models import CallRequest, Match
from matching.states import MatchState
from programmes.models import StateChange, TextApproval
from programmes.values.parent_texts import LANGUAGES, ParentText, fingerprint, parent_words
from tests.factories.parents import asked, secret_for_parents
from tests.factories.programmes import RegionFactory
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db
SECRETS = ("El Idrissi", "Amina", "+31612345678", "5212", "Yusuf", "G-", "Zwaan")
MOST_WORDS = 40
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)


@pytest.fixture(autouse=True)
def _somebody_answers_the_telephone() -> None:
    RegionFactory(contact_name="Marieke", contact_phone="+31731234567")


def page(secret: str, language: str = "nl", *, status: int = 200, rest: str = "") -> str:
    answer = Client().get(f"/antwoord/{secret}{rest}?taal={language}")
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def press(secret: str, step: str, **fields: str) -> str:
    answer = Client().post(f"/antwoord/{secret}/{step}?taal=nl", fields, follow=True)
    return " ".join(answer.content.decode().split())


def now_of(match: Match) -> Match:
    return Match.objects.get(pk=match.pk)


def words_on(shown: str) -> list[str]:
    [main] = MAIN.findall(shown)
    return strip_tags(main.replace("<", " <")).split()


def approve_all() -> None:
    TextApproval.objects.bulk_create(
        TextApproval(
            text="answer",
            language=language,
            sha256=fingerprint(ParentText.ANSWER, language),
            approved_at=timezone.now(),
        )
        for language in LANGUAGES
    )


def test_the_page_says_who_would_come_and_when_that_one_may_refuse_and_whom_to_call() -> None:
    shown = page(secret_for_parents(asked()))

    for told in (
        "Lieke wil graag komen voorlezen.",
        "Dinsdag 16:00\u201317:00",
        "U mag ook nee zeggen.",
        "Ja, kom maar kennismaken",
        "Nee, liever iemand anders",
        "Bel mij eerst",
        "Vragen? Bel Marieke:",
        'href="tel:+31731234567"',
    ):
        assert told in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_takes_under_forty_words(language: str) -> None:
    approve_all()

    words = words_on(page(secret_for_parents(asked()), language))

    assert 10 < len(words) < MOST_WORDS, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_page_is_in_the_language_that_was_chosen(language: str) -> None:
    shown = page(secret_for_parents(asked()), language)

    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in shown
    assert all(parent_words(language).answer[name] in shown for name in ("yes", "no", "call", "title"))


def test_the_page_opens_in_the_language_in_which_the_family_is_called() -> None:
    secret = secret_for_parents(asked(family={"call_language": "tr"}))

    answer = Client().get(f"/antwoord/{secret}", headers={"Accept-Language": "pl"})

    assert answer["Content-Language"] == "tr"


def test_a_family_that_is_called_in_another_language_gets_dutch() -> None:
    secret = secret_for_parents(asked(family={"call_language": "fr"}))

    assert Client().get(f"/antwoord/{secret}")["Content-Language"] == "nl"


def test_a_translation_is_marked_until_somebody_approved_it() -> None:
    secret = secret_for_parents(asked())
    mark = parent_words("tr").words["unapproved"]
    before = page(secret, "tr")

    approve_all()

    assert mark in before
    assert mark not in page(secret, "tr")


@pytest.mark.parametrize("homes", [1, 2])
def test_the_page_shows_no_address_and_no_name_of_the_family(homes: int) -> None:
    weeks = [{"rhythm": "week_a"}, {"rhythm": "week_b", "postcode": "5213EF"}]
    family = {"homes": weeks if homes > 1 else [{}]}
    secret = secret_for_parents(asked(family=family))

    # A secret is drawn, and may hold any letters.
    shown = (page(secret) + page(secret, "en", rest="/no")).replace(secret, "")

    assert not [word for word in (*SECRETS, "5213") if word in shown]


def test_a_moment_of_one_week_in_two_says_so() -> None:
    shown = page(secret_for_parents(asked(option=["a 2 16:00", "b 4 15:00"])))

    assert "Dinsdag 16:00\u201317:00 (om de week)" in shown
    assert "Donderdag 15:00\u201316:00 (om de week)" in shown


def test_of_two_who_read_together_both_are_named() -> None:
    partner = VolunteerFactory(first_name="Els")

    shown = page(secret_for_parents(asked(partner=partner, partner_seat=1)))

    assert "Lieke en Els" in shown


def test_looking_changes_nothing_whatever_address_is_opened() -> None:
    match = asked()
    secret = secret_for_parents(match)

    for rest in ("", "/yes", "/no", "/call"):
        Client().get(f"/antwoord/{secret}{rest}")

    assert now_of(match).state == MatchState.PROPOSED
    assert not StateChange.objects.exists()
    assert not CallRequest.objects.exists()


def test_yes_is_the_familys_yes_and_a_second_tap_says_the_same() -> None:
    match = asked()
    secret = secret_for_parents(match)

    told = [press(secret, "yes") for _ in range(2)]

    assert now_of(match).state == MatchState.ACCEPTED_BY_FAMILY
    assert all("We wachten nog op het antwoord van Lieke." in shown for shown in told)
    assert StateChange.objects.filter(subject="matching.match").count() == 1


def test_the_second_yes_of_the_two_makes_the_match_accepted() -> None:
    match = asked(state=MatchState.ACCEPTED_BY_VOLUNTEER)

    shown = press(secret_for_parents(match), "yes")

    assert now_of(match).state == MatchState.ACCEPTED
    assert "Lieke zei ook ja. We bellen u" in shown


@pytest.mark.parametrize("reason", ["moment", "not_suitable", "not_now", "other"])
def test_no_is_one_tap_more_with_a_coded_reason(reason: str) -> None:
    match = asked()
    secret = secret_for_parents(match)
    asked_why = press(secret, "no")

    shown = press(secret, "no", reason=reason)

    match = now_of(match)
    assert f'value="{reason}"' in asked_why
    assert (match.state, match.end_reason) == (MatchState.DECLINED, reason)
    assert match.family.state == FamilyState.WAITING
    assert "Dank u wel voor uw antwoord." in shown
    assert StateChange.objects.filter(reason=f"family:{reason}", subject="matching.match").exists()


@pytest.mark.parametrize("reason", ["", "not_again", "nonsense"])
def test_without_a_reason_of_the_page_it_asks_again(reason: str) -> None:
    match = asked()

    shown = press(secret_for_parents(match), "no", reason=reason)

    assert "Wat past niet?" in shown
    assert now_of(match).state == MatchState.PROPOSED


def test_a_yes_can_still_become_a_no() -> None:
    match = asked()
    secret = secret_for_parents(match)
    press(secret, "yes")

    press(secret, "no", reason="other")

    assert now_of(match).state == MatchState.DECLINED


def test_call_me_first_is_noted_once_and_the_question_stays_open() -> None:
    match = asked()
    secret = secret_for_parents(match)

    shown = [press(secret, "call") for _ in range(2)][-1]

    assert CallRequest.objects.get().settled_at is None
    assert "We bellen u. U mag ook hier antwoorden." in shown
    assert "Ja, kom maar kennismaken" in shown
    assert "Bel mij eerst" not in shown


def test_an_answer_after_all_settles_the_call() -> None:
    match = asked()
    secret = secret_for_parents(match)
    press(secret, "call")

    press(secret, "yes")

    assert CallRequest.objects.get().settled_at is not None
