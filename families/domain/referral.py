"""A family comes into the register."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.domain.area import check_area
from families.domain.consents import record_consent
from families.domain.duplicates import note_likely
from families.domain.entry import Referral
from families.domain.entry_rules import check
from families.domain.parts import write_children, write_homes
from families.domain.referrer import origin_of
from families.models import Family
from families.states import FamilyState
from outbox.domain.post import MessageKind, post
from programmes.domain.access import Action, Actor, Scope
from programmes.domain.promises import call_before
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
        return enter(entry=entry, actor=actor, by=by, now=now)


def enter(*, entry: Referral, actor: Actor, by: User | None, now: datetime) -> Family:
    """Keep a family; a step of a use case that opened the transaction, refused as `register` says."""
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
    if origin.is_referred:
        check_area([home.postcode for home in checked.homes], region=origin.region)
    family.number = next_number(origin.region)
    family.save(force_insert=True)
    write_children(family, checked.children)
    write_homes(family, checked.homes, entry.homes)
    if entry.consent is not None:
        record_consent(family=family, entry=entry.consent, by=by, now=now)
    note_likely(family, now=now)
    if origin.is_referred and by is not None:
        _tell_received(family, by, now)
    return family


def _tell_received(family: Family, referrer: User, now: datetime) -> None:
    """Write to who registered: it arrived, and by when the parents are called where they agreed."""
    agreed = family.state == FamilyState.CONSENT_CONFIRMED
    facts = {"call_before": call_before(localdate(now)).isoformat()} if agreed else {}
    post(
        kind=MessageKind.REFERRER_RECEIVED,
        recipient=referrer,
        subject=family,
        region=family.region,
        not_before=now,
        now=now,
        facts=facts,
    )


def _check_note(entry: Referral, region: Region, actor: Actor) -> None:
    if entry.safety_note and region.pk not in actor.targets(Action.SAFETY_READ, Scope.REGION):
        raise InvalidInput({"safety_note": [_("Leave this out: only a coordinator writes it.")]})


def next_number(region: Region) -> int:
    """Give the next number of the region; its row is locked, so that two at once differ."""
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    highest = Family.objects.filter(region=region).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1
