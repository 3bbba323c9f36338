"""What a volunteer still has before the first family: done, now, and what comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from volunteers.domain.promises import call_of
from volunteers.states import VolunteerState

if TYPE_CHECKING:
    from volunteers.models import Volunteer

_S = VolunteerState
BEFORE_THE_TALK = (_S.APPLIED, _S.CONFIRMED, _S.INTERVIEW_PLANNED)
ON_THE_WAY = (_S.CONFIRMED, _S.INTERVIEW_PLANNED, _S.ACCEPTED)


@dataclass(frozen=True)
class Stage:
    """One line: what it is, a sentence with its day, and how far it is (done, now, next)."""

    label: str
    detail: str
    mark: str


def stages_of(volunteer: "Volunteer", *, today: date) -> list[Stage]:
    """List the way in; of what is not done, the first is now."""
    told, waits = [], False
    for label, detail, is_done in _all(volunteer, today):
        told.append(Stage(label, detail, "done" if is_done else ("next" if waits else "now")))
        waits = waits or not is_done
    return told


def _all(volunteer: "Volunteer", today: date) -> Iterator[tuple[str, str, bool]]:
    signed_up = date_format(localdate(volunteer.registered_at), "j F Y")
    yield _("Signed up"), signed_up, True
    yield (
        _("A first talk"),
        _talk(volunteer, today),
        volunteer.state not in BEFORE_THE_TALK,
    )
    certificate = getattr(volunteer, "certificate", None)
    yield (
        _("Certificate of conduct (VOG)"),
        _certificate(volunteer),
        bool(certificate and certificate.seen_on and not certificate.refused_on),
    )
    yield _("Training"), _training(volunteer), volunteer.training == "done"
    yield _("Agreement"), _agreement(volunteer), volunteer.agreement_signed_on is not None
    yield _("You take part in a round"), _("We look for a family that fits you."), False


def _talk(volunteer: "Volunteer", today: date) -> str:
    if volunteer.state not in BEFORE_THE_TALK:
        return _on(volunteer.interview_on) or _("Done")
    if volunteer.interview_on and volunteer.state == _S.INTERVIEW_PLANNED:
        return _on(volunteer.interview_on)
    if volunteer.state == _S.INTERVIEW_PLANNED:
        return _("We make an appointment with you.")
    last = call_of(volunteer)
    if last < today:
        return _("We call you.")
    return _("We call you, at the latest on %(day)s.") % {"day": date_format(last, "l j F")}


def _certificate(volunteer: "Volunteer") -> str:
    certificate = getattr(volunteer, "certificate", None)
    if certificate is None:
        return _("We ask it for you. It is free.")
    if certificate.refused_on:
        return _("It was refused. Call us to talk about it.")
    if certificate.seen_on:
        return _("Seen on %(day)s") % {"day": date_format(certificate.seen_on, "j F Y")}
    return _("Asked on %(day)s. You get a mail that says what to do.") % {
        "day": date_format(certificate.requested_on, "j F Y")
    }


def _training(volunteer: "Volunteer") -> str:
    if volunteer.training == "done":
        return _on(volunteer.training_on) or _("Done")
    if volunteer.training == "planned" and volunteer.training_on:
        return _on(volunteer.training_on)
    day = volunteer.region.next_training_on
    if day:
        return _("The next training is on %(day)s.") % {"day": date_format(day, "l j F Y")}
    return _("You get an invitation.")


def _agreement(volunteer: "Volunteer") -> str:
    signed_on = volunteer.agreement_signed_on
    if signed_on:
        return _("Signed on %(day)s") % {"day": date_format(signed_on, "j F Y")}
    return _("We sign it together.")


def _on(day: date | None) -> str:
    return capfirst(date_format(day, "l j F Y")) if day else ""
