"""What a right means at an address: rows are narrowed; a list without the right is not there."""

from typing import TYPE_CHECKING

from programmes.domain.access import Action, Actor, NotAllowedError, Scope
from programmes.models import Region

if TYPE_CHECKING:
    from django.db.models import QuerySet


def demand(actor: Actor, action: Action) -> None:
    """Answer as if the address did not exist when the actor may do this nowhere.

    Raises
    ------
    NotAllowedError
        Answered with 404.
    """
    if not actor.may(action):
        raise NotAllowedError


def regions_of(actor: Actor, action: Action) -> "QuerySet[Region]":
    """Narrow to the regions in which the actor may do this."""
    return Region.objects.filter(pk__in=actor.targets(action, Scope.REGION))
