"""How a person arranges a register: filters and order kept under a name, and the columns shown."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import ColumnChoice, Register, SavedView, User
from programmes.models.workplace import QUERY_LENGTH

NAME_LENGTH = 60
MOST_VIEWS = 20
MOST_COLUMNS = 40
COLUMN_LENGTH = 30


def views_of(owner: User, register: Register) -> QuerySet[SavedView]:
    """List the views of a register that this person kept, by name."""
    return SavedView.objects.filter(owner=owner, register=register).order_by("name", "pk")


def columns_of(owner: User, register: Register) -> list[str]:
    """List the columns that this person chose; none when they kept the usual ones."""
    chosen = ColumnChoice.objects.filter(owner=owner, register=register).values_list("columns", flat=True)
    return chosen.first() or []


def save_view(
    *,
    register: Register,
    name: str,
    query: str,
    by: User,
    now: datetime,  # noqa: ARG001 - every use case is told who and when
) -> SavedView:
    """Keep filters and order under a name; the same name again replaces what it stood for.

    Parameters
    ----------
    query
        The part of the address after the question mark.

    Raises
    ------
    InvalidInput
        Without a name, or when name or address is too long.
    Refusal
        ``too-many-views``: then one has to go first.
    """
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise InvalidInput({"name": [_("Give the view a name, for instance: waiting in Hambaken.")]})
    if len(name) > NAME_LENGTH:
        raise InvalidInput({"name": [_("Choose a name of at most 60 characters.")]})
    if len(query) > QUERY_LENGTH:
        raise InvalidInput({"query": [_("These search words are too long to keep.")]})
    with transaction.atomic(durable=True):
        # Two tabs that save at once wait for each other here, so that the count holds.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        others = views_of(by, register).exclude(name=name)
        if others.count() >= MOST_VIEWS:
            raise Refusal("too-many-views", _("You keep 20 views of this register. Delete one first."))
        kept, _made = SavedView.objects.update_or_create(
            owner=by, register=register, name=name, defaults={"query": query}
        )
        return kept


def delete_view(
    *,
    view: SavedView,
    by: User,
    now: datetime,  # noqa: ARG001 - every use case is told who and when
) -> None:
    """Forget a view; deleting it twice is no mistake."""
    with transaction.atomic(durable=True):
        SavedView.objects.filter(pk=view.pk, owner=by).delete()


def choose_columns(
    *,
    register: Register,
    columns: Sequence[str],
    by: User,
    now: datetime,  # noqa: ARG001 - every use case is told who and when
) -> None:
    """Show these columns from now on; none chosen brings back the usual ones.

    Raises
    ------
    InvalidInput
        On what cannot be the names of columns.
    """
    wanted = list(dict.fromkeys(columns))
    if len(wanted) > MOST_COLUMNS or not all(_is_key(key) for key in wanted):
        raise InvalidInput({"columns": [_("Choose columns from the list.")]})
    with transaction.atomic(durable=True):
        if wanted:
            ColumnChoice.objects.update_or_create(owner=by, register=register, defaults={"columns": wanted})
        else:
            ColumnChoice.objects.filter(owner=by, register=register).delete()


def _is_key(key: str) -> bool:
    return key.isascii() and key.replace("_", "").isalpha() and len(key) <= COLUMN_LENGTH
