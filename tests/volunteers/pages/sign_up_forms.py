"""What a person fills in on each page of the sign-up; tests change what they are about."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from volunteers.models import SignUpDraft

PERSON = {
    "first_name": "Wim",
    "infix": "van de",
    "last_name": "Ven",
    "email": "wim@example.org",
    "phone": "06 12345678",
    "adult": "yes",
    "preferred_channel": "email",
}
TRAVEL = {"postcode": "5211 ab", "house_number": "14", "means": "bicycle", "max_minutes": "20"}
LANGUAGES = {"nl-speaks": "on", "nl-level": "native", "tr-speaks": "on", "tr-level": "A2"}
WHEN = {
    "when-moments": ["3-1", "4-2"],
    "when-lines-TOTAL_FORMS": "0",
    "when-lines-INITIAL_FORMS": "0",
}
SUITS = {
    "programmes": "doorleesexpress",
    "max_children": "3",
    "places": ["home", "library"],
    "commitment": "several",
}
AGREEMENTS = {"privacy": "on", "rules": "on"}
PAGES: tuple[dict[str, Any], ...] = (PERSON, TRAVEL, LANGUAGES, WHEN, SUITS, AGREEMENTS)


def fill_in(browser: Client, **changes: Any) -> None:
    """Answer all six steps; `changes` are fields of any of them."""
    for number, page in enumerate(PAGES, start=1):
        given = {name: changes.get(name, value) for name, value in page.items()}
        answer = answer_step(browser, number, **given)
        assert answer.status_code == 302, answer.content.decode()
    pass_time()


def answer_step(browser: Client, number: int, **given: Any) -> HttpResponse:
    """Send one step."""
    answer = browser.post(reverse("sign-up-step", args=[number]), {"go": "on", **given})
    assert isinstance(answer, HttpResponse)
    return answer


def pass_time() -> None:
    """Let the least time pass that a sign-up takes."""
    started = timezone.now() - timedelta(seconds=settings.SIGN_UP_MIN_SECONDS + 1)
    SignUpDraft.objects.update(started_at=started)
