"""Questions of volunteers at the desk of a coordinator: a list, and a page to answer each."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from matching.domain import questions
from matching.models.question import QUESTION_LENGTH
from programmes.domain.access import Action
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.pages import refused
from programmes.pages.doors import PageRequest, for_whom_may

if TYPE_CHECKING:
    from matching.models import Question

PAGE_SIZE = 50


class ReplyForm(forms.Form):
    """Words for the volunteer, or that somebody called."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy(
            "The volunteer reads it on the own page. The mail only says that it is there."
        ),
        max_length=QUESTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("Keep it under 500 characters.")},
    )
    called = forms.BooleanField(label=gettext_lazy("I called and answered by telephone"), required=False)


@require_safe
@for_whom_may(Action.MATCHES_WRITE)
def questions_list(request: PageRequest) -> HttpResponseBase:
    rows = questions.waiting_first(questions.visible_to(request.actor))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "matching/questions.html", {"page": page})


@for_whom_may(Action.MATCHES_WRITE)
def question_page(request: PageRequest, pk: int) -> HttpResponseBase:
    """Show a question with its answer, or with the form for one."""
    question = get_object_or_404(questions.visible_to(request.actor), pk=pk)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answered(request, form, question):
        return redirect("work-question", pk)
    return render(request, "matching/question.html", {"question": question, "form": form})


def _answered(request: PageRequest, form: ReplyForm, question: "Question") -> bool:
    """Give the answer; a colleague who was first is told of, what has to change stands at its field."""
    try:
        questions.answer(question=question, by=request.user, now=timezone.now(), **form.cleaned_data)
    except InvalidInput as invalid:
        refused.show(invalid, form)
        return False
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return True
    messages.success(request, _("Answered. The task is off the list."))
    return True
