"""What a volunteer fills in about a proposal: a reason, or a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.models.question import QUESTION_LENGTH
from matching.states import DeclineReason


class NoForm(forms.Form):
    """A volunteer's own no, with a coded reason."""

    reason = forms.ChoiceField(
        label=_("What does not suit?"),
        choices=[choice for choice in DeclineReason.choices if choice[0] != DeclineReason.NOT_AGAIN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason: it helps us find a better one.")},
    )


class QuestionForm(forms.Form):
    """A question in the volunteer's own words."""

    text = forms.CharField(
        label=_("Your question"),
        help_text=_("One or two sentences. Do not write names or addresses of other people."),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write your question, in one or two sentences."),
            "max_length": _("Keep it under 500 characters."),
        },
    )
