"""A family comes into the register."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.domain.consents import record_consent
from families.domain.entry import Referral
from families.domain.entry_rules import check
from families.domain.parts import write_children, write_homes
from families.domain.referrer import origin_of
from families.models import Family
from programmes.domain.access import Action, Actor, Scope
from programmes.domain.refusal import InvalidInput
from programmes.models import Region, User


def register(*, entry: Referral, actor: Actor, by: User | None, now: datetime) -> Family:
    """Keep a family that a social worker, a coordinator or another system registers.

    With the parents' consent it goes on to the intake; without, it stays registered only.

    Raises
    ------
    NotAllowedError
        When the actor registers no families.
    InvalidInput
        With every field that has to change; what belongs to others is the same as unknown.
    """
    with transaction.atomic(durable=True):
        origin = origin_of(entry, actor)
        _check_note(entry, origin.region, actor)
        family = Family(
            region=origin.region,
            organisation=origin.organisation,
            programme=origin.programme,
            registered_by=by,
            registered_at=now,
        )
        checked = check(entry, onto=family, day=localdate(now))
        family.number = next_number(origin.region)
        family.save(force_insert=True)
        write_children(family, checked.children)
        write_homes(family, checked.homes, entry.homes)
        if entry.consent is not None:
            record_consent(family=family, entry=entry.consent, by=by, now=now)
        return family


def _check_note(entry: Referral, region: Region, actor: Actor) -> None:
    if entry.safety_note and region.pk not in actor.targets(Action.SAFETY_READ, Scope.REGION):
        raise InvalidInput({"safety_note": [_("Leave this out: only a coordinator writes it.")]})


def next_number(region: Region) -> int:
    """Give the next number of the region; its row is locked, so that two at once differ."""
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    highest = Family.objects.filter(region=region).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1
