"""Which volunteers a run may pair, and why the others are left out: counts, no names."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from programmes.models import Programme, Region, StateChange
from volunteers.domain.certificates import months_after
from volunteers.domain.duos import open_duos
from volunteers.models import Volunteer, VolunteerWindow
from volunteers.states import VolunteerState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Reason(TypedDict):
        why: str

    WithReason = WithAnnotations[Volunteer, _Reason]

MOST_NAMED = 8
MOST_READ = 60
ABLE = ""
NOT_YET = (
    VolunteerState.CONFIRMED,
    VolunteerState.INTERVIEW_PLANNED,
    VolunteerState.ACCEPTED,
    VolunteerState.RESTING,
)


class NotInRun(models.TextChoices):
    """Why a volunteer who is available is paired with nobody."""

    NOT_NOW = "not_now", _("Available later, or until a day that has passed")
    CERTIFICATE_REFUSED = "certificate_refused", _("Certificate of conduct refused")
    NO_CERTIFICATE = "no_certificate", _("No certificate of conduct seen yet")
    CERTIFICATE_LAPSED = "certificate_lapsed", _("Certificate of conduct no longer valid")
    TRAINING_LAPSED = "training_lapsed", _("Training no longer valid")
    NO_MOMENT = "no_moment", _("No moment filled in")
    HALF_A_DUO = "half_a_duo", _("Goes with somebody who cannot take part now")


@dataclass(frozen=True)
class Offering:
    """The volunteers of one programme in one region.

    Attributes
    ----------
    able
        Who could be paired, as far as the register of volunteers knows: their matches are not counted.
    not_yet
        By state: those who are not available (yet).
    left_out
        By reason: those who are available and cannot be paired.
    """

    able: int
    not_yet: Mapping[str, int]
    left_out: Mapping[str, int]


def offering(*, region: Region, programme: Programme, day: date) -> Offering:
    """Count who could be paired today and who could not, in two queries."""
    rows = Volunteer.objects.filter(region=region, programmes=programme).order_by()
    states = rows.filter(state__in=NOT_YET).values_list("state").annotate(Count("pk"))
    reasons = dict(_reasoned(region, programme, day).values_list("why").annotate(Count("pk")))
    return Offering(reasons.pop(ABLE, 0), dict(states), reasons)


def able(*, region: Region, programme: Programme, day: date) -> "QuerySet[WithReason]":
    """Narrow to those who could be paired today, were it not for their matches."""
    return _reasoned(region, programme, day).filter(why=ABLE)


def named(*, region: Region, programme: Programme, day: date) -> dict[str, list[tuple[int, str]]]:
    """Give, by reason, number and name of the first volunteers who are available in vain."""
    rows = _reasoned(region, programme, day).exclude(why=ABLE)
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for volunteer in rows.order_by("last_name", "first_name", "pk")[:MOST_READ]:
        if len(found[volunteer.why]) < MOST_NAMED:
            found[volunteer.why].append((volunteer.pk, volunteer.full_name))
    return found


def joined(*, region: Region, programme: Programme, since: datetime) -> int:
    """Count the volunteers who are available now and became so after a moment."""
    steps = StateChange.objects.filter(
        subject=Volunteer._meta.label_lower,
        subject_id=OuterRef("pk"),
        to_state=VolunteerState.AVAILABLE,
        at__gt=since,
    ).exclude(from_state=VolunteerState.AVAILABLE)
    rows = Volunteer.objects.filter(region=region, programmes=programme, state=VolunteerState.AVAILABLE)
    return rows.filter(Exists(steps) | Q(registered_at__gt=since)).count()


def first_valid(day: date, *, months: int) -> date:
    """Give the earliest day on which a certificate may have been seen that still counts on a day."""
    earliest = months_after(day, -months)
    return earliest if months_after(earliest, months) >= day else earliest + timedelta(days=1)


def _reasoned(region: Region, programme: Programme, day: date) -> "QuerySet[WithReason]":
    """Narrow to who is available, each with the first reason for which a run cannot pair them."""
    rows = Volunteer.objects.filter(
        region=region, programmes=programme, state=VolunteerState.AVAILABLE
    ).order_by()
    alone = _reasons(programme, day)
    ready = rows.annotate(own=Case(*alone, default=Value(ABLE))).filter(own=ABLE).values("pk")
    duos = open_duos().order_by()
    half = Exists(duos.filter(first=OuterRef("pk")).exclude(second__in=ready)) | Exists(
        duos.filter(second=OuterRef("pk")).exclude(first__in=ready)
    )
    together = When(half, then=Value(NotInRun.HALF_A_DUO))
    return rows.annotate(why=Case(*alone, together, default=Value(ABLE)))


def _reasons(programme: Programme, day: date) -> list[When]:
    """Give the rules of `certificates.blocked_reason` and of the rows for a run, as one expression."""
    oldest = first_valid(day, months=programme.certificate_months)
    moment = VolunteerWindow.objects.filter(volunteer=OuterRef("pk"))
    why = NotInRun
    return [
        When(Q(available_from__gt=day) | Q(available_until__lt=day), then=Value(why.NOT_NOW)),
        When(certificate__refused_on__isnull=False, then=Value(why.CERTIFICATE_REFUSED)),
        When(certificate__seen_on__isnull=True, then=Value(why.NO_CERTIFICATE)),
        When(certificate__seen_on__lt=oldest, then=Value(why.CERTIFICATE_LAPSED)),
        When(training_valid_until__lt=day, then=Value(why.TRAINING_LAPSED)),
        When(~Exists(moment), then=Value(why.NO_MOMENT)),
    ]
