"""The steps of a registration in their order, and where somebody is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from families.domain.referral_drafts import TYPED
from families.pages import referral_children, referral_consent, referral_where
from families.pages.referral_setting import CHILDREN, CONSENT, WHERE, Setting
from programmes.pages.asking import STAY, Said

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FROM_CHECK = "terug"
CHECK = "controle"


@dataclass(frozen=True)
class Step:
    """A step: its name in the draft, what the page is called and asks, and how its answers are said again."""

    name: str
    title: "StrOrPromise"
    question: "StrOrPromise"
    ask: Callable[[dict[str, Any], QueryDict | None, Setting], Any]
    said: Callable[[Mapping[str, Any], Setting], Said]


STEPS = (
    Step(
        CONSENT,
        _("Family and consent"),
        _("Do the parents agree?"),
        referral_consent.ConsentQuestions,
        lambda answers, _setting: referral_consent.said(answers),
    ),
    Step(
        CHILDREN,
        _("Children"),
        _("Who is it for?"),
        referral_children.ChildrenQuestions,
        lambda answers, _setting: referral_children.said(answers),
    ),
    Step(
        WHERE,
        _("Where and when"),
        _("Where and when can the reading be?"),
        referral_where.WhereQuestions,
        referral_where.said,
    ),
)
NUMBERS = range(1, len(STEPS) + 1)
CHECKING = len(STEPS) + 1
"""Number of the page on which all is checked."""


def asked(number: int, data: QueryDict | None, setting: Setting) -> Any:  # noqa: ANN401 - a class for each step
    """Make the questions of a step, with what was answered or typed there before."""
    step = STEPS[number - 1]
    typed = setting.answers.get(TYPED, {}).get(step.name)
    if data is None and typed:
        data = QueryDict(f"{STAY}=typed", mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
    return step.ask(setting.answers.get(step.name, {}), data, setting)


def first_open(answers: Mapping[str, Any]) -> int | None:
    """Give the first step without an answer, or with something typed after it; None when all are done."""
    typed = answers.get(TYPED, {})
    return next((n for n in NUMBERS if STEPS[n - 1].name not in answers or STEPS[n - 1].name in typed), None)


def address_of(number: int, *, change: bool = False) -> str:
    """Give the address of a step, also when it leads back to the check page."""
    if number >= CHECKING:
        return reverse("refer-family-check")
    address = reverse("refer-family-step", args=[number])
    return f"{address}?{FROM_CHECK}={CHECK}" if change else address


def address_after(number: int, answers: Mapping[str, Any], *, change: bool) -> str:
    """Give where somebody goes on after a step."""
    still = first_open(answers)
    if change or number == NUMBERS[-1]:
        return address_of(still or CHECKING)
    return address_of(number + 1)
