"""Who was promised a call when they signed up, and since when."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, make_aware

from programmes.domain.promises import call_before
from programmes.models import StateChange
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Promise(TypedDict):
        promised_at: datetime

    WithPromise = WithAnnotations[Volunteer, _Promise]


def with_promise(rows: QuerySet[Volunteer]) -> "QuerySet[WithPromise]":
    """Add ``promised_at``: when the address was confirmed, last time; else when they signed up."""
    confirmed = StateChange.objects.filter(
        subject=Volunteer._meta.label_lower, subject_id=OuterRef("pk"), to_state=VolunteerState.CONFIRMED
    ).exclude(from_state=VolunteerState.CONFIRMED)
    last = Subquery(confirmed.order_by("-at").values("at")[:1])
    return rows.annotate(promised_at=Coalesce(last, F("registered_at")))


def promised_by(rows: QuerySet[Volunteer], *, day: date) -> "QuerySet[WithPromise]":
    """Narrow to those who were promised a call on this day or earlier, who waits longest in front."""
    ended = make_aware(datetime.combine(day + timedelta(days=1), time()))
    return with_promise(rows).filter(promised_at__lt=ended).order_by("promised_at", "pk")


def promised_on(volunteer: Volunteer) -> date:
    """Give the day of the promise, of a row of `with_promise`."""
    promised_at: datetime = vars(volunteer)["promised_at"]
    return localdate(promised_at)


def call_of(volunteer: Volunteer) -> date:
    """Give the last day on which this volunteer is called for a first talk."""
    return call_before(promised_on(with_promise(Volunteer.objects.filter(pk=volunteer.pk)).get()))
