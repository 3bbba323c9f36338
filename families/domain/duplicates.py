"""A registration that looks like a family that was there before: only a coordinator hears of it (N3)."""

from collections.abc import Collection
from datetime import datetime

from families.domain import queries
from families.models import Child, Family, PossibleDuplicate
from programmes.domain.access import Actor
from programmes.values.alike import alike


def note_likely(family: Family, *, now: datetime) -> None:
    """Note the families that this one may be; a step of the registration, which holds the region's row.

    Two registrations of one family at the same instant come one after the other there, so that the second
    sees the first.
    """
    PossibleDuplicate.objects.bulk_create(
        [PossibleDuplicate(family=family, earlier=earlier, found_at=now) for earlier in likely(family)],
        ignore_conflicts=True,
    )


def likely(family: Family) -> list[Family]:
    """List the families of the region with a child of that month at that postcode, and a name alike."""
    children = list(family.children.all())
    rows = Family.objects.filter(
        region=family.region_id,
        children__birth_month__in={child.birth_month for child in children},
        homes__postcode__in={home.postcode for home in family.homes.all()},
    )
    found = rows.exclude(pk=family.pk).order_by("pk").distinct().prefetch_related("children")
    return [earlier for earlier in found if _is_alike(family, children, earlier)]


def is_known_to(actor: Actor, family: Family) -> bool:
    """Tell whether a family looks like one of the same organisation, which the actor sees anyway."""
    if family.organisation_id is None:
        return False
    own = queries.visible_to(actor).filter(organisation=family.organisation_id).order_by().values("pk")
    return PossibleDuplicate.objects.filter(family=family, earlier__in=own).exists()


def _is_alike(family: Family, children: Collection[Child], earlier: Family) -> bool:
    pairs = [
        (one, other)
        for one in children
        for other in earlier.children.all()
        if one.birth_month == other.birth_month
    ]
    has_same_name = alike(family.last_name, earlier.last_name)
    return any(has_same_name or alike(one.first_name, other.first_name) for one, other in pairs)
