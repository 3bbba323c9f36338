from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.factories.moments import NOW
from tests.volunteers.entries import entry, signed_up
from volunteers.domain.entry import SignUp
from volunteers.models import Volunteer

PEOPLE = 4


@pytest.mark.django_db(transaction=True)
def test_of_sign_ups_with_one_address_at_the_same_instant_one_is_kept() -> None:
    entered = entry()
    start = Barrier(PEOPLE)

    with ThreadPoolExecutor(PEOPLE) as pool:
        kept = set(pool.map(lambda _: _signed_up(entered, start), range(PEOPLE)))

    assert kept == set(Volunteer.objects.values_list("pk", flat=True))
    assert len(kept) == 1
    assert Volunteer.objects.get().windows.count() == 1


def _signed_up(entered: SignUp, start: Barrier) -> int:
    start.wait(timeout=10)
    try:
        return signed_up(entered, now=NOW).pk
    finally:
        connection.close()
