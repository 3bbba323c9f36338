"""Whoever registers a family gets a word that it arrived, and by when the parents are called."""

import pytest
from django.utils.translation import override

from families.domain.entry import Referral
from families.domain.referral import register
from outbox.domain.letter import letter
from outbox.models import Message
from programmes.domain.access import actor_of, actor_of_client
from programmes.models import ApiToken, User
from tests.factories.moments import NOW
from tests.factories.programmes import OrganisationFactory, coordinator, key_of_organisation, social_worker
from tests.families.entries import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return social_worker(language="en", name="Sam de Wit")


def written(by: User, entered: Referral) -> tuple[str, str]:
    """Register; give subject and words of the mail about it."""
    register(entry=entered, actor=actor_of(by), by=by, now=NOW)
    with override("en"):
        mail = letter(Message.objects.get(), now=NOW)
    return str(mail.subject), str(mail.body)


def test_the_referrer_hears_once_that_it_arrived(by: User) -> None:
    family = register(entry=entry(), actor=actor_of(by), by=by, now=NOW)

    message = Message.objects.get()
    assert (message.kind, message.recipient, message.region) == ("referrer_received", by, family.region)
    assert (message.subject, message.subject_id, message.not_before) == ("families.family", family.pk, NOW)


def test_it_says_by_when_the_parents_are_called(by: User) -> None:
    _subject, words = written(by, entry())

    assert "A coordinator calls the parents before the end of Monday 30 November." in words
    assert "You need not do anything." in words


def test_without_consent_it_promises_no_call_and_says_what_to_do(by: User) -> None:
    _subject, words = written(by, entry(consent=None))

    assert Message.objects.get().facts == {}
    assert "We wait for the consent of the parents" in words
    assert "Do the parents agree? Then tell the coordinator" in words
    assert not [promise for promise in ("calls the parents", "need not do anything") if promise in words]


def test_it_says_nothing_about_the_family(by: User) -> None:
    subject, words = written(by, entry(wishes="Speelt graag buiten"))

    kept = {"Amina", "Idrissi", "Yusuf", "5211", "612345678", "buiten"}
    assert not [word for word in kept if word in subject + words + str(Message.objects.get().facts)]


def test_a_coordinator_needs_no_word_about_their_own_work() -> None:
    by = coordinator()
    organisation = OrganisationFactory()

    register(
        entry=entry(region="s-hertogenbosch", organisation=organisation.pk),
        actor=actor_of(by),
        by=by,
        now=NOW,
    )

    assert not Message.objects.exists()


def test_another_system_gets_no_mail() -> None:
    key_of_organisation(OrganisationFactory())
    system = actor_of_client(ApiToken.objects.get())

    register(entry=entry(), actor=system, by=None, now=NOW)

    assert not Message.objects.exists()
