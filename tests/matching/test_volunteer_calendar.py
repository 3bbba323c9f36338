"""The calendar feed: what a calendar program reads is the plan, and nothing about anybody."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event

from matching.domain import matches
from matching.domain.visit_plan import coming_of, moment
from matching.domain.volunteer_calendar import end_link, feed_of, link_of, renew_link
from matching.models import Match
from matching.states import MatchState
from programmes.domain import links
from programmes.models import LinkPurpose, RoleAssignment, User
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import coordinator, volunteer_account
from tests.factories.visits import VisitFactory, holiday, running
from tests.factories.volunteers import VolunteerFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
pytestmark = pytest.mark.django_db


def reader(**fields: Any) -> User:
    """An account with one match in which reading began this autumn."""
    account = volunteer_account(language="en")
    fields = {"started_on": date(2026, 9, 2)} | fields
    running(proposal__volunteer=VolunteerFactory(account=account, capacity=2), **fields)
    return account


def address(account: User) -> str:
    return links.make(purpose=LinkPurpose.CALENDAR, account=account, now=NOW)


def read(account: User, *, now: datetime = NOW) -> Calendar:
    feed = feed_of(address(account), now=now)
    assert feed is not None
    found = Calendar.from_ical(feed.body)
    assert isinstance(found, Calendar)
    return found


def events(account: User, *, now: datetime = NOW) -> list[Event]:
    return list(read(account, now=now).events)


def planned(*, day: date) -> list[datetime]:
    rows = list(Match.objects.select_related("region", "programme"))
    found = coming_of(rows, day=day)
    return sorted(moment(visit) for plan in found.values() for visit in plan)


def test_each_coming_visit_is_an_event_of_an_hour() -> None:
    account = reader()

    found = events(account)

    assert [event.start for event in found] == planned(day=TODAY)
    assert len(found) == 20
    assert {event.duration for event in found} == {timedelta(hours=1)}
    assert {str(event["SUMMARY"]) for event in found} == {"Reading aloud"}


@pytest.mark.parametrize(
    ("option", "started_on", "day"),
    [
        (["w 3 14:00"], date(2026, 10, 7), date(2026, 10, 7)),
        (["w 3 14:00"], date(2027, 3, 3), date(2027, 3, 3)),
        (["a 3 14:00"], date(2026, 12, 16), date(2026, 12, 16)),
        (["a 3 14:00", "b 5 16:30"], date(2026, 12, 16), date(2026, 12, 16)),
    ],
    ids=["winter time", "summer time", "fortnight over week 53", "two moments over week 53"],
)
def test_what_a_program_reads_is_the_plan_by_the_clock_on_the_wall(
    option: list[str], started_on: date, day: date
) -> None:
    account = reader(proposal__option=option, started_on=started_on)

    found = events(account, now=datetime(day.year, day.month, day.day, 9, tzinfo=AMSTERDAM))

    assert [event.start for event in found] == planned(day=day)
    assert {event.start.strftime("%H:%M") for event in found} == {slot.split()[2] for slot in option}
    assert {str(event["DTSTART"].params["TZID"]) for event in found} == {"Europe/Amsterdam"}


def test_the_rules_of_the_clock_come_along() -> None:
    zones = [str(zone["TZID"]) for zone in read(reader()).walk("VTIMEZONE")]

    assert zones == ["Europe/Amsterdam"]


def test_holidays_are_left_out() -> None:
    account = reader()
    holiday(date(2026, 12, 19), date(2027, 1, 3))

    days = {date.fromisoformat(event.start.isoformat()[:10]) for event in events(account)}

    assert date(2026, 12, 16) in days
    assert not days & {date(2026, 12, 23), date(2026, 12, 30)}
    assert date(2027, 1, 6) in days
    assert len(days) == 20


def test_what_was_read_and_what_is_paused_is_left_out() -> None:
    account = reader()
    match = Match.objects.get()
    VisitFactory(match=match, on=date(2026, 11, 18))
    left = len(events(account))

    matches.pause(match=match, by=None, now=NOW)

    assert left == 19
    assert events(account) == []


def test_a_first_meeting_is_there_with_the_visits_after_it() -> None:
    account = volunteer_account(language="en")
    MatchFactory(
        state=MatchState.INTRODUCTION_PLANNED,
        introduction_on=date(2026, 11, 24),
        proposal__volunteer=VolunteerFactory(account=account),
    )

    first, second, *_rest = events(account)

    assert (first.start, str(first["SUMMARY"])) == (date(2026, 11, 24), "First meeting")
    assert second.start == datetime(2026, 11, 25, 14, tzinfo=AMSTERDAM)


def test_a_match_that_ended_leaves_the_calendar() -> None:
    account = reader()

    matches.end(match=Match.objects.get(), reason="other", by=None, now=NOW)

    assert events(account) == []


def test_who_goes_along_has_the_same_visits() -> None:
    account = reader()
    partner = VolunteerFactory(account=volunteer_account())
    Match.objects.update(partner=partner, partner_seat=1)

    assert partner.account is not None
    assert [event.start for event in events(partner.account)] == [event.start for event in events(account)]


def test_each_visit_keeps_its_number_and_the_feed_its_words() -> None:
    account = reader()
    secret = address(account)

    first, later = feed_of(secret, now=NOW), feed_of(secret, now=NOW + timedelta(hours=3))
    numbers = [str(event["UID"]) for event in events(account)]

    assert first == later
    assert len(set(numbers)) == len(numbers)
    assert numbers[0] == f"visit-{Match.objects.get().pk}-20261125@127.0.0.1"


def test_nothing_in_it_tells_who_or_where() -> None:
    account = reader()
    match = Match.objects.select_related("family", "volunteer").get()
    feed = feed_of(address(account), now=NOW)

    assert feed is not None
    words = feed.body.decode()
    for secret in (
        match.family.contact_name,
        match.family.last_name,
        match.family.phone,
        match.family.reference,
        match.volunteer.last_name,
        account.email,
        "5211",
    ):
        assert secret not in words
    assert {str(event["CLASS"]) for event in read(account).events} == {"PRIVATE"}
    assert not {"LOCATION", "DESCRIPTION", "ATTENDEE", "ORGANIZER"} & {
        name for event in read(account).events for name in event
    }


def test_a_new_address_ends_the_old_one() -> None:
    account = reader()
    old = renew_link(account=account, now=NOW)

    new = renew_link(account=account, now=NOW)

    assert feed_of(old, now=NOW) is None
    assert feed_of(new, now=NOW) is not None


def test_reading_it_is_noted_and_ending_it_ends_it() -> None:
    account = reader()
    secret = renew_link(account=account, now=NOW)

    feed_of(secret, now=NOW + timedelta(hours=1))
    link = link_of(account, now=NOW)
    end_link(account=account, now=NOW)

    assert link is not None
    assert link.last_seen_at == NOW + timedelta(hours=1)
    assert link_of(account, now=NOW) is None
    assert feed_of(secret, now=NOW) is None


def test_a_blocked_account_has_no_calendar() -> None:
    account = reader()
    secret = address(account)

    User.objects.filter(pk=account.pk).update(is_active=False)

    assert feed_of(secret, now=NOW) is None


def test_who_is_no_reader_any_more_has_no_calendar() -> None:
    account = reader()
    secret = address(account)

    RoleAssignment.objects.filter(user=account).delete()

    assert feed_of(secret, now=NOW) is None


def test_a_coordinator_sees_nobody_elses_visits_by_a_feed() -> None:
    reader()

    assert feed_of(address(coordinator()), now=NOW) is None


@pytest.mark.parametrize("purpose", [purpose for purpose in LinkPurpose if purpose != LinkPurpose.CALENDAR])
def test_a_link_for_something_else_opens_no_calendar(purpose: LinkPurpose) -> None:
    secret = links.make(purpose=purpose, account=reader(), now=NOW)

    assert feed_of(secret, now=NOW) is None


def test_an_empty_calendar_is_a_calendar() -> None:
    account = volunteer_account()

    assert events(account) == []


def test_more_matches_take_no_more_queries() -> None:
    account = reader()
    secret = address(account)
    feed_of(secret, now=NOW)
    with CaptureQueriesContext(connection) as one:
        feed_of(secret, now=NOW)
    running(
        started_on=TODAY,
        proposal__option=["w 4 14:00"],
        proposal__volunteer=Match.objects.get().volunteer,
        seat=2,
    )

    with CaptureQueriesContext(connection) as two:
        feed_of(secret, now=NOW)

    assert len(one) == len(two)
