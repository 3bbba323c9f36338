"""Form and dissolve duos: both volunteers are locked, and the invariants are checked anew (quality N19)."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User
from volunteers.domain.own_record import check_not_own
from volunteers.models import Duo, Volunteer
from volunteers.states import VolunteerState

GONE = frozenset({VolunteerState.LEFT, VolunteerState.DECLINED})
_REFUSALS = {
    "a_volunteer_is_in_one_duo": Refusal(
        "in-a-duo", _("Dissolve the other duo first: a reader is in one duo at a time."), "partner"
    ),
    "open_matches_of_a_duo": Refusal(
        "matches-open", _("End or finish the matches first that these two read in together.")
    ),
}


def form(*, first: Volunteer, second: Volunteer, by: User | None, now: datetime) -> Duo:
    """Let two volunteers read together; they leave from the first one's address.

    Families whom one of them visits already stay theirs alone, and count for what the duo can take.

    Raises
    ------
    InvalidInput
        For one volunteer twice, or two of different regions.
    Refusal
        ``in-a-duo``, ``reader-left``, or ``own-record``.
    """
    check_not_own(first, by)
    check_not_own(second, by)
    with transaction.atomic(durable=True):
        found = {volunteer.pk: volunteer for volunteer in lock({first.pk, second.pk})}
        _check_two(found.get(first.pk), found.get(second.pk))
        return _kept(Duo(first=first, second=second, since=now, formed_by=by))


def dissolve(*, volunteer: Volunteer, by: User | None, now: datetime) -> None:
    """Let a volunteer and the one they go with read each for themselves again.

    Raises
    ------
    Refusal
        ``matches-open`` while they read somewhere together, ``not-in-a-duo``, or ``own-record``.
    """
    with transaction.atomic(durable=True):
        duo = _locked_duo_of(volunteer)
        if duo is None:
            raise Refusal("not-in-a-duo", _("This reader goes with nobody."))
        check_not_own(duo.first, by)
        check_not_own(duo.second, by)
        duo.ended_at, duo.ended_by = now, by
        _kept(duo)


def part(volunteer: Volunteer, *, by: User | None, now: datetime) -> None:
    """Let the duo end of somebody who stops, inside the caller's transaction.

    While they still read somewhere together it stays, and takes part in no run.
    """
    duo = _locked_duo_of(volunteer)
    if duo is not None:
        duo.ended_at, duo.ended_by = now, by
        with suppress(Refusal):
            _kept(duo)


def lock(ids: Collection[int]) -> list[Volunteer]:
    """Lock volunteers in the order of their numbers, inside the caller's transaction."""
    rows = Volunteer.objects.filter(pk__in=ids).order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True))


def open_duos(ids: Collection[int] | None = None) -> QuerySet[Duo]:
    """Narrow to the duos of today, all or those of some volunteers, first or second."""
    rows = Duo.objects.filter(ended_at__isnull=True).order_by("pk")
    return rows if ids is None else rows.filter(Q(first__in=ids) | Q(second__in=ids))


def duo_of(volunteer: Volunteer) -> Duo | None:
    """Give the duo in which a volunteer is."""
    return open_duos([volunteer.pk]).select_related("first", "second").first()


def _locked_duo_of(volunteer: Volunteer) -> Duo | None:
    """Give the duo in which a volunteer is, both locked; it may have been dissolved meanwhile."""
    before = duo_of(volunteer)
    if before is None:
        return None
    lock({before.first_id, before.second_id})
    return duo_of(volunteer)


def _check_two(first: Volunteer | None, second: Volunteer | None) -> None:
    if first is None or second is None or first == second:
        raise InvalidInput({"partner": [_("Choose another reader: a duo is of two.")]})
    if first.region_id != second.region_id:
        raise InvalidInput({"partner": [_("Choose a reader of the same municipality.")]})
    if {first.state, second.state} & GONE:
        raise Refusal("reader-left", _("Choose a reader who takes part."), "partner")


def _kept(duo: Duo) -> Duo:
    try:
        with transaction.atomic():
            duo.save()
    except IntegrityError as broken:
        name = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", "")
        refusal = _REFUSALS.get(name)
        if refusal is None:
            raise
        raise Refusal(refusal.code, refusal.message, refusal.field) from broken
    return duo
