"""What can be done with a match, in the order in which it comes up."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.domain import matches
from matching.models import Match
from matching.states import DeclineReason, MatchState
from programmes.models import User
from programmes.pages.dates import DayField
from programmes.pages.steps import Step, moves_to

_S = MatchState
ANSWERING = (_S.PROPOSED, _S.ACCEPTED_BY_VOLUNTEER, _S.ACCEPTED_BY_FAMILY)

SIDES = [(matches.Side.VOLUNTEER.value, _("The volunteer")), (matches.Side.FAMILY.value, _("The family"))]


class MeetForm(forms.Form):
    """When the two meet."""

    on = DayField(label=_("First meeting on"))


class StartForm(forms.Form):
    """When the reading begins."""

    on = DayField(label=_("First visit on"))


class DeclineForm(forms.Form):
    """Who says no, and a coded reason."""

    side = forms.ChoiceField(
        label=_("Who says no?"),
        choices=[
            (matches.Side.VOLUNTEER.value, _("The volunteer")),
            (matches.Side.FAMILY.value, _("The family")),
        ],
    )
    reason = forms.ChoiceField(label=_("Why?"), choices=DeclineReason.choices)


class EndForm(forms.Form):
    """A coded reason."""

    reason = forms.ChoiceField(label=_("Why?"), choices=DeclineReason.choices)


class AnswerForm(forms.Form):
    """A volunteer's own no."""

    reason = forms.ChoiceField(
        label=_("What does not suit?"),
        choices=[choice for choice in DeclineReason.choices if choice[0] != DeclineReason.NOT_AGAIN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason: it helps us find a better one.")},
    )


def decline_as_volunteer(*, match: Match, by: User, now: datetime, reason: str) -> None:
    """Note the volunteer's own no."""
    matches.decline(match=match, side=matches.Side.VOLUNTEER, reason=reason, by=by, now=now)


STEPS = (
    Step(
        "volunteer-yes",
        _("Volunteer says yes"),
        lambda match: match.state in (_S.PROPOSED, _S.ACCEPTED_BY_FAMILY),
        matches.accept_by_volunteer,
    ),
    Step(
        "family-yes",
        _("Family says yes"),
        lambda match: match.state in (_S.PROPOSED, _S.ACCEPTED_BY_VOLUNTEER),
        matches.accept_by_family,
    ),
    Step(
        "introduce",
        _("Plan first meeting"),
        moves_to(_S.INTRODUCTION_PLANNED),
        matches.plan_introduction,
        MeetForm,
    ),
    Step(
        "start",
        _("Reading has begun"),
        lambda match: match.state == _S.INTRODUCTION_PLANNED,
        matches.start,
        StartForm,
    ),
    Step("resume", _("Go on after the pause"), lambda match: match.state == _S.PAUSED, matches.resume),
    Step("complete", _("Finish"), moves_to(_S.COMPLETED), matches.complete),
    Step("pause", _("Pause"), moves_to(_S.PAUSED), matches.pause),
    Step("decline", _("Record a no"), moves_to(_S.DECLINED), matches.decline, DeclineForm, is_end=True),
    Step(
        "end",
        _("End early"),
        lambda match: match.state in (_S.INTRODUCTION_PLANNED, _S.ACTIVE, _S.PAUSED),
        matches.end,
        EndForm,
        is_end=True,
    ),
)
OWN_STEPS = (
    Step("yes", _("Yes, I want to meet"), STEPS[0].is_open, matches.accept_by_volunteer),
    Step(
        "no",
        _("No, this does not suit"),
        moves_to(_S.DECLINED),
        decline_as_volunteer,
        AnswerForm,
        is_end=True,
    ),
)
