"""How often somebody asked for something: one count for all processes, which outlives cache and queue.

Time is cut into windows by the database's clock (quality N10), and each asker has a row for each window. Who
asked is kept as a keyed hash, so that the table tells nobody's address.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from programmes.models import RequestCount

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
RATE = re.compile(r"(?P<limit>\d+)/(?P<times>\d*)(?P<unit>[smhd])[a-z]*")
KEPT = timedelta(days=2)
# A count that a crash of the server loses harms nobody: its commit need not wait for the disk.
COUNT = """
    INSERT INTO programmes_requestcount (what, who, since, number)
    SELECT %(what)s, %(who)s, to_timestamp(floor(extract(epoch FROM at) / %(seconds)s) * %(seconds)s), 1
    FROM clock_timestamp() AS at, set_config('synchronous_commit', 'off', true) AS quickly
    WHERE quickly = 'off'
    ON CONFLICT (what, who, since) DO UPDATE SET number = programmes_requestcount.number + 1
    RETURNING number, ceil(extract(epoch FROM since - clock_timestamp()))::integer + %(seconds)s
"""


@dataclass(frozen=True)
class Verdict:
    """Whether it may be done now; if not, after how many seconds it may be tried again."""

    allowed: bool
    retry_after: int = 0


@dataclass(frozen=True)
class Rate:
    """At most `limit` times in each window of `seconds`."""

    limit: int
    seconds: int


def rate(written: str) -> Rate:
    """Read a rate such as ``5/hour``, ``20/min`` or ``10/15min``."""
    found = RATE.fullmatch(written)
    if found is None:
        raise ValueError(written)
    seconds = int(found["times"] or 1) * UNITS[found["unit"]]
    return Rate(limit=int(found["limit"]), seconds=seconds)


def count(what: str, who: str) -> Verdict:
    """Count one request, and tell whether it may be answered.

    The count is kept whatever happens to the request afterwards, so it is taken outside any transaction.

    Parameters
    ----------
    what
        A rate of ``settings.RATES``.
    who
        An address, a mailbox, an account: whoever is counted.
    """
    allowed = rate(settings.RATES[what])
    named: dict[str, str | int] = {"what": what, "who": _hash(what, who), "seconds": allowed.seconds}
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(COUNT, named)
        number, left = cursor.fetchone() or (0, 0)
    return (
        Verdict(allowed=True) if number <= allowed.limit else Verdict(allowed=False, retry_after=max(left, 1))
    )


def give_back(what: str, who: str) -> None:
    """Take back the last request that was counted: it turned out to be none that counts."""
    rows = RequestCount.objects.filter(what=what, who=_hash(what, who), number__gt=0)
    newest = rows.order_by("-since").values("pk")[:1]
    RequestCount.objects.filter(pk__in=newest).update(number=F("number") - 1)


def forget(*, now: datetime) -> int:
    """Delete the counts of windows long past; return how many that were."""
    return RequestCount.objects.filter(since__lt=now - KEPT).delete()[0]


def _hash(what: str, who: str) -> str:
    return salted_hmac(f"throttling:{what}", who.strip().casefold(), algorithm="sha256").hexdigest()
