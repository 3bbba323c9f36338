"""What a coordinator can do with a volunteer, in the order in which it comes up."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.pages.dates import DayField
from programmes.pages.steps import Step, moves_to
from volunteers.domain import certificates, intake, preparation, resting
from volunteers.domain.intake import EndReason
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

_S = VolunteerState
GOING = (_S.CONFIRMED, _S.INTERVIEW_PLANNED, _S.ACCEPTED, _S.AVAILABLE, _S.RESTING)


class SeenForm(forms.Form):
    """On which day the certificate was seen; the document itself is never kept."""

    seen_on = DayField(label=_("Certificate of conduct seen on"))


class InterviewForm(forms.Form):
    """On which day the first talk is, if that is agreed."""

    on = DayField(label=_("Interview on"), required=False)


class NewInterviewForm(forms.Form):
    """The other day."""

    on = DayField(label=_("Interview on"))


class TrainingForm(forms.Form):
    """On which day the training is."""

    on = DayField(label=_("Training on"))


class TrainedForm(forms.Form):
    """Until when it counts, where trainings end."""

    valid_until = DayField(label=_("Training valid until"), required=False)


class AgreementForm(forms.Form):
    """The day on which both signed."""

    on = DayField(label=_("Agreement signed on"))


class EndForm(forms.Form):
    """A coded reason, so that nothing personal enters the history."""

    reason = forms.ChoiceField(label=_("Why?"), choices=EndReason.choices)


class RestForm(forms.Form):
    """Until when, if that is known: then the rest ends by itself."""

    until = DayField(label=_("Until and including"), required=False)


def _can_request(volunteer: Volunteer) -> bool:
    certificate = getattr(volunteer, "certificate", None)
    return volunteer.state in GOING and (certificate is None or certificate.is_answered)


def _can_record(volunteer: Volunteer) -> bool:
    certificate = getattr(volunteer, "certificate", None)
    return certificate is not None and not certificate.is_answered


def _prepares(volunteer: Volunteer) -> bool:
    return volunteer.state in preparation.PREPARED_IN


def _can_train(volunteer: Volunteer) -> bool:
    return _prepares(volunteer) and not preparation.is_trained(volunteer, on=localdate())


def _can_sign(volunteer: Volunteer) -> bool:
    return _prepares(volunteer) and volunteer.agreement_signed_on is None


STEPS = (
    Step(
        "interview",
        _("Interview is planned"),
        moves_to(_S.INTERVIEW_PLANNED),
        intake.plan_interview,
        InterviewForm,
    ),
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
    Step("training", _("Training is planned"), _can_train, preparation.plan_training, TrainingForm),
    Step("trained", _("Training is done"), _can_train, preparation.finish_training, TrainedForm),
    Step("agreement", _("Agreement is signed"), _can_sign, preparation.sign_agreement, AgreementForm),
    Step(
        "another-interview",
        _("Interview on another day"),
        lambda volunteer: volunteer.state == _S.INTERVIEW_PLANNED,
        preparation.move_interview,
        NewInterviewForm,
    ),
    Step("rest", _("Rest for a while"), moves_to(_S.RESTING), resting.rest, RestForm),
    Step("decline", _("Do not accept"), moves_to(_S.DECLINED), intake.decline, EndForm, is_end=True),
    Step("leave", _("Volunteer stops"), moves_to(_S.LEFT), intake.leave, EndForm, is_end=True),
)
