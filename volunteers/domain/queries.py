"""Which volunteers somebody may see, and the rows that a run works on."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from programmes.domain.access import Action, Actor, NotAllowedError, Scope, visible
from programmes.models import User
from volunteers.domain.duos import lock, open_duos
from volunteers.domain.rows import VolunteerRow, rows_for_run
from volunteers.models import Duo, Volunteer
from volunteers.states import SEEN_BY_COORDINATORS, VolunteerState

__all__ = [
    "VolunteerRow",
    "awaiting_confirmation",
    "duos",
    "duos_at",
    "guided_by",
    "listed_for",
    "lock",
    "may_enter",
    "own",
    "own_or_none",
    "partner_at",
    "rows_for_run",
    "takes_part",
    "visible_to",
    "whole",
]


def visible_to(actor: Actor, action: Action = Action.VOLUNTEERS_READ) -> QuerySet[Volunteer]:
    """Narrow the register to what the actor may read or change, with all that belongs to a volunteer.

    A sign-up whose e-mail address is not confirmed yet is there for nobody (quality N4) but those
    who ask for it by `awaiting_confirmation`.
    """
    rows = visible(_register(), actor=actor, action=action)
    return rows.filter(state__in=SEEN_BY_COORDINATORS)


def listed_for(actor: Actor) -> QuerySet[Volunteer]:
    """Narrow to the volunteers whom the actor looks after, with only what a table shows of them."""
    rows = Volunteer.objects.select_related("district", "certificate")
    rows = visible(rows, actor=actor, action=Action.VOLUNTEERS_WRITE)
    return rows.filter(state__in=SEEN_BY_COORDINATORS).prefetch_related("programmes", "languages")


def awaiting_confirmation(actor: Actor) -> QuerySet[Volunteer]:
    """Narrow to sign-ups whose e-mail address a coordinator may confirm by hand, after a call."""
    return _guided(actor).exclude(state__in=SEEN_BY_COORDINATORS)


def guided_by(actor: Actor) -> QuerySet[Volunteer]:
    """Narrow to the volunteers about whom the actor decides: a person with the right in that region."""
    return _guided(actor).filter(state__in=SEEN_BY_COORDINATORS)


def may_enter(actor: Actor) -> bool:
    """Tell whether the actor writes in the register of a region, not only about themselves."""
    return bool(actor.targets(Action.VOLUNTEERS_WRITE, Scope.REGION))


def own(actor: Actor) -> Volunteer:
    """Give the volunteer who the actor is.

    Raises
    ------
    NotAllowedError
        When the actor is no volunteer.
    """
    found = own_or_none(actor)
    if found is None:
        raise NotAllowedError
    return found


def own_or_none(actor: Actor | None) -> Volunteer | None:
    """Give the volunteer who the actor is, if they are one."""
    accounts = actor.targets(Action.VOLUNTEERS_READ, Scope.OWN) if actor else []
    return _register().filter(account__in=accounts).first() if accounts else None


def takes_part(account: User) -> bool:
    """Tell whether an account is that of a volunteer who did not leave."""
    rows = Volunteer.objects.filter(account=account, erased_at__isnull=True)
    return rows.exclude(state__in=(VolunteerState.LEFT, VolunteerState.DECLINED)).exists()


def whole(volunteer: Volunteer) -> Volunteer:
    """Read a volunteer anew, with all that belongs to them."""
    return _register().get(pk=volunteer.pk)


def duos(ids: Collection[int] | None = None) -> list[tuple[int, int]]:
    """Give the numbers of the first and the second of today's duos, all or those of some volunteers."""
    return list(open_duos(ids).values_list("first_id", "second_id"))


def duos_at(moment: datetime, ids: Collection[int]) -> list[tuple[int, int]]:
    """Give the duos of some volunteers as they were at a moment."""
    there = Q(ended_at__isnull=True) | Q(ended_at__gt=moment)
    rows = Duo.objects.filter(there, Q(first__in=ids) | Q(second__in=ids), since__lte=moment)
    return list(rows.order_by("pk").values_list("first_id", "second_id"))


def partner_at(volunteer: str, moment: str) -> Subquery:
    """Give who went along with a volunteer at a moment, for rows with fields of these names."""
    there = Q(ended_at__isnull=True) | Q(ended_at__gt=OuterRef(moment))
    rows = Duo.objects.filter(there, first=OuterRef(volunteer), since__lte=OuterRef(moment)).order_by("pk")
    return Subquery(rows.values("second_id")[:1])


def _guided(actor: Actor) -> QuerySet[Volunteer]:
    regions = actor.targets(Action.VOLUNTEERS_WRITE, Scope.REGION) if actor.user else []
    return _register().filter(region__in=regions)


def _open_duo() -> Subquery:
    """Give the duo of today in which a volunteer is, as JSON."""
    either = Q(first=OuterRef("pk")) | Q(second=OuterRef("pk"))
    told = JSONObject(first="first_id", second="second_id", since="since")
    return Subquery(Duo.objects.filter(either, ended_at__isnull=True).order_by().values(told=told))


def _register() -> QuerySet[Volunteer]:
    rows = Volunteer.objects.select_related("region", "district", "certificate").annotate(
        open_duo=_open_duo()
    )
    return rows.prefetch_related("programmes", "languages", "windows")
