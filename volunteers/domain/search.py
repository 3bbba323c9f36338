"""Search in the register of volunteers, and what a coordinator narrows it by."""

from datetime import date
from typing import cast

from django.db.models import (
    Count,
    DateField,
    DurationField,
    F,
    Func,
    IntegerField,
    ManyToOneRel,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce

from programmes.domain.searching import searched
from programmes.models import Programme
from volunteers.domain.certificates import months_after
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

SOON_MONTHS = 3


def search(rows: QuerySet[Volunteer], words: str) -> QuerySet[Volunteer]:
    """Keep the volunteers that these words are about: name, e-mail address, district or telephone."""
    return rows.filter(searched(words, per_word=_word, phone="phone")) if words.strip() else rows


def with_places(rows: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    """Add ``places_taken``: the families to whom they read or may soon, alone or going along."""
    # The matches are of another app, which hangs them on a volunteer by these names.
    alone, along = _open("matches"), _open("matches_as_partner")
    return rows.annotate(places_taken=Coalesce(alone, 0) + Coalesce(along, 0))


def with_certificate(rows: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    """Add ``certificate_until``: the last day on which the longest of their programmes accepts it."""
    months = (
        Programme.objects.filter(volunteers=OuterRef("pk"))
        .order_by()
        .values("volunteers")
        .values(months=Max("certificate_months"))
    )
    period = Func(
        Coalesce(Subquery(months), 0),
        template="make_interval(months => %(expressions)s)",
        output_field=DurationField(),
    )
    return rows.annotate(certificate_until=Cast(F("certificate__seen_on") + period, DateField()))


def has_room() -> Q:
    """Make the condition for who is available and can take one more family."""
    return Q(state=VolunteerState.AVAILABLE, places_taken__lt=F("capacity"))


def is_full() -> Q:
    """Make the condition for who reads to as many families as they want."""
    return Q(state=VolunteerState.AVAILABLE, places_taken__gte=F("capacity"))


def certificate_valid(*, on: date) -> Q:
    """Make the condition for a certificate that was seen and still counts."""
    return Q(certificate_until__gte=on)


def certificate_lapses_soon(*, on: date) -> Q:
    """Make the condition for a certificate that counts today, and no longer in three months."""
    return Q(certificate_until__gte=on, certificate_until__lt=months_after(on, SOON_MONTHS))


def certificate_asked() -> Q:
    """Make the condition for a certificate that was asked for, and about which nothing came yet."""
    return Q(
        certificate__isnull=False, certificate__seen_on__isnull=True, certificate__refused_on__isnull=True
    )


def certificate_missing(*, on: date) -> Q:
    """Make the condition for no certificate: never asked for, refused, or no longer valid."""
    never = Q(certificate__isnull=True)
    return never | Q(certificate__refused_on__isnull=False) | Q(certificate_until__lt=on)


def _word(word: str) -> Q:
    named = Q(first_name__icontains=word) | Q(infix__icontains=word) | Q(last_name__icontains=word)
    return named | Q(email__icontains=word) | Q(district__name__icontains=word)


def _open(path: str) -> Subquery:
    relation = cast("ManyToOneRel", Volunteer._meta.get_field(path))
    side = relation.field.name
    going = {side: OuterRef("pk"), "ended_at__isnull": True}
    rows = relation.related_model._base_manager.filter(**going).order_by().values(side)
    return Subquery(rows.annotate(open=Count("pk")).values("open"), output_field=IntegerField())
