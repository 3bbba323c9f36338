"""What is kept about a person who reads, told and erased by the classes in the models (quality P1, P5).

Every app that keeps something registers its `Part`, so that the register of volunteers can
tell and erase all of it without knowing the others.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programmes.models import District, Programme, Region

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CLASSES = ("personal", "sensitive", "statistical", "operational")
# Hashes and passwords are not told: they say nothing about a person and open doors.
SECRETS = frozenset({"password", "key_hash"})
TOLD = (Region, District, Programme)


@dataclass(frozen=True)
class Person:
    """Whom it is about: the numbers of the volunteer and, if there is one, of the account."""

    volunteer: int
    account: int | None


@dataclass(frozen=True)
class Fact:
    """One thing that is kept: its name, how it is called, and its value for programs and for people."""

    name: str
    label: str
    value: object
    words: str


Record = Sequence[Fact]


@dataclass(frozen=True)
class Chapter:
    """The records of one kind."""

    name: str
    title: "StrOrPromise"
    records: Sequence[Record]


@dataclass(frozen=True)
class Obstacle:
    """Why a person cannot be erased yet: what to do first, and with whom."""

    code: str
    sentence: str


def _nothing(person: Person) -> list[Any]:  # noqa: ARG001 - the signature of a part
    return []


@dataclass(frozen=True)
class Part:
    """What one app keeps of a person who reads.

    Attributes
    ----------
    name
        Of the app; each registers once.
    chapters
        Gives all of it that is theirs, and nothing of anybody else.
    obstacles
        Gives what has to end before they can be erased; asked while their record is locked.
    erase
        Takes their words out, inside the caller's transaction; facts that are counted stay.
    stays
        Counts what stays after it: what it is called, how many.
    """

    name: str
    chapters: Callable[[Person], list[Chapter]]
    obstacles: Callable[[Person], list[Obstacle]] = _nothing
    erase: Callable[[Person], object] = _nothing
    stays: Callable[[Person], "list[tuple[str, int]]"] = _nothing


_PARTS: dict[str, Part] = {}


def contribute(part: Part) -> None:
    """Register what an app keeps; called once it is loaded."""
    _PARTS[part.name] = part


def parts() -> Iterable[Part]:
    """Give what every app registered, in the order of the apps."""
    return tuple(_PARTS.values())


def chapters_of(person: Person) -> list[Chapter]:
    """Tell everything that is kept about a person; kinds of which nothing is kept are left out."""
    return [chapter for part in parts() for chapter in part.chapters(person) if chapter.records]


def facts_of(record: models.Model, *, leave_out: Collection[str] = ()) -> list[Fact]:
    """Tell what a record holds, the personal first.

    References are left out, but to places and programmes: other records are not data of this person.
    """
    return [
        _fact(record, field)
        for name in _classified(type(record))
        if name not in SECRETS and name not in leave_out
        for field in [record._meta.get_field(name)]
        if isinstance(field, models.Field) and (not field.is_relation or field.related_model in TOLD)
    ]


def fact(name: str, label: "StrOrPromise", value: object) -> Fact:
    """Tell one thing that no field of ours holds, as a field would be told."""
    return Fact(name, str(label), _plain(value), _words(value))


def emptied(record: models.Model) -> dict[str, object]:
    """Give what the personal and sensitive fields of a record hold once it is erased."""
    names = [name for kind in ("personal", "sensitive") for name in _names(type(record), kind)]
    return {name: _empty(record._meta.get_field(name)) for name in names}


def as_json(chapters: Iterable[Chapter]) -> dict[str, list[dict[str, object]]]:
    """Write chapters for programs: records by the name of their kind."""
    return {
        chapter.name: [{fact.name: fact.value for fact in record} for record in chapter.records]
        for chapter in chapters
    }


def _classified(model: type[models.Model]) -> Iterator[str]:
    for kind in CLASSES:
        yield from _names(model, kind)


def _names(model: type[models.Model], kind: str) -> tuple[str, ...]:
    return tuple(getattr(getattr(model, "Privacy", None), kind, ()))


def _fact(record: models.Model, field: "models.Field[Any, Any]") -> Fact:
    value = getattr(record, field.name)
    if field.many_to_many:
        value = [str(row) for row in value.all()]
    elif field.is_relation and value is not None:
        value = str(value)
    shown = getattr(record, f"get_{field.name}_display", None)
    words = str(shown()) if shown and value else _words(_called(field, value))
    return Fact(field.name, capfirst(str(field.verbose_name)), _plain(value), words)


def _called(field: "models.Field[Any, Any]", value: object) -> object:
    """Say the codes of a list by what they are called."""
    names = dict(getattr(getattr(field, "base_field", None), "choices", None) or ())
    return [str(names.get(code, code)) for code in value] if names and isinstance(value, list) else value


def _plain(value: object) -> object:
    """Turn a value into one that JSON has."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _words(value: object) -> str:
    if value is None or value in ("", [], {}):
        return "–"  # noqa: RUF001 - an en dash stands for nothing
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _empty(field: object) -> object:
    if not isinstance(field, models.Field):
        raise TypeError(field)
    if field.null:
        return None
    if isinstance(field, models.CharField | models.TextField):
        return ""
    return field.get_default() if field.has_default() else 0
