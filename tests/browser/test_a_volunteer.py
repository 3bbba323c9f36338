"""From the home page on a phone to a visit in the calendar, by mails that arrived; with script or none."""

from collections.abc import Iterator
from datetime import date, timedelta

import icalendar
import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from families.models import Family
from matching.domain import reminders
from matching.models import Match, Visit
from matching.states import MatchState
from outbox.models import Message
from programmes.models import User
from programmes.values.availability import Window
from tests.browser.people import log_in
from tests.browser.thumb import Thumb
from tests.browser.volunteer_signs_up import EMAIL, sign_up
from tests.factories.families import FamilyFactory
from tests.factories.programmes import (
    DistrictFactory,
    PostcodeFactory,
    ProgrammeFactory,
    RegionFactory,
    coordinator,
)
from tests.mail_servers import MailServer, link_in
from tests.workers import Workers
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

MOST_TOUCHES = 60
MOST_MAILS = 12
RUN_LIMIT = 60_000
PATIENCE = 30_000
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=900)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def has_script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def phone(browser: Browser, has_script: bool) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", java_script_enabled=has_script, viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, has_script: bool) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", java_script_enabled=has_script, viewport=DESK)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def url(settings: Settings, live_server: LiveServer, workers: Workers, mail_server: MailServer) -> str:
    """A town with one family that waits, a coordinator, and a worker that sends mail at once."""
    settings.PUBLIC_URL = live_server.url
    settings.MESSAGE_HOLD_MINUTES = 0
    settings.SIGN_UP_MIN_SECONDS = 0
    region = RegionFactory(contact_name="Marieke", contact_phone="+31736155155")
    DistrictFactory(region=region)
    PostcodeFactory()
    ProgrammeFactory()
    afternoon = Window(weekday(), 15 * 60, 18 * 60)
    FamilyFactory(region=region, number=371, homes=[{"windows": [afternoon]}])
    coordinator(region, email="marieke@example.org", name="Marieke Coppens")
    workers.start("-B", PUBLIC_URL=live_server.url, MESSAGE_EVERY_SECONDS="1", **mail_server.environment)
    return live_server.url


def weekday() -> int:
    """Both can on the day of the week that was yesterday, so that a visit has been."""
    return (localdate() - timedelta(days=1)).isoweekday()


def the_mail(mail_server: MailServer, words: str) -> str:
    """Wait for the mail with these words in its subject, and give the link in it."""
    mails = Message.objects.filter(recipient__email=EMAIL)
    for number in range(1, MOST_MAILS):
        mail = mail_server.mail_to(EMAIL, number=number)
        if words in mail["Subject"]:
            return link_in(mail)
    raise AssertionError(list(mails.values_list("kind", "state")))


def confirm_by_mail(thumb: Thumb, mail_server: MailServer) -> None:
    thumb.page.goto(the_mail(mail_server, "Bevestig"))
    assert not Volunteer.objects.filter(state="confirmed").exists()
    thumb.press("Ja, dit is mijn e-mailadres")
    expect(thumb.page.get_by_role("heading", name="Je aanmelding is compleet")).to_be_visible()


def take_in(page: Page, url: str) -> None:
    """Do what a coordinator does after the first call: interview, certificate, training, agreement."""
    log_in(page, url, User.objects.get(email="marieke@example.org"))
    page.goto(f"{url}/werk/aanmeldingen")
    page.get_by_role("link", name="Sanne van der Berg", exact=True).click()
    today = f"{localdate():%Y-%m-%d}"
    step(page, "Gesprek is gepland", {"Gesprek op (hoeft niet)": today})
    step(page, "Voorlezer aannemen", {})
    step(page, "VOG is aangevraagd", {})
    step(page, "VOG invoeren", {"VOG gezien op": today})
    step(page, "Training is gevolgd", {})
    step(page, "Overeenkomst is getekend", {"Overeenkomst getekend op": today})
    step(page, "Beschikbaar maken", {})
    assert Volunteer.objects.get().state == VolunteerState.AVAILABLE


