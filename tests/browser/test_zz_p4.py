import pytest
from django.utils import timezone
from outbox.domain import invitations
from programmes.models import User
from families.models import Family
from tests.browser.people import log_in, town
from tests.factories.duplicates import LikenessFactory
from tests.factories.families import FamilyFactory
from django.utils.timezone import localdate
from datetime import timedelta
from outbox.domain.destination import link_of
from outbox.models import Message


def test_shots(page, browser, live_server, settings):
    settings.PUBLIC_URL = live_server.url
    people = town()
    User.objects.filter(pk=people.coordinator.pk).update(language="en")
    log_in(page, live_server.url, people.coordinator)
    org = people.family.organisation
    org.places_per_round = 0
    org.save()
    invitations.invite(organisation=org, name="Noor Peeters", email="noor@school.example.org", by=people.coordinator, now=timezone.now())
    LikenessFactory(earlier=people.family, family__last_name="Idrissi")
    planned = FamilyFactory(state="intake_planned", intake_on=localdate() + timedelta(days=4))
    FamilyFactory(state="intake_planned", intake_on=localdate() - timedelta(days=4))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        for name, path in {"list": "/werk/organisaties", "org": f"/werk/organisaties/{org.pk}", "new": "/werk/organisaties/nieuw", "dubbel": "/werk/dubbel", "intake": f"/werk/gezinnen/{planned.pk}", "todo": "/werk/taken", "invite": link_of(Message.objects.get(kind="referrer_invited"), now=timezone.now()).removeprefix(live_server.url)}.items():
            page.goto(live_server.url + path)
            page.screenshot(path=f"/tmp/p4r/{name}-{width}.png", full_page=True)
