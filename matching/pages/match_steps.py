"""What can be done with a match, in the order in which it comes up."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.domain import matches, parent_calls, taking_back
from matching.models import Match
from matching.states import DeclineReason, HowAnswered, MatchState
from programmes.pages.dates import DayField
from programmes.pages.steps import Step, moves_to

_S = MatchState
ANSWERING = (_S.PROPOSED, _S.ACCEPTED_BY_VOLUNTEER, _S.ACCEPTED_BY_FAMILY)
SIDES = [(matches.Side.VOLUNTEER.value, _("The volunteer")), (matches.Side.FAMILY.value, _("The family"))]


class HowForm(forms.Form):
    """By which way the answer came."""

    how = forms.ChoiceField(label=_("How did you hear it?"), choices=HowAnswered.choices)


class MeetForm(forms.Form):
    """When the two meet."""

    on = DayField(label=_("First meeting on"))


class StartForm(forms.Form):
    """When the reading begins."""

    on = DayField(label=_("First visit on"))


class DeclineForm(HowForm):
    """Who says no, and a coded reason."""

    field_order = ("side", "reason", "how")
    side = forms.ChoiceField(
        label=_("Who says no?"),
        choices=SIDES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who says no.")},
    )
    reason = forms.ChoiceField(label=_("Why?"), choices=DeclineReason.choices)


class EndForm(forms.Form):
    """A coded reason."""

    reason = forms.ChoiceField(label=_("Why?"), choices=DeclineReason.choices)


def _can_be_taken_back(match: Match) -> bool:
    return match.state == _S.PROPOSED and timezone.now() < taking_back.until(match)


STEPS = (
    Step(
        "volunteer-yes",
        _("Volunteer says yes"),
        lambda match: match.state in (_S.PROPOSED, _S.ACCEPTED_BY_FAMILY),
        matches.accept_by_volunteer,
        HowForm,
    ),
    Step(
        "family-yes",
        _("Family says yes"),
        lambda match: match.state in (_S.PROPOSED, _S.ACCEPTED_BY_VOLUNTEER),
        matches.accept_by_family,
        HowForm,
    ),
    Step("called", _("I called the parents"), parent_calls.is_asked, parent_calls.note_called),
    Step(
        "introduce",
        _("Plan first meeting"),
        moves_to(_S.INTRODUCTION_PLANNED),
        matches.plan_introduction,
        MeetForm,
    ),
    Step("take-back", _("Undo the sending"), _can_be_taken_back, taking_back.take_back),
    Step("resume", _("Go on after the pause"), lambda match: match.state == _S.PAUSED, matches.resume),
    Step(
        "start",
        _("Reading has begun"),
        lambda match: match.state == _S.INTRODUCTION_PLANNED,
        matches.start,
        StartForm,
    ),
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
# These fit on the page of the match; the others tell first what happens, on a page of their own.
AT_ONCE = ("volunteer-yes", "family-yes", "called", "introduce", "resume")
