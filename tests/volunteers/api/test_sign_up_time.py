"""How long a sign-up takes does not tell whether somebody is known (quality S6)."""

import time
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from outbox.models import Message
from tests.api_clients import anonymous
from tests.factories.programmes import UserFactory
from tests.factories.volunteers import VolunteerFactory
from tests.volunteers.entries import body
from tests.volunteers.pages.sign_up_forms import fill_in

pytestmark = pytest.mark.django_db
FIXED = 0.6
"""Seconds, far above what any of these ways takes."""


def by_the_api(email: str) -> Callable[[], object]:
    given = body(email=email)
    return lambda: anonymous().post("/api/v1/volunteers", given)


def by_the_pages(email: str) -> Callable[[], object]:
    body()
    browser = Client()
    fill_in(browser, email=email)
    return lambda: browser.post("/meedoen/controleren")


def seconds_of(ask: Callable[[], object]) -> float:
    start = time.monotonic()
    ask()
    return time.monotonic() - start


@pytest.mark.parametrize("way", [by_the_api, by_the_pages])
def test_somebody_who_is_known_is_answered_at_the_same_moment_as_a_stranger(
    way: Callable[[str], Callable[[], object]], settings: Settings
) -> None:
    VolunteerFactory(account=UserFactory(email="known@example.org"), email="known@example.org")
    asked = [way("known@example.org"), way("stranger@example.org")]
    settings.SAME_TIME_SECONDS = FIXED

    took = [seconds_of(ask) for ask in asked]

    assert min(took) >= FIXED
    assert Message.objects.count() == len(asked)
