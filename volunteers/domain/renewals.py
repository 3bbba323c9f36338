"""Certificates of conduct on their way, and those that soon have to be asked for again."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.db.models import DateField, F, Func, OuterRef, Q, QuerySet, Subquery

from programmes.models import Programme
from volunteers.domain.certificates import months_after
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Lapse(TypedDict):
        lapses_on: date

    WithLapse = WithAnnotations[Volunteer, _Lapse]

TAKES_PART = (VolunteerState.ACCEPTED, VolunteerState.AVAILABLE)


class _MonthsAfter(Func):
    """The same day some months later, as `months_after` counts it."""

    template = "(%(expressions)s))::date"
    arg_joiner = " + make_interval(months => "
    output_field = DateField()


def awaited(rows: QuerySet[Volunteer], *, requested_by: date) -> QuerySet[Volunteer]:
    """Narrow to volunteers whose certificate was asked for on a day or earlier and did not come."""
    missing = Q(certificate__seen_on__isnull=True) | Q(
        certificate__seen_on__lt=F("certificate__requested_on")
    )
    return rows.filter(
        missing, certificate__requested_on__lte=requested_by, certificate__refused_on__isnull=True
    ).exclude(state__in=(VolunteerState.LEFT, VolunteerState.DECLINED))


def lapsing(rows: QuerySet[Volunteer], *, today: date) -> QuerySet[Volunteer]:
    """Narrow to volunteers whose certificate ends within three months and was not asked for again.

    Who rested until a day that has passed and could not come back for it is among them.

    Returns
    -------
    QuerySet[Volunteer]
        With ``lapses_on``, the first to end in front.
    """
    back = Q(state=VolunteerState.RESTING, resting_until__lt=today)
    return (
        with_lapse(rows)
        .filter(
            Q(state__in=TAKES_PART) | back,
            certificate__requested_on__lte=F("certificate__seen_on"),
            lapses_on__lte=months_after(today, settings.RENEWAL_AHEAD_MONTHS),
        )
        .order_by("lapses_on", "pk")
    )


def with_lapse(rows: QuerySet[Volunteer]) -> "QuerySet[WithLapse]":
    """Add ``lapses_on``, the last day of a certificate for the programme that accepts it longest."""
    longest = Programme.objects.filter(volunteers=OuterRef("pk")).order_by("-certificate_months")
    months = Subquery(longest.values("certificate_months")[:1])
    return rows.annotate(lapses_on=_MonthsAfter(F("certificate__seen_on"), months))


def lapse_of(volunteer: Volunteer) -> tuple[date, date]:
    """Give the day on which a certificate was seen and the day on which it ends, of a row of `lapsing`."""
    seen_on: date = volunteer.certificate.seen_on or volunteer.certificate.requested_on
    lapses_on: date = vars(volunteer)["lapses_on"]
    return seen_on, lapses_on


def without_certificate(rows: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    """Narrow to volunteers who wait for their certificate."""
    return awaited(rows, requested_by=date.max - timedelta(days=1)).filter(certificate__seen_on__isnull=True)
