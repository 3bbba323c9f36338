"""A reader's visits as a calendar that other programs read: dates and times, no name and no place (N29)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import CLASS, STATUS, TRANSP, Calendar, Event

from matching.domain.school_calendar import DAY
from matching.domain.visit_links import own
from matching.domain.visit_plan import PLANNED_IN, Planned, coming_of, moment
from matching.models import Match
from programmes.domain import links
from programmes.domain.access import Action, Actor, Scope, actor_of
from programmes.models import LinkPurpose, PersonalLink, User

REFRESH = timedelta(hours=12)
PRODUCT = "-//DoorleesExpress//Visits//EN"


@dataclass(frozen=True)
class Feed:
    """What a calendar program gets; the tag changes when the words do."""

    body: bytes
    tag: str


def feed_of(secret: str, *, now: datetime) -> Feed | None:
    """Write the calendar behind a link, and note that it was read.

    Returns
    -------
    Feed or None
        None when the link does not work, or its account is no reader any more.
    """
    link = links.find(secret, purpose=LinkPurpose.CALENDAR, now=now)
    if link is None or link.account is None or not reads(actor_of(link.account)):
        return None
    links.see(link, now=now)
    matches = list(own(link.account, Action.MATCHES_READ).filter(state__in=PLANNED_IN).order_by("pk"))
    with translation.override(link.account.language):
        body = written(matches, owner=link.account.pk, day=timezone.localdate(now)).to_ical()
    return Feed(body, hashlib.sha256(body).hexdigest())


def written(matches: Sequence[Match], *, owner: int, day: date) -> Calendar:
    """Write the coming visits of some matches from a day on, in four queries.

    The same visits give the same words, whenever they are asked for.
    """
    plan = coming_of(matches, day=day)
    calendar = Calendar.new(
        prodid=PRODUCT,
        uid=_number("visits", owner),
        name=_("Reading aloud"),
        method="PUBLISH",
        refresh_interval=REFRESH,
    )
    calendar.add("X-PUBLISHED-TTL", "PT12H")
    days = [planned.on for found in plan.values() for planned in found]
    for match in matches:
        for planned in plan[match.pk]:
            calendar.add_component(_event(match, planned))
    if days:
        # Whole years: the rules of summer and winter time stay the same words all year.
        calendar.add_missing_timezones(date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1))
    return calendar


def renew_link(*, account: User, now: datetime) -> str:
    """Make a new address for somebody's calendar; the old one ends at the same moment.

    Returns
    -------
    str
        The secret, known only now.
    """
    with transaction.atomic(durable=True):
        links.revoke(account=account, purpose=LinkPurpose.CALENDAR, now=now)
        return links.make(purpose=LinkPurpose.CALENDAR, account=account, now=now)


def end_link(*, account: User, now: datetime) -> None:
    """End the address of somebody's calendar."""
    with transaction.atomic(durable=True):
        links.revoke(account=account, purpose=LinkPurpose.CALENDAR, now=now)


def link_of(account: User, *, now: datetime) -> PersonalLink | None:
    """Give the address that works, without its secret: when it was made and when it was last read."""
    return links.of_account(account, purpose=LinkPurpose.CALENDAR, now=now).first()


def reads(actor: Actor) -> bool:
    """Tell whether somebody has matches of their own: a coordinator's calendar is elsewhere."""
    return bool(actor.targets(Action.MATCHES_READ, Scope.OWN))


def _event(match: Match, planned: Planned) -> Event:
    """Write one visit; its number follows from the match and the day, so that it is never there twice."""
    minutes = match.programme.visit_minutes
    timed = planned.start is not None
    return Event.new(
        uid=_number("visit", match.pk, f"{planned.on:%Y%m%d}"),
        # When the pair was made: a visit of theirs does not change, it comes or goes.
        stamp=match.proposed_at.astimezone(UTC).replace(microsecond=0),
        sequence=0,
        summary=_("First meeting") if planned.is_first_meeting else _("Reading aloud"),
        start=moment(planned) if timed else planned.on,
        end=moment(planned, minutes=minutes) if timed else planned.on + DAY,
        classification=CLASS.PRIVATE,
        status=STATUS.CONFIRMED,
        transparency=TRANSP.OPAQUE if timed else TRANSP.TRANSPARENT,
    )


def _number(*parts: str | int) -> str:
    """Write a number that is one of its kind in the world, and says nothing about anybody."""
    return f"{'-'.join(map(str, parts))}@{urlsplit(settings.PUBLIC_URL).hostname}"
