"""A translation for parents is approved by a person, for exactly the words that they read."""

import pytest

from programmes.domain import text_approvals
from programmes.domain.access import NotAllowedError
from programmes.domain.refusal import Refusal
from programmes.models import StateChange, TextApproval, User
from programmes.values.parent_texts import ParentText, fingerprint, parent_words
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator, social_worker, volunteer_account

pytestmark = pytest.mark.django_db(transaction=True)
TEXT, LANGUAGE = ParentText.ANSWER, "ar"


def approved_by(user: User, *, seen: str = "") -> None:
    words = seen or fingerprint(TEXT, LANGUAGE)
    text_approvals.approve(text=TEXT, language=LANGUAGE, seen=words, by=user, now=NOW)


def test_nothing_is_approved_before_a_person_did_but_the_dutch_words() -> None:
    assert not text_approvals.is_approved(TEXT, LANGUAGE)
    assert text_approvals.is_approved(TEXT, "nl")


def test_an_approval_holds_for_that_text_in_that_language() -> None:
    approved_by(coordinator())

    assert text_approvals.is_approved(TEXT, LANGUAGE)
    assert not text_approvals.is_approved(TEXT, "tr")
    assert not text_approvals.is_approved(ParentText.LEAFLET, LANGUAGE)
    assert text_approvals.approved_languages(TEXT) == {"nl", LANGUAGE}


def test_an_approval_of_other_words_does_not_hold_for_these() -> None:
    approved_by(coordinator())

    TextApproval.objects.update(sha256="0" * 64)

    assert not text_approvals.is_approved(TEXT, LANGUAGE)
    assert text_approvals.approved_languages(TEXT) == {"nl"}


@pytest.mark.parametrize("changed", [LANGUAGE, "nl"])
def test_a_change_of_the_words_or_of_the_dutch_ones_asks_for_approval_anew(
    monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    approved_by(coordinator())
    words = parent_words(changed).answer

    monkeypatch.setitem(words, "title", words["title"] + "!")

    assert not text_approvals.is_approved(TEXT, LANGUAGE)
    assert text_approvals.approved_languages(TEXT) == {"nl"}
    assert text_approvals.translation_of(TEXT, LANGUAGE).approval is None


def test_words_that_changed_since_they_were_read_are_not_approved() -> None:
    with pytest.raises(Refusal) as refused:
        approved_by(coordinator(), seen="0" * 64)

    assert refused.value.code == "changed"
    assert not TextApproval.objects.exists()


def test_approving_twice_is_the_same_as_once() -> None:
    marieke = coordinator()

    for _ in range(2):
        approved_by(marieke)

    assert TextApproval.objects.count() == StateChange.objects.count() == 1


def test_an_approval_can_be_taken_back_and_the_history_says_who_did() -> None:
    marieke = coordinator()
    approved_by(marieke)

    text_approvals.take_back(text=TEXT, language=LANGUAGE, by=marieke, now=NOW)

    assert not text_approvals.is_approved(TEXT, LANGUAGE)
    assert list(StateChange.objects.values_list("to_state", "by")) == [
        ("approved", marieke.pk),
        ("to_be_approved", marieke.pk),
    ]


@pytest.mark.parametrize("who", [social_worker, volunteer_account])
def test_nobody_but_a_coordinator_approves(who: type[User]) -> None:
    with pytest.raises(NotAllowedError):
        approved_by(who())
