"""The button that erases, pressed twice at the same instant: both presses end on the same page."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils.timezone import now

from programmes.pages.entering import ENTERED_AT
from tests.factories.programmes import volunteer_account
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer

ERASE = "/mijn/wissen"


def pressed(client: Client) -> str:
    try:
        return client.post(ERASE)["Location"]
    finally:
        connection.close()


def wait_for_both() -> None:
    """Wait until two transactions of this database stand before the lock."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            # Who is busy is looked up once in a transaction, unless it is asked to look again.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] == 2:
                return
        time.sleep(0.05)
    pytest.fail("the two presses never stood before the lock")


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_presses_is_told_that_all_is_erased(client: Client) -> None:
    wim = VolunteerFactory(account=volunteer_account())
    client.force_login(wim.account)
    session = client.session
    session[ENTERED_AT] = now().timestamp()
    session.save()
    again = Client()
    again.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            Volunteer.objects.select_for_update().get(pk=wim.pk)
            presses = [pool.submit(pressed, one) for one in (client, again)]
            wait_for_both()
        ends = [press.result(timeout=20) for press in presses]

    assert ends == ["/gewist", "/gewist"]
    assert Volunteer.objects.get(pk=wim.pk).erased_at is not None
