"""The page of all personal data: which fields, how long, who else gets any; from code and settings."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Field, Model
from django.utils import translation

from config.keeping import Clock, clocks
from config.recipients import Recipient, recipients

OURS = ("programmes", "outbox", "volunteers", "families", "matching")
ABOUT_PEOPLE = ("personal", "sensitive")
REST = ("operational", "statistical")
# Tables of libraries, which have no Privacy class; a table that is not here fails a test.
OF_LIBRARIES = {
    "account.EmailAddress": "not written by our code: addresses stand with the account",
    "account.EmailConfirmation": "not written by our code: links of ours confirm",
    "admin.LogEntry": "who changed what in the administration pages, when; of a changed account its name",
    "auth.Group": "not used: roles stand in programmes.RoleAssignment",
    "auth.Permission": "nothing about people",
    "contenttypes.ContentType": "nothing about people",
    "mfa.Authenticator": "the public half of a passkey, its name, and when it was used last",
    "sessions.Session": "number of the account, signed; no name",
}
HEAD = """# Personal data

Written by `manage.py personal_data` from the `Privacy` classes of the models and the settings; do not edit.
`make test` fails when it is out of date, `make fix` brings it up to date, `manage.py personal_data --print`
shows it with the figures of one installation. What it is for: [docs/trust](../trust/README.md).
"""
FIELDS = """## Fields about people

*Personal* says who somebody is or is free text about them; *sensitive* asks for more care (language, needs,
safety, judicial data in a wide sense, secrets as hashes). *Encrypted* tells of the column itself.
"""
OTHERS = """## What the tables keep besides

*Work* is what the work needs and does not name a person by itself; *counts* stays when a person is erased.
"""
KEPT = """## How long

A clock runs by itself when its task is on the schedule of this version, and by a person otherwise.
"""
LIBRARIES = """## Tables of libraries
"""
OUTSIDE = """## Who else gets any

In an installation as it is shipped, nobody does: each is switched on by a setting.
"""


Row = TypeVar("Row")


@dataclass(frozen=True)
class Kept:
    """One field that is about people."""

    table: str
    field: str
    called: str
    kind: str
    is_encrypted: bool


def page() -> str:
    """Write the page, in English whoever asks."""
    with translation.override("en"):
        return "\n".join([HEAD, *_chapters()])


def about_people() -> list[Kept]:
    """List every field that is about people, by table."""
    return [kept for model in models() for kind in ABOUT_PEOPLE for kept in _of(model, kind)]


def models() -> list[type[Model]]:
    """List our tables, floor first."""
    return [model for app in OURS for model in apps.get_app_config(app).get_models()]


def foreign_tables() -> set[str]:
    """Give the labels of the tables that libraries bring."""
    return {model._meta.label for model in apps.get_models() if model._meta.app_label not in OURS}


def is_encrypted(field: "Field[Any, Any]") -> bool:
    """Tell whether a column can be read with the key of the installation only: its type is a sealed one."""
    return any(kind.__name__ == "Sealed" for kind in type(field).__mro__)


def _chapters() -> Iterator[str]:
    yield FIELDS
    yield _table(("table", "field", "called", "class", "encrypted"), about_people(), _field)
    yield OTHERS
    yield _table(("table", "work", "counts"), models(), _rest)
    yield KEPT
    yield _table(("what", "how long", "set by", "by itself"), clocks(), _clock)
    yield LIBRARIES
    yield _table(("table", "holds"), sorted(OF_LIBRARIES.items()), lambda row: row)
    yield OUTSIDE
    yield _table(("who", "gets", "set by", "on"), recipients(), _recipient)


def _of(model: type[Model], kind: str) -> Iterator[Kept]:
    for name in getattr(getattr(model, "Privacy", None), kind, ()):
        field = model._meta.get_field(name)
        if isinstance(field, Field):
            yield Kept(model._meta.label, name, str(field.verbose_name), kind, is_encrypted(field))


def _table(titles: Sequence[str], rows: Iterable[Row], cells: Callable[[Row], Sequence[str]]) -> str:
    lines = [f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}"]
    lines += [f"| {' | '.join(cells(row))} |" for row in rows]
    return "\n".join([*lines, ""])


def _field(kept: Kept) -> Sequence[str]:
    return kept.table, f"`{kept.field}`", kept.called, kept.kind, "yes" if kept.is_encrypted else "no"


def _rest(model: type[Model]) -> Sequence[str]:
    privacy = getattr(model, "Privacy", None)
    return model._meta.label, *(", ".join(getattr(privacy, kind, ())) or "-" for kind in REST)


def _clock(clock: Clock) -> Sequence[str]:
    if clock.task:
        itself = f"yes, `{clock.task}`" if clock.runs else "**not yet**: a person sees to it"
    else:
        itself = "-"
    return clock.what, clock.how_long, f"`{clock.source}`", itself


def _recipient(recipient: Recipient) -> Sequence[str]:
    on = "for each key" if recipient.is_on is None else "yes" if recipient.is_on else "no"
    return recipient.who, recipient.gets, f"`{recipient.setting}`", on