def step(page: Page, name: str, given: dict[str, str]) -> None:
    form = page.locator("form").filter(has=page.get_by_role("button", name=name, exact=True))
    for label, words in given.items():
        form.get_by_label(label, exact=True).fill(words)
    form.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".note-ok")).to_be_visible()


def run_and_send(page: Page, url: str) -> None:
    page.goto(f"{url}/werk/koppelen/nieuw")
    page.get_by_role("button", name="Ronde starten").click()
    expect(page.get_by_role("heading", name="1 voorstel om te bekijken")).to_be_visible(timeout=RUN_LIMIT)
    page.get_by_role("button", name="Alles goedkeuren").click()
    page.get_by_role("link", name="Versturen").click()
    page.get_by_role("button", name="1 bericht versturen").click()
    expect(page.get_by_role("heading", name="1 voorstel verstuurd")).to_be_visible()


def say_yes_by_mail(page: Page, mail_server: MailServer) -> None:
    page.goto(the_mail(mail_server, "Er is een gezin voor je"))
    expect(page.get_by_role("heading", name="Sanne, er is een gezin voor je")).to_be_visible()
    assert Family.objects.get().last_name not in page.content()
    page.get_by_role("button", name="Ja, ik wil kennismaken").click()
    expect(page.get_by_role("heading", name="Bedankt. Je hebt ja gezegd.")).to_be_visible()


def record_the_parents_yes_and_plan(page: Page, url: str) -> None:
    page.goto(f"{url}/werk/koppelingen/{Match.objects.get().pk}")
    page.get_by_role("button", name="Gezin zegt ja").click()
    page.get_by_label("Kennismaking op").fill(f"{localdate():%Y-%m-%d}")
    page.get_by_role("button", name="Kennismaking plannen", exact=True).click()
    expect(page.locator(".note-ok")).to_be_visible()


def two_days_pass() -> None:
    """Let the first meeting have been before yesterday, on which the two could read for the first time."""
    before = localdate() - timedelta(days=2)
    Match.objects.update(introduction_on=before, proposed_at=timezone.now() - timedelta(days=3))


def log_the_visit_by_mail(page: Page, mail_server: MailServer) -> None:
    """The question goes out at a decent hour, which is made to be now."""
    reminders.remind_due(now=timezone.localtime().replace(hour=12, minute=0))
    Message.objects.filter(kind="visit_question").update(not_before=timezone.now())
    page.goto(the_mail(mail_server, "Ging het bezoek door?"))
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Bezoek bewaren").click()
    expect(page.get_by_role("heading", name="Bedankt, het bezoek is bewaard")).to_be_visible()


def visits_in_the_calendar(page: Page, url: str, mail_server: MailServer) -> list[date]:
    page.goto(f"{url}/inloggen")
    page.get_by_label("E-mailadres").first.fill(EMAIL)
    page.get_by_role("button", name="Stuur mij een link").click()
    page.goto(the_mail(mail_server, "Je link om in te loggen"))
    page.get_by_role("button", name="Inloggen").click()
    page.goto(f"{url}/mijn/agenda")
    page.get_by_role("button", name="Mijn link maken").click()
    feed = page.get_by_label("Of kopieer deze link").input_value()
    calendar = icalendar.Calendar.from_ical(page.request.get(feed).body())
    return [event.decoded("dtstart").date() for event in calendar.walk("VEVENT")]


def test_from_the_home_page_to_a_visit_in_the_calendar(
    phone: Page, desk: Page, url: str, mail_server: MailServer
) -> None:
    thumb = Thumb(phone)

    sign_up(thumb, url, weekday=weekday())
    confirm_by_mail(thumb, mail_server)
    assert thumb.used < MOST_TOUCHES

    take_in(desk, url)
    run_and_send(desk, url)
    say_yes_by_mail(phone, mail_server)
    record_the_parents_yes_and_plan(desk, url)
    two_days_pass()
    log_the_visit_by_mail(phone, mail_server)

    assert Match.objects.get().state == MatchState.ACTIVE
    assert Visit.objects.get().held
    days = visits_in_the_calendar(phone, url, mail_server)
    assert len(days) == len(set(days)) == Match.objects.get().programme.visits_planned - 1
    assert {day.isoweekday() for day in days} == {weekday()}
