import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from programmes.domain import links
from programmes.domain.links import LinkPurpose, LinkSpentError
from tests.factories.programmes import volunteer_account

NOW = timezone.now()
# Locks are read anew each time; the list of backends is one picture for a whole transaction.
WAITING = """
    SELECT EXISTS (
        SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
    )
"""
LIMIT = 10


@pytest.mark.django_db(transaction=True)
def test_who_waited_for_another_use_of_the_link_finds_it_spent() -> None:
    secret = links.make(purpose=LinkPurpose.LOG_IN, account=volunteer_account(), now=NOW)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            links.spend(secret, purpose=LinkPurpose.LOG_IN, now=NOW)
            second = pool.submit(_is_spent, secret)
            _wait_until_it_waits()

        assert second.result(LIMIT) is False


def _is_spent(secret: str) -> bool:
    try:
        links.spend(secret, purpose=LinkPurpose.LOG_IN, now=NOW)
    except LinkSpentError:
        return False
    else:
        return True
    finally:
        connection.close()


def _wait_until_it_waits() -> None:
    deadline = time.monotonic() + LIMIT
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(WAITING)
            if cursor.fetchone() == (True,):
                return
    pytest.fail("The second use did not wait for the first.")
