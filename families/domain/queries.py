"""Which families somebody may see, the five words of a referrer, and the rows that a run works on."""

from collections.abc import Collection

from django.db.models import QuerySet

from families.domain.rows import FamilyRow, HomeRow, rows_for_run
from families.models import Family
from families.states import STATUS_OF, FamilyStatus
from programmes.domain.access import Action, Actor, NotAllowedError, Scope, visible

__all__ = [
    "FamilyRow",
    "HomeRow",
    "check_may_register",
    "references",
    "rows_for_run",
    "status",
    "visible_to",
    "whole",
    "whole_ones",
]


def visible_to(actor: Actor, action: Action = Action.FAMILIES_READ) -> QuerySet[Family]:
    """Narrow the register to what the actor may do this with, with all that belongs to a family."""
    return visible(_register(), actor=actor, action=action)


def check_may_register(actor: Actor) -> None:
    """Refuse who registers no families anywhere.

    Raises
    ------
    NotAllowedError
        For volunteers, administrators, and systems without the scope.
    """
    regions = actor.targets(Action.FAMILIES_WRITE, Scope.REGION)
    if not regions and not actor.targets(Action.FAMILIES_REFER, Scope.ORGANISATION):
        raise NotAllowedError


def whole(family: Family) -> Family:
    """Read a family anew, with all that belongs to it."""
    return _register().get(pk=family.pk)


def whole_ones(families: Collection[int]) -> dict[int, Family]:
    """Read families by number, with all that belongs to them."""
    return _register().in_bulk(families)


def status(family: Family) -> FamilyStatus:
    """Give the word of five that stands on a referrer's page."""
    return STATUS_OF[family.state]


def references(families: Collection[int]) -> dict[int, str]:
    """Give the references of families by number: all that a list needs to say (one query)."""
    rows = Family.objects.filter(pk__in=families).only("number") if families else ()
    return {family.pk: family.reference for family in rows}


def _register() -> QuerySet[Family]:
    rows = Family.objects.select_related("region", "programme", "organisation")
    return rows.prefetch_related("children", "homes__windows", "homes__district", "consents")
