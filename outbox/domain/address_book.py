"""Where a person is reached by telephone or post, and whose they are: asked of the registers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from outbox.models import Message
from programmes.models import Region, User


@dataclass(frozen=True)
class Address:
    """How one person is reached outside e-mail.

    Attributes
    ----------
    lines
        The lines of an envelope under the name.
    language
        In which a parent is written to; an account says its own.
    region
        Whose coordinators know them.
    """

    name: str
    phone: str = ""
    lines: tuple[str, ...] = ()
    region: Region | None = None
    language: str = ""


Find = Callable[[Collection[int]], Mapping[int, Address]]
_BOOKS: list[Find] = []
_PARENTS: list[Find] = []
_NOWHERE = Address(name="")


def register(find: Find) -> None:
    """Let a register answer where its people are reached; called once, when it is set up."""
    if find not in _BOOKS:
        _BOOKS.append(find)


def register_parents(find: Find) -> None:
    """Let the register of families answer where their parents are reached, by number of the family."""
    if find not in _PARENTS:
        _PARENTS.append(find)


def of_messages(messages: Sequence[Message]) -> dict[int, Address]:
    """Look up to whom messages go, by number of the message (a query for accounts and one for parents)."""
    people = addresses({row.recipient_id for row in messages if row.recipient_id is not None})
    families = {row.to_family for row in messages if row.to_family is not None}
    parents = _asked(_PARENTS, families)
    return {
        row.pk: people.get(row.recipient_id or 0) or parents.get(row.to_family or 0) or _NOWHERE
        for row in messages
    }


def addresses(accounts: Collection[int]) -> dict[int, Address]:
    """Look up the accounts with these numbers; whoever is in no register is left out."""
    return _asked(_BOOKS, accounts)


def region_of(account: User | None) -> Region | None:
    """Give the region whose coordinators know somebody: of a register, else where they have a role."""
    if account is None:
        return None
    kept = addresses([account.pk]).get(account.pk)
    if kept is not None and kept.region is not None:
        return kept.region
    roles = Q(roleassignment__user=account) | Q(organisations__roleassignment__user=account)
    return Region.objects.filter(roles).order_by("pk").first()


def _asked(books: Sequence[Find], numbers: Collection[int]) -> dict[int, Address]:
    found: dict[int, Address] = {}
    for find in books if numbers else ():
        found = {**find(numbers), **found}
    return found
