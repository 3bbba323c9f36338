from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from pytest_django import Settings

from programmes.domain import throttling
from programmes.domain.clock import database_now
from programmes.domain.throttling import Rate, count, give_back, rate
from programmes.models import RequestCount

pytestmark = pytest.mark.django_db
WHO = "192.0.2.7"


@pytest.fixture(autouse=True)
def _two_in_an_hour(settings: Settings) -> None:
    settings.RATES = {"door": "2/hour", "window": "2/hour"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5/hour", Rate(5, 3600)),
        ("20/min", Rate(20, 60)),
        ("10/15min", Rate(10, 900)),
        ("3/d", Rate(3, 86_400)),
        ("100/s", Rate(100, 1)),
    ],
)
def test_a_rate_is_read_as_it_is_said(written: str, read: Rate) -> None:
    assert rate(written) == read


@pytest.mark.parametrize("written", ["5", "5/", "five/hour", "5/year", "-1/hour"])
def test_a_rate_that_says_nothing_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=written):
        rate(written)


def test_the_third_time_is_once_too_often_and_says_how_long_to_wait() -> None:
    verdicts = [count("door", WHO) for _ in range(3)]

    assert [verdict.allowed for verdict in verdicts] == [True, True, False]
    assert 1 <= verdicts[2].retry_after <= 3600


def test_each_asker_and_each_thing_is_counted_apart() -> None:
    for _ in range(2):
        count("door", WHO)

    assert count("door", "192.0.2.8").allowed
    assert count("window", WHO).allowed


def test_a_mailbox_is_one_however_it_is_capitalised() -> None:
    for email in ("wim@example.org", " Wim@Example.org "):
        count("door", email)

    assert not count("door", "WIM@EXAMPLE.ORG").allowed


def test_what_did_not_count_is_given_back() -> None:
    for _ in range(4):
        count("door", WHO)
        give_back("door", WHO)

    assert RequestCount.objects.get().number == 0


def test_the_next_hour_begins_anew() -> None:
    for _ in range(3):
        count("door", WHO)
    RequestCount.objects.update(since=F("since") - timedelta(hours=1))

    assert count("door", WHO).allowed


def test_the_table_does_not_tell_who_asked() -> None:
    count("door", WHO)
    count("window", WHO)

    kept = list(RequestCount.objects.values_list("who", flat=True))

    assert len(set(kept)) == 2
    assert not any(WHO in who for who in kept)


def test_old_counts_are_forgotten() -> None:
    count("door", WHO)
    now = database_now()

    assert throttling.forget(now=now + timedelta(days=1)) == 0
    assert throttling.forget(now=now + timedelta(days=2, hours=2)) == 1


@pytest.mark.django_db(transaction=True)
def test_processes_that_count_at_the_same_instant_count_together() -> None:
    def asked(_: int) -> bool:
        try:
            return count("door", WHO).allowed
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        allowed = list(pool.map(asked, range(12)))

    assert sum(allowed) == 2
    assert RequestCount.objects.get().number == 12
