"""A volunteer's question to the coordinator, about no proposal in particular; and what asking it is."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.domain import questions
from matching.models import Match
from matching.pages.own_forms import QuestionForm
from matching.pages.whom_to_ask import Person, person_for
from programmes.domain.access import Action, NotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User
from programmes.pages import refused
from programmes.pages.doors import PageRequest, for_whom_may
from volunteers.domain import queries as volunteers

if TYPE_CHECKING:
    from volunteers.models import Volunteer


@for_whom_may(Action.VOLUNTEER_ANSWER)
def my_question(request: PageRequest) -> HttpResponseBase:
    """Ask something when there is no proposal."""
    try:
        volunteer = volunteers.own(request.actor)
    except NotAllowedError:
        return elsewhere(request)
    person = person_for(volunteer.region)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if asked(form, volunteer=volunteer, match=None, by=request.user):
        messages.success(request, sent_to(person))
        return redirect("my-page")
    context = {"form": form, "back": reverse("my-page"), "person": person}
    return render(request, "matching/own/question.html", context)


def elsewhere(request: PageRequest) -> HttpResponseBase:
    """Send a coordinator who does not read to their desk; tell others that nothing is known of them."""
    if request.actor.may(Action.MATCHES_WRITE):
        return redirect("work")
    return render(request, "programmes/no_role.html")


def asked(form: QuestionForm, *, volunteer: "Volunteer", match: Match | None, by: User) -> bool:
    """Put the question of a form; what has to change stands at its field."""
    if not form.is_valid():
        return False
    try:
        questions.ask(
            volunteer=volunteer, match=match, text=form.cleaned_data["text"], by=by, now=timezone.now()
        )
    except (InvalidInput, Refusal) as refusal:
        refused.show(refusal, form)
        return False
    return True


def sent_to(person: Person) -> str:
    sentence = _("Your question is with %(name)s. You get a mail as soon as there is an answer.")
    return sentence % {"name": person.name}
