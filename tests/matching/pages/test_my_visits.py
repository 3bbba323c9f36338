"""A reader's visits, logged in; and the page with the address of the calendar."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from matching.models import Match, Visit
from matching.states import MatchState
from programmes.models import PersonalLink, User
from tests.factories.matching import MatchFactory
from tests.factories.programmes import coordinator, volunteer_account
from tests.factories.visits import VisitFactory, running
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def reader() -> tuple[User, Match]:
    account = volunteer_account(language="en")
    yesterday = timezone.localdate() - DAY
    match = running(
        started_on=yesterday,
        proposal__volunteer=VolunteerFactory(account=account),
        proposal__option=[f"w {yesterday.isoweekday()} 14:00"],
    )
    Match.objects.update(proposed_at=timezone.now() - timedelta(days=90))
    return account, match


def log_in(client: Client, account: User) -> None:
    client.force_login(account)


def test_a_reader_sees_each_visit_and_logs_one(client: Client) -> None:
    account, match = reader()
    VisitFactory(match=match, on=timezone.localdate() - 8 * DAY, note="A fine start")
    log_in(client, account)
    page = reverse("my-visits", args=[match.pk])

    words = client.get(page).content.decode()
    answer = client.post(
        page, {"outcome": "held", "on": timezone.localdate() - DAY, "minutes": 50}, follow=True
    )

    assert "A fine start" in words
    assert "Thank you, the visit is saved" in answer.content.decode()
    assert Visit.objects.filter(logged_by=account, minutes=50).count() == 1


def test_a_missed_visit_is_told_in_ones_own_words(client: Client) -> None:
    account, match = reader()
    VisitFactory(match=match, on=timezone.localdate() - 8 * DAY, held=False, missed_reason="volunteer_away")
    log_in(client, account)

    words = client.get(reverse("my-visits", args=[match.pk])).content.decode()

    assert "Missed: I could not" in words


def test_a_reader_corrects_a_visit_that_somebody_else_logged(client: Client) -> None:
    account, match = reader()
    visit = VisitFactory(match=match, on=timezone.localdate() - DAY, logged_by=coordinator())
    log_in(client, account)
    page = reverse("my-visit", args=[match.pk, visit.pk])
    version = client.get(page).context["version"]

    client.post(
        page,
        {"outcome": "missed", "on": visit.on, "missed_reason": "holiday", "version": version},
    )

    visit.refresh_from_db()
    assert (visit.held, visit.missed_reason) == (False, "holiday")


def test_who_goes_along_logs_too(client: Client) -> None:
    _account, match = reader()
    partner = volunteer_account()
    Match.objects.update(partner=VolunteerFactory(account=partner), partner_seat=1)
    log_in(client, partner)

    assert client.get(reverse("my-visits", args=[match.pk])).status_code == 200


@pytest.mark.parametrize("name", ["my-visits", "my-visit", "my-visit-saved"])
def test_the_visits_of_others_are_not_there(client: Client, name: str) -> None:
    _account, match = reader()
    visit = VisitFactory(match=match)
    numbers = [match.pk] if name == "my-visits" else [match.pk, visit.pk]
    page = reverse(name, args=numbers)

    for person in (volunteer_account(), coordinator(match.region)):
        log_in(client, person)
        assert client.get(page).status_code == 404


def test_a_visit_of_another_match_of_the_same_reader_is_not_there(client: Client) -> None:
    account, match = reader()
    other = VisitFactory(match=running(started_on=timezone.localdate()))
    log_in(client, account)

    assert client.get(reverse("my-visit", args=[match.pk, other.pk])).status_code == 404


def test_before_a_first_meeting_there_is_no_visit_log(client: Client) -> None:
    account = volunteer_account()
    match = MatchFactory(state=MatchState.ACCEPTED, proposal__volunteer=VolunteerFactory(account=account))
    log_in(client, account)

    assert client.get(reverse("my-visits", args=[match.pk])).status_code == 404


def test_without_logging_in_one_is_asked_to(client: Client) -> None:
    _account, match = reader()

    for page in (reverse("my-visits", args=[match.pk]), reverse("my-calendar")):
        assert client.get(page)["Location"].startswith("/inloggen")


def test_the_address_of_a_calendar_is_shown_once_and_read_without_logging_in(client: Client) -> None:
    account, _match = reader()
    log_in(client, account)
    page = reverse("my-calendar")

    address = client.post(page).context["address"]
    client.logout()
    feed = client.get(address.removeprefix("http://127.0.0.1:8000"))
    log_in(client, account)
    later = client.get(page)

    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(list(Calendar.from_ical(feed.content).events)) == 20
    assert address not in later.content.decode()
    assert "Your calendar last read it on" in later.content.decode()


def test_both_kinds_of_link_lead_to_the_same_feed(client: Client) -> None:
    account, _match = reader()
    log_in(client, account)

    context = client.post(reverse("my-calendar")).context

    assert context["webcal"].replace("webcal://", "http://") == context["address"]


def test_a_feed_that_did_not_change_is_not_sent_again(client: Client) -> None:
    account, _match = reader()
    log_in(client, account)
    address = client.post(reverse("my-calendar")).context["address"].removeprefix("http://127.0.0.1:8000")
    tag = client.get(address)["ETag"]

    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200
    assert client.post(address).status_code == 405


def test_stopping_the_link_ends_the_feed(client: Client) -> None:
    account, _match = reader()
    log_in(client, account)
    address = client.post(reverse("my-calendar")).context["address"].removeprefix("http://127.0.0.1:8000")

    client.post(reverse("my-calendar-stop"))

    assert client.get(address).status_code == 404
    assert PersonalLink.objects.get().revoked_at is not None


def test_looking_at_the_page_makes_no_link(client: Client) -> None:
    account, _match = reader()
    log_in(client, account)

    client.get(reverse("my-calendar"))

    assert not PersonalLink.objects.exists()


def test_who_does_not_read_has_no_calendar_page(client: Client) -> None:
    log_in(client, coordinator())

    assert client.get(reverse("my-calendar")).status_code == 404


def test_when_nothing_is_to_be_told_the_page_says_when_the_next_visit_is(client: Client) -> None:
    account, match = reader()
    VisitFactory(match=match, on=timezone.localdate() - DAY)
    log_in(client, account)
    page = reverse("my-visits", args=[match.pk])

    quiet = client.get(page).content.decode()
    asked = client.get(f"{page}?more=1").content.decode()

    assert "Next visit:" in quiet
    assert "Save visit" not in quiet
    assert "Save visit" in asked
