"""A volunteer hears in time that certificate or training ends: once for each last day (quality R5)."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from outbox.domain.post import MessageKind, post
from programmes.domain.once import alone
from volunteers.domain import renewals
from volunteers.domain.certificates import months_after
from volunteers.domain.reaching import channel_of
from volunteers.models import Volunteer
from volunteers.models.volunteer import Training

RENEWAL_LOCK = 0x646C_0014


def remind_due(*, now: datetime) -> int:
    """Write to those whose certificate or training ends within three months; return to how many letters.

    A message about the same last day is written once, however often this runs. A lapse blocks new
    matches only: what runs goes on.
    """
    today = localdate(now)
    with transaction.atomic(durable=True):
        if not alone(RENEWAL_LOCK):
            return 0
        told = [
            *_told(MessageKind.CERTIFICATE_RENEWAL, _certificates(today), now),
            *_told(MessageKind.TRAINING_RENEWAL, _trainings(today), now),
        ]
    return len(told)


def _certificates(today: date) -> list[tuple[Volunteer, date]]:
    """List who has a certificate that still counts, with its last day, as the to-do list has them."""
    ends = [(row, renewals.lapse_of(row)[1]) for row in renewals.lapsing(_reachable(), today=today)]
    return [(volunteer, last_day) for volunteer, last_day in ends if last_day >= today]


def _trainings(today: date) -> list[tuple[Volunteer, date]]:
    last = months_after(today, settings.RENEWAL_AHEAD_MONTHS)
    rows = _reachable().filter(state__in=renewals.TAKES_PART, training_valid_until__range=(today, last))
    rows = rows.exclude(training=Training.PLANNED)
    return [(row, row.training_valid_until) for row in rows.order_by("pk") if row.training_valid_until]


def _reachable() -> QuerySet[Volunteer]:
    rows = Volunteer.objects.filter(account__is_active=True)
    return rows.select_related("account", "region", "certificate")


def _told(kind: MessageKind, due: list[tuple[Volunteer, date]], now: datetime) -> list[int]:
    for volunteer, last_day in due:
        _post(kind, volunteer, last_day, now)
    return [volunteer.pk for volunteer, _day in due]


def _post(kind: MessageKind, volunteer: Volunteer, last_day: date, now: datetime) -> None:
    if volunteer.account is not None:
        post(
            kind=kind,
            recipient=volunteer.account,
            channel=channel_of(volunteer),
            region=volunteer.region,
            subject=volunteer,
            occasion=last_day.isoformat(),
            facts={"on": last_day.isoformat()},
            not_before=now,
            now=now,
        )
