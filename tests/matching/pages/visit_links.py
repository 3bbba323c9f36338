"""A match of which one visit still has to be told, and the link that asks for it."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from matching.models import Match
from programmes.domain import links
from programmes.models import LinkPurpose
from tests.factories.programmes import volunteer_account
from tests.factories.visits import VisitFactory, running
from tests.factories.volunteers import VolunteerFactory

DAY = timedelta(days=1)


def last_week(**fields: Any) -> Match:
    """A match whose second visit was yesterday: the first was logged, that one was not."""
    yesterday = timezone.localdate() - DAY
    account = volunteer_account(language="en")
    match = running(
        started_on=yesterday - 7 * DAY,
        proposal__volunteer=VolunteerFactory(account=account),
        proposal__option=[f"w {yesterday.isoweekday()} 14:00"],
        **fields,
    )
    Match.objects.filter(pk=match.pk).update(proposed_at=timezone.now() - timedelta(days=90))
    VisitFactory(match=match, on=yesterday - 7 * DAY, logged_at=timezone.now() - 7 * DAY)
    return match


def secret_of(match: Match, purpose: LinkPurpose = LinkPurpose.LOG_VISIT) -> str:
    assert match.volunteer.account is not None
    return links.make(purpose=purpose, account=match.volunteer.account, now=timezone.now(), subject=match)


def page(secret: str) -> str:
    return reverse("visit-link", args=[secret])


def yes(**fields: Any) -> dict[str, Any]:
    yesterday = timezone.localdate() - DAY
    return {"outcome": "held", "on": yesterday.isoformat(), "minutes": 60} | fields
