from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from families.domain.entry import Referral
from families.domain.referral import register
from programmes.domain.access import Actor, actor_of
from tests.factories.moments import NOW
from tests.factories.programmes import social_worker
from tests.families.entries import entry

PEOPLE = 4


@pytest.mark.django_db(transaction=True)
def test_families_registered_at_the_same_instant_get_numbers_that_follow() -> None:
    actor = actor_of(social_worker())
    entered = entry()
    start = Barrier(PEOPLE)

    with ThreadPoolExecutor(PEOPLE) as pool:
        numbers = list(pool.map(lambda _: _registered(entered, actor, start), range(PEOPLE)))

    assert sorted(numbers) == [1, 2, 3, 4]


def _registered(entered: Referral, actor: Actor, start: Barrier) -> int:
    start.wait(timeout=10)
    try:
        return register(entry=entered, actor=actor, by=actor.user, now=NOW).number
    finally:
        connection.close()
