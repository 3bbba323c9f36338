"""Certificate of conduct and training: how long they hold, and who is blocked without them."""

import calendar
from datetime import date, datetime

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.domain.lifecycle import note_step
from programmes.domain.refusal import InvalidInput
from programmes.models import User
from volunteers.domain.own_record import check_not_own
from volunteers.models import Certificate, Volunteer
from volunteers.states import Preparation

NEVER = date(1970, 1, 1)
FOREVER = date(9999, 12, 31)


class BlockedReason(models.TextChoices):
    """Why an available volunteer cannot be paired now. Derived from dates, never stored."""

    NO_CERTIFICATE = "no_certificate", _("No certificate of conduct seen yet")
    CERTIFICATE_REFUSED = "certificate_refused", _("Certificate of conduct refused")
    CERTIFICATE_LAPSED = "certificate_lapsed", _("Certificate of conduct no longer valid")
    TRAINING_LAPSED = "training_lapsed", _("Training no longer valid")


def months_after(day: date, months: int) -> date:
    """Give the same day some months later, or the last day of that month: 31 January > 28 February."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def valid_until(volunteer: Volunteer, *, months: int) -> date:
    """Give the last day on which certificate and training both hold.

    Parameters
    ----------
    months
        How long the programme accepts a certificate.

    Returns
    -------
    date
        `NEVER` without a certificate that was seen; `FOREVER` is the end of a training without one.
    """
    seen_on = getattr(getattr(volunteer, "certificate", None), "seen_on", None)
    if seen_on is None:
        return NEVER
    return min(months_after(seen_on, months), volunteer.training_valid_until or FOREVER)


def blocked_reason(volunteer: Volunteer, *, on: date, months: int | None = None) -> BlockedReason | None:
    """Tell why a volunteer cannot be paired on a day, or ``None``.

    Parameters
    ----------
    months
        How long a certificate is accepted; by default the longest of the volunteer's programmes.
    """
    certificate: Certificate | None = getattr(volunteer, "certificate", None)
    if certificate is not None and certificate.refused_on:
        return BlockedReason.CERTIFICATE_REFUSED
    if certificate is None or certificate.seen_on is None:
        return BlockedReason.NO_CERTIFICATE
    if months_after(certificate.seen_on, _accepted(volunteer) if months is None else months) < on:
        return BlockedReason.CERTIFICATE_LAPSED
    if volunteer.training_valid_until and volunteer.training_valid_until < on:
        return BlockedReason.TRAINING_LAPSED
    return None


def _accepted(volunteer: Volunteer) -> int:
    return max((programme.certificate_months for programme in volunteer.programmes.all()), default=0)


def request_certificate(*, volunteer: Volunteer, by: User | None, now: datetime) -> Certificate:
    """Note that a certificate was asked for; one that was seen before counts until it lapses."""
    with transaction.atomic(durable=True):
        fields = {"requested_on": localdate(now), "refused_on": None}
        certificate, _made = Certificate.objects.update_or_create(volunteer=volunteer, defaults=fields)
        volunteer.certificate = certificate
        note_step(volunteer, step=Preparation.CERTIFICATE_REQUESTED, by=by, now=now)
        return certificate


def record_certificate(*, volunteer: Volunteer, seen_on: date, by: User | None, now: datetime) -> Certificate:
    """Note on which day the certificate was seen; the document itself is never kept.

    Raises
    ------
    InvalidInput
        When the day still has to come.
    Refusal
        When somebody decides about their own certificate.
    """
    check_not_own(volunteer, by)
    if seen_on > localdate(now):
        raise InvalidInput({"seen_on": [_("Choose today or an earlier day.")]})
    return _decide(volunteer, Preparation.CERTIFICATE_SEEN, by, now, seen_on=seen_on)


def refuse_certificate(*, volunteer: Volunteer, by: User | None, now: datetime) -> Certificate:
    """Note that the certificate was refused.

    Raises
    ------
    Refusal
        When somebody decides about their own certificate.
    """
    check_not_own(volunteer, by)
    return _decide(volunteer, Preparation.CERTIFICATE_REFUSED, by, now, refused_on=localdate(now))


def _decide(
    volunteer: Volunteer,
    what: Preparation,
    by: User | None,
    now: datetime,
    *,
    seen_on: date | None = None,
    refused_on: date | None = None,
) -> Certificate:
    with transaction.atomic(durable=True):
        rows = Certificate.objects.filter(volunteer=volunteer).values_list("requested_on", flat=True)
        requested_on = rows.first() or localdate(now)
        # What was seen was asked for before, also when that was noted later.
        fields = {
            "seen_on": seen_on,
            "refused_on": refused_on,
            "requested_on": min(requested_on, seen_on or requested_on),
        }
        certificate, _made = Certificate.objects.update_or_create(volunteer=volunteer, defaults=fields)
        volunteer.certificate = certificate
        note_step(volunteer, step=what, by=by, now=now)
        return certificate
