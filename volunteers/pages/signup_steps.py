"""The steps of the sign-up in their order, and where somebody is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from programmes.pages.asking import Questions, Said
from volunteers.domain.drafts import TYPED
from volunteers.models import SignUpDraft
from volunteers.pages import (
    signup_agreements,
    signup_languages,
    signup_person,
    signup_suits,
    signup_travel,
    signup_when,
)

FROM_CHECK = "terug"
CHECK = "controle"


@dataclass(frozen=True)
class Step:
    """A step: its name in the draft, its questions, and how its answers are said again."""

    name: str
    ask: Callable[[dict[str, Any], QueryDict | None, SignUpDraft], Any]
    said: Callable[[dict[str, Any]], Said]


STEPS = (
    Step("person", signup_person.PersonQuestions, signup_person.said),
    Step("travel", signup_travel.TravelQuestions, signup_travel.said),
    Step("languages", signup_languages.LanguagesQuestions, signup_languages.said),
    Step("when", signup_when.WhenQuestions, signup_when.said),
    Step("suits", signup_suits.SuitsQuestions, signup_suits.said),
    Step("agreements", signup_agreements.AgreementsQuestions, signup_agreements.said),
)
NUMBERS = range(1, len(STEPS) + 1)


def asked(number: int, data: QueryDict | None, draft: SignUpDraft) -> Questions:
    """Make the questions of a step, with what was answered or typed there before."""
    step = STEPS[number - 1]
    typed = draft.answers.get(TYPED, {}).get(step.name)
    if data is None and typed:
        # A step that can be shown again unjudged (its moments) shows what was typed without a complaint.
        data = QueryDict("stay=typed", mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
    questions: Questions = step.ask(draft.answers.get(step.name, {}), data, draft)
    return questions


def first_open(draft: SignUpDraft) -> int | None:
    """Give the number of the first step without an answer; None when all have one."""
    return next((number for number in NUMBERS if not _is_answered(STEPS[number - 1].name, draft)), None)


def _is_answered(name: str, draft: SignUpDraft) -> bool:
    answers = draft.answers.get(name)
    if not answers:
        return False
    needed = {"person": "adult", "travel": "region"}.get(name)
    return needed is None or bool(answers[needed])


def address_of(number: int, *, change: bool = False) -> str:
    """Give the address of a step, also when it leads back to the check page."""
    address = reverse("sign-up-step", args=[number])
    return f"{address}?{FROM_CHECK}={CHECK}" if change else address


def address_after(number: int, draft: SignUpDraft, *, change: bool) -> str:
    """Give where somebody goes on after a step."""
    if number == 1 and not draft.answers["person"]["adult"]:
        return reverse("sign-up-too-young")
    if STEPS[number - 1].name == "travel" and not draft.answers["travel"]["region"]:
        return reverse("sign-up-elsewhere") + (f"?{FROM_CHECK}={CHECK}" if change else "")
    still = first_open(draft)
    if still is None and (change or number == len(STEPS)):
        return reverse("sign-up-check")
    return address_of(still or number + 1) if change or number == len(STEPS) else address_of(number + 1)
