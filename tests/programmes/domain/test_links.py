from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.domain import links
from programmes.domain.links import LinkPurpose, LinkSpentError
from programmes.models import PersonalLink, User
from tests.factories.programmes import volunteer_account

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LOG_IN = LinkPurpose.LOG_IN


@pytest.fixture
def reader() -> User:
    return volunteer_account()


def secret_of(reader: User, purpose: LinkPurpose = LOG_IN) -> str:
    return links.make(purpose=purpose, account=reader, now=NOW)


def test_only_the_hash_of_a_secret_is_kept(reader: User) -> None:
    secret = secret_of(reader)

    kept = [str(value) for row in PersonalLink.objects.values() for value in row.values()]

    assert len(secret) == 43
    assert secret not in kept
    assert links.find(secret, purpose=LOG_IN, now=NOW)


def test_a_link_is_of_no_use_for_another_purpose(reader: User) -> None:
    secret = secret_of(reader, LinkPurpose.CALENDAR)

    found = [purpose for purpose in LinkPurpose if links.find(secret, purpose=purpose, now=NOW)]

    assert found == [LinkPurpose.CALENDAR]


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (15, False)])
def test_a_log_in_link_works_for_a_quarter_of_an_hour(reader: User, minutes: int, works: bool) -> None:
    secret = secret_of(reader)

    found = links.find(secret, purpose=LOG_IN, now=NOW + timedelta(minutes=minutes))

    assert bool(found) == works


def test_a_calendar_works_until_it_is_revoked(reader: User) -> None:
    secret = secret_of(reader, LinkPurpose.CALENDAR)
    later = NOW + timedelta(days=4_000)
    before = links.find(secret, purpose=LinkPurpose.CALENDAR, now=later)

    ended = links.revoke(account=reader, purpose=LinkPurpose.CALENDAR, now=later)

    assert before
    assert ended == 1
    assert links.find(secret, purpose=LinkPurpose.CALENDAR, now=later) is None


def test_a_link_is_spent_once(reader: User) -> None:
    secret = secret_of(reader)
    links.spend(secret, purpose=LOG_IN, now=NOW)

    with pytest.raises(LinkSpentError):
        links.spend(secret, purpose=LOG_IN, now=NOW)


@pytest.mark.parametrize("secret", ["", "wrong", "\x00", "é" * 2_000])
def test_what_never_was_a_secret_opens_nothing(reader: User, secret: str) -> None:
    with pytest.raises(LinkSpentError):
        links.spend(secret, purpose=LOG_IN, now=NOW)


def test_a_blocked_account_has_no_working_links(reader: User) -> None:
    secret = secret_of(reader)
    User.objects.update(is_active=False)

    assert links.find(secret, purpose=LOG_IN, now=NOW) is None


def test_coming_in_ends_the_other_links_that_were_asked_for(reader: User) -> None:
    first, second, answer = secret_of(reader), secret_of(reader), secret_of(reader, LinkPurpose.ANSWER)

    account = links.enter(secret=second, now=NOW)

    assert account == reader
    assert links.find(first, purpose=LOG_IN, now=NOW) is None
    assert links.find(answer, purpose=LinkPurpose.ANSWER, now=NOW)


def test_a_link_is_about_a_record_or_about_nothing(reader: User) -> None:
    links.make(purpose=LinkPurpose.ANSWER, account=reader, now=NOW, about=("matching.match", 7))
    links.make(purpose=LinkPurpose.CONFIRM_EMAIL, account=reader, now=NOW, subject=reader)

    rows = PersonalLink.objects.order_by("pk").values_list("subject", "subject_id")

    assert list(rows) == [("matching.match", 7), ("programmes.user", reader.pk)]


def test_the_last_use_is_noted_once_a_minute(reader: User) -> None:
    secret_of(reader)
    link = PersonalLink.objects.get()
    links.see(link, now=NOW)
    link.refresh_from_db()

    links.see(link, now=NOW + timedelta(seconds=59))

    link.refresh_from_db()
    assert link.last_seen_at == NOW


def test_links_that_ended_are_forgotten_after_a_month(reader: User) -> None:
    spent, _calendar = secret_of(reader), secret_of(reader, LinkPurpose.CALENDAR)
    links.spend(spent, purpose=LOG_IN, now=NOW)

    kept = links.forget(now=NOW + timedelta(days=30))
    gone = links.forget(now=NOW + timedelta(days=30, seconds=1))

    assert (kept, gone) == (0, 1)
    assert PersonalLink.objects.get().purpose == LinkPurpose.CALENDAR
