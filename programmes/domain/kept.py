"""What is kept of a person, told by the tables themselves: so that the privacy page cannot go stale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Field, Model
from django.utils.text import capfirst

KINDS = ("personal", "sensitive", "operational", "statistical")
# Our own numbers of records and how they hang together tell nobody anything.
_OF_OURS = {"id", "account", "volunteer", "family", "child", "home", "registered_by"}


@dataclass(frozen=True)
class Kept:
    """Fields of one kind (one of `KINDS`), by the names that stand beside them on the pages.

    Attributes
    ----------
    tables
        For each table with such fields: what it is about, and the names of the fields.
    """

    kind: str
    tables: tuple[tuple[str, tuple[str, ...]], ...]


def kept_of(models: Sequence[type[Model]]) -> list[Kept]:
    """List by kind what these tables keep, in the reader's language; a kind without any is left out."""
    found = [Kept(kind, tuple(_tables(models, kind))) for kind in KINDS]
    return [kept for kept in found if kept.tables]


def _tables(models: Sequence[type[Model]], kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for model in models:
        names = tuple(_names(model, kind))
        if names:
            yield capfirst(str(model._meta.verbose_name)), names


def _names(model: type[Model], kind: str) -> Iterator[str]:
    for name in getattr(getattr(model, "Privacy", None), kind, ()):
        field = model._meta.get_field(name)
        if name not in _OF_OURS and isinstance(field, Field):
            yield str(field.verbose_name)
