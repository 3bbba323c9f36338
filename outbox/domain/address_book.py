"""Where a person is reached by telephone or post, and whose they are: asked of the registers."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from programmes.models import Region, User


@dataclass(frozen=True)
class Address:
    """How one person is reached outside e-mail.

    Attributes
    ----------
    lines
        The lines of an envelope under the name.
    region
        Whose coordinators know them.
    """

    name: str
    phone: str = ""
    lines: tuple[str, ...] = ()
    region: Region | None = None


Find = Callable[[Collection[int]], Mapping[int, Address]]
_BOOKS: list[Find] = []


def register(find: Find) -> None:
    """Let a register answer where its people are reached; called once, when it is set up."""
    if find not in _BOOKS:
        _BOOKS.append(find)


def addresses(accounts: Collection[int]) -> dict[int, Address]:
    """Look up the accounts with these numbers; whoever is in no register is left out."""
    found: dict[int, Address] = {}
    for find in _BOOKS if accounts else ():
        found = {**find(accounts), **found}
    return found


def region_of(account: User) -> Region | None:
    """Give the region whose coordinators know somebody: of a register, else where they have a role."""
    kept = addresses([account.pk]).get(account.pk)
    if kept is not None and kept.region is not None:
        return kept.region
    roles = Q(roleassignment__user=account) | Q(organisations__roleassignment__user=account)
    return Region.objects.filter(roles).order_by("pk").first()
