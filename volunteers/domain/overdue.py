"""Which volunteers on the way in ask for a next step, as narrowed rows."""

from datetime import date

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Greatest, Least

from volunteers.domain.renewals import with_lapse
from volunteers.models import Volunteer
from volunteers.models.volunteer import Training
from volunteers.states import VolunteerState

COMING = (VolunteerState.INTERVIEW_PLANNED, VolunteerState.ACCEPTED, VolunteerState.AVAILABLE)


def trained_before(rows: QuerySet[Volunteer], *, day: date) -> QuerySet[Volunteer]:
    """Narrow to volunteers whose training was planned for an earlier day and not noted as done."""
    return rows.filter(state__in=COMING, training=Training.PLANNED, training_on__lt=day)


def complete(rows: QuerySet[Volunteer], *, day: date) -> QuerySet[Volunteer]:
    """Narrow to accepted volunteers with certificate, training and agreement.

    Returns
    -------
    QuerySet[Volunteer]
        With ``complete_on``, the day of the last of the three as far as it is known.
    """
    trained = Q(training_valid_until__isnull=True) | Q(training_valid_until__gte=day)
    last = Greatest("certificate__seen_on", "agreement_signed_on", "training_on")
    return with_lapse(rows.annotate(complete_on=Least(last, Value(day)))).filter(
        trained,
        lapses_on__gte=day,
        state=VolunteerState.ACCEPTED,
        training=Training.DONE,
        certificate__refused_on__isnull=True,
        agreement_signed_on__isnull=False,
    )
