"""What a coordinator can do with a volunteer, in the order in which it comes up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.pages.dates import DayField
from programmes.pages.steps import Step, moves_to
from volunteers.domain import certificates, intake
from volunteers.domain.intake import EndReason
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

_S = VolunteerState
GOING = (_S.CONFIRMED, _S.INTERVIEW_PLANNED, _S.ACCEPTED, _S.AVAILABLE, _S.RESTING)


class SeenForm(forms.Form):
    """On which day the certificate was seen; the document itself is never kept."""

    seen_on = DayField(label=_("Certificate of conduct seen on"))


class EndForm(forms.Form):
    """A coded reason, so that nothing personal enters the history."""

    reason = forms.ChoiceField(label=_("Why?"), choices=EndReason.choices)


def _can_request(volunteer: Volunteer) -> bool:
    certificate = getattr(volunteer, "certificate", None)
    return volunteer.state in GOING and (certificate is None or certificate.seen_on is not None)


def _can_record(volunteer: Volunteer) -> bool:
    certificate = getattr(volunteer, "certificate", None)
    return certificate is not None and certificate.seen_on is None and certificate.refused_on is None


STEPS = (
    Step("interview", _("Interview is planned"), moves_to(_S.INTERVIEW_PLANNED), intake.plan_interview),
    Step("accept", _("Accept the volunteer"), moves_to(_S.ACCEPTED), intake.accept),
    Step("certificate-seen", _("Record certificate"), _can_record, certificates.record_certificate, SeenForm),
    Step(
        "certificate-requested", _("Certificate is requested"), _can_request, certificates.request_certificate
    ),
    Step(
        "certificate-refused",
        _("Certificate is refused"),
        _can_record,
        certificates.refuse_certificate,
        is_end=True,
    ),
    Step("available", _("Make available"), moves_to(_S.AVAILABLE), intake.make_available),
    Step("rest", _("Rest for a while"), moves_to(_S.RESTING), intake.rest),
    Step("decline", _("Do not accept"), moves_to(_S.DECLINED), intake.decline, EndForm, is_end=True),
    Step("leave", _("Volunteer stops"), moves_to(_S.LEFT), intake.leave, EndForm, is_end=True),
)
