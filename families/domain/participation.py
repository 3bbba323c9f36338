"""Which families a run looks for a reader for, and why the others are left out: counts, no names."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from families.domain.rows import has_consent
from families.models import Child, Family, HomeWindow
from families.states import FamilyState
from programmes.models import Programme, Region, StateChange

MOST_NAMED = 8
MOST_READ = 60
TAKES_PART = ""
NOT_YET = (
    FamilyState.REFERRED,
    FamilyState.CONSENT_CONFIRMED,
    FamilyState.INTAKE_PLANNED,
    FamilyState.INTAKE_DONE,
    FamilyState.LOOK_AGAIN,
)


class NotInRun(models.TextChoices):
    """Why a family that waits finds no reader in a run, whoever there is."""

    NO_CONSENT = "no_consent", _("No consent in force")
    NO_CHILD_OF_AGE = "no_child_of_age", _("No child of the age of this programme")
    NO_MOMENT = "no_moment", _("No moment filled in")


@dataclass(frozen=True)
class Asking:
    """The families of one programme in one region.

    Attributes
    ----------
    taking_part
        For whom a run looks for a reader.
    not_yet
        By state: those who are not on the waiting list (yet).
    left_out
        By reason: those who wait in vain.
    """

    taking_part: int
    not_yet: Mapping[str, int]
    left_out: Mapping[str, int]


def asking(*, region: Region, programme: Programme, day: date) -> Asking:
    """Count who takes part in a run of today and who does not, in two queries."""
    rows = Family.objects.filter(region=region, programme=programme).order_by()
    states = rows.filter(state__in=NOT_YET).values_list("state").annotate(Count("pk"))
    waiting = rows.filter(state=FamilyState.WAITING).annotate(why=_why(programme, day))
    reasons = dict(waiting.values_list("why").annotate(Count("pk")))
    return Asking(reasons.pop(TAKES_PART, 0), dict(states), reasons)


def named(*, region: Region, programme: Programme, day: date) -> dict[str, list[tuple[int, str]]]:
    """Give, by reason, record number and register number of the first families who wait in vain."""
    rows = Family.objects.filter(region=region, programme=programme, state=FamilyState.WAITING)
    rows = rows.annotate(why=_why(programme, day)).exclude(why=TAKES_PART)
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for family in rows.order_by("waiting_since", "pk").only("number")[:MOST_READ]:
        if len(found[family.why]) < MOST_NAMED:
            found[family.why].append((family.pk, str(family)))
    return found


def joined(*, region: Region, programme: Programme, since: datetime) -> int:
    """Count the families that wait now and came on the list after a moment."""
    rows = Family.objects.filter(region=region, programme=programme, state=FamilyState.WAITING)
    return _came(rows, FamilyState.WAITING, since).count()


def _came(rows: QuerySet[Family], state: str, since: datetime) -> QuerySet[Family]:
    steps = StateChange.objects.filter(
        subject=Family._meta.label_lower, subject_id=OuterRef("pk"), to_state=state, at__gt=since
    ).exclude(from_state=state)
    return rows.filter(Exists(steps) | Q(registered_at__gt=since))


def _why(programme: Programme, day: date) -> Case:
    """Give the first reason; who has none takes part."""
    moment = HomeWindow.objects.filter(home__family=OuterRef("pk"))
    return Case(
        When(~has_consent(), then=Value(NotInRun.NO_CONSENT)),
        When(~_has_child_of_age(programme, day), then=Value(NotInRun.NO_CHILD_OF_AGE)),
        When(~Exists(moment), then=Value(NotInRun.NO_MOMENT)),
        default=Value(TAKES_PART),
    )


def _has_child_of_age(programme: Programme, day: date) -> Exists:
    """Match the ages of `Child.age_on`: a child has its birthday on the first of its month."""
    month = day.replace(day=1)
    youngest = month.replace(year=month.year - programme.age_from)
    too_old = month.replace(year=month.year - programme.age_to - 1)
    of_age = Child.objects.filter(
        family=OuterRef("pk"), birth_month__lt=_next(youngest), birth_month__gte=_next(too_old)
    )
    return Exists(of_age)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
