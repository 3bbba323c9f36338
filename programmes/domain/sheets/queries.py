"""Which spreadsheets somebody may see, and their rows as a page shows them."""

from django.db.models import QuerySet

from programmes.domain.access import Action, Actor, Scope, visible
from programmes.models import Region, Register, RowKind, Sheet, SheetRow

RETURNED = (RowKind.WRONG, RowKind.LEFT)
"""Rows that go back to whoever sent the file."""


def visible_to(actor: Actor, *, action: Action, register: Register) -> QuerySet[Sheet]:
    """Narrow the files of a register to the regions in which the actor may change it."""
    rows = Sheet.objects.defer("content").select_related("region", "uploaded_by", "applied_by")
    return visible(rows.filter(register=register), actor=actor, action=action)


def regions_of(actor: Actor, action: Action) -> QuerySet[Region]:
    """List the regions into whose register the actor may read a file."""
    return Region.objects.filter(pk__in=actor.targets(action, Scope.REGION))


def rows_of(sheet: Sheet, kind: str) -> QuerySet[SheetRow]:
    """Give the rows of one kind in their order; those that go back count as one kind."""
    kinds = RETURNED if kind == RowKind.WRONG else (kind,)
    return sheet.rows.filter(kind__in=kinds).defer("cells").order_by("number")
