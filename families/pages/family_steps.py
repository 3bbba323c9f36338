"""What a coordinator can do with a family, in the order in which it comes up."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from families.domain import consents, intake, looking_again, urgency
from families.domain.entry import ConsentEntry
from families.domain.intake import WithdrawReason
from families.models import Family
from families.models.family import UrgencyReason
from families.pages.consent_form import CONSENT_VERSION, ConsentForm
from families.states import FamilyState
from programmes.models import User
from programmes.pages.dates import DayField
from programmes.pages.steps import Step, is_in, moves_to

_S = FamilyState
QUEUE = (_S.CONSENT_CONFIRMED, _S.INTAKE_PLANNED, _S.INTAKE_DONE, _S.WAITING, _S.LOOK_AGAIN)


class IntakeForm(forms.Form):
    """On which day the talk at home is."""

    on = DayField(label=_("Intake on"))


class HoldForm(forms.Form):
    """Until when the family is left out of runs."""

    until = DayField(label=_("Look again on"))


class WithdrawForm(forms.Form):
    """A coded reason, so that nothing personal enters the history."""

    reason = forms.ChoiceField(label=_("Why?"), choices=WithdrawReason.choices)


class ConsentBackForm(forms.Form):
    """Asks once more, because nothing brings it back."""

    is_sure = forms.BooleanField(
        label=_("The parents said so. A match in which nobody reads yet ends at once."),
        error_messages={"required": _("Tick this when the parents said so.")},
    )


class UrgencyForm(forms.Form):
    """Why this family goes first."""

    reason = forms.ChoiceField(label=_("Reason for urgency"), choices=UrgencyReason.choices)


def _confirm_consent(
    *, family: Family, by: User, now: datetime, given_by: str, given_on: date, how: str, language: str
) -> None:
    entry = ConsentEntry(given_by, given_on, CONSENT_VERSION, language, how)
    intake.confirm_consent(family=family, entry=entry, by=by, now=now)


def _withdraw_consent(*, family: Family, by: User, now: datetime, is_sure: bool) -> None:
    if is_sure:
        consents.withdraw_consent(family=family, by=by, now=now)


def _has_consent(family: Family) -> bool:
    return consents.in_force(family) is not None


def _can_ask_urgency(family: Family) -> bool:
    return family.state in QUEUE and not family.urgency_reason


def _can_confirm_urgency(family: Family) -> bool:
    return family.state in QUEUE and bool(family.urgency_reason) and not family.is_urgent


def _is_back_unseen(family: Family) -> bool:
    return family.state == _S.WAITING and looking_again.is_back_unseen(family)


def _can_withdraw(family: Family) -> bool:
    """Tell whether the family may leave; with a reader, the match has to end first."""
    return family.state in (_S.REFERRED, *QUEUE)


STEPS = (
    Step("looked-again", _("Everything still fits"), _is_back_unseen, looking_again.look),
    Step("consent", _("Record consent"), is_in(_S.REFERRED), _confirm_consent, ConsentForm),
    Step("intake-planned", _("Plan the intake"), moves_to(_S.INTAKE_PLANNED), intake.plan_intake, IntakeForm),
    Step("intake-done", _("Intake is done"), moves_to(_S.INTAKE_DONE), intake.complete_intake),
    Step(
        "intake-moved",
        _("Intake on another day"),
        is_in(_S.INTAKE_PLANNED),
        intake.move_intake,
        IntakeForm,
    ),
    Step(
        "waiting",
        _("Put on the waiting list"),
        lambda family: family.state in (_S.INTAKE_DONE, _S.LOOK_AGAIN),
        intake.start_waiting,
    ),
    Step("urgency-confirm", _("Confirm urgency"), _can_confirm_urgency, urgency.confirm),
    Step("urgency-ask", _("Ask for urgency"), _can_ask_urgency, urgency.ask, UrgencyForm),
    Step("hold", _("Put on hold"), moves_to(_S.LOOK_AGAIN), intake.hold, HoldForm),
    Step("withdraw", _("Family withdraws"), _can_withdraw, intake.withdraw, WithdrawForm, is_end=True),
    Step(
        "consent-back",
        _("Parents take back their consent"),
        _has_consent,
        _withdraw_consent,
        ConsentBackForm,
        is_end=True,
    ),
)
