"""The parents' consent as a record: given, and withdrawn."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.domain import gone
from families.domain.entry import ConsentEntry
from families.models import Consent, Family
from families.states import FamilyState
from outbox.domain.post import withdraw_to_family
from programmes.domain.entry_checks import check_language, tidy_name
from programmes.domain.findings import Findings
from programmes.domain.lifecycle import MoveNotAllowedError, can_move, move
from programmes.domain.refusal import Refusal
from programmes.models import User

WITHDRAWN = "consent_withdrawn"
"""Why a family left whose parents took their consent back, in its history."""


def check_consent(findings: Findings, entry: ConsentEntry, *, day: date, field: str = "") -> None:
    """Note what a consent lacks; ``field`` is the path in front of its own fields, with a dot."""
    tidy_name(findings, f"{field}given_by", entry.given_by, required=True)
    check_language(findings, f"{field}language", entry.language)
    findings.expect(f"{field}given_on", _("Choose today or an earlier day."), holds=entry.given_on <= day)
    findings.expect(f"{field}version", _("Name the version of the text."), holds=bool(entry.version.strip()))
    findings.check_fields(Consent(**vars(entry)), prefix=field, leave_out=frozenset({"recorded_at"}))


def record_consent(*, family: Family, entry: ConsentEntry, by: User | None, now: datetime) -> None:
    """Keep a checked consent and move the family on; a step of a use case that opened the transaction."""
    rows = Family.objects.select_for_update(of=("self",), no_key=True).values_list("state", flat=True)
    family.state = rows.get(pk=family.pk)
    # From being on hold a family comes here too, but then its consent is known.
    if family.state != FamilyState.REFERRED:
        allowed = family.MOVES[family.state] - {FamilyState.CONSENT_CONFIRMED}
        raise MoveNotAllowedError(family.state, FamilyState.CONSENT_CONFIRMED, allowed)
    move(family, to=FamilyState.CONSENT_CONFIRMED, by=by, now=now)
    Consent.objects.create(family=family, recorded_by=by, recorded_at=now, **vars(entry))


def in_force(family: Family) -> Consent | None:
    """Give the consent that holds now."""
    return next((consent for consent in family.consents.all() if consent.withdrawn_on is None), None)


def withdraw_consent(*, family: Family, by: User | None, now: datetime) -> None:
    """Note that the parents withdrew their consent: the family takes part in nothing from now on.

    What was to be sent to the parents is kept back; a match in which nobody reads yet ends.

    Raises
    ------
    Refusal
        ``no-consent`` when none is in force.
    """
    with transaction.atomic(durable=True):
        rows = Family.objects.select_for_update(of=("self",)).values_list("state", flat=True)
        family.state = rows.get(pk=family.pk)
        held = Consent.objects.filter(family=family, withdrawn_on__isnull=True)
        if not held.update(withdrawn_on=localdate(now)):
            raise Refusal("no-consent", _("There is no consent to withdraw."))
        if can_move(family, to=FamilyState.WITHDRAWN):
            move(family, to=FamilyState.WITHDRAWN, by=by, now=now, reason=WITHDRAWN)
            gone.end_the_rest(family, by=by, now=now)
        withdraw_to_family(family.pk, now=now)
