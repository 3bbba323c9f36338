"""What belongs to a family in tables of its own: children, homes and their windows."""

from collections.abc import Sequence

from families.domain.entry import HomeEntry
from families.models import Child, Family, Home, HomeWindow


def write_children(family: Family, children: Sequence[Child]) -> None:
    """Make the children what was checked; a step of a use case that opened the transaction."""
    family.children.all().delete()
    for child in children:
        child.family = family
    Child.objects.bulk_create(children)


def write_homes(family: Family, homes: Sequence[Home], entries: Sequence[HomeEntry]) -> None:
    """Make homes and windows what was checked; a step of a use case that opened the transaction."""
    family.homes.all().delete()
    for home in homes:
        home.family = family
    Home.objects.bulk_create(homes)
    HomeWindow.objects.bulk_create(
        HomeWindow(
            home=home,
            weekday=window.weekday,
            start=window.start,
            end=window.end,
            strength=window.strength.value,
            rhythm=window.rhythm.value,
        )
        for home, entry in zip(homes, entries, strict=True)
        for window in entry.availability
    )
