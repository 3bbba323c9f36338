"""A volunteer's own data in parts, each asked as in the sign-up, with what stands in the register."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from programmes.values.dutch import full_name, spoken_phone
from volunteers.domain.entry import Spoken
from volunteers.models import SignUpDraft, Volunteer
from volunteers.models.volunteer import Channel
from volunteers.pages import signup_languages, signup_suits, signup_travel
from volunteers.pages.signup_person import ContactForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Lines = Sequence[tuple[StrOrPromise, StrOrPromise | Sequence[StrOrPromise]]]

CONTACT = ("first_name", "infix", "last_name", "phone", "preferred_channel")
TRAVEL = (
    "postcode", "house_number", "house_addition", "street", "town", "means", "max_minutes", "second_postcode",
)  # fmt: skip
SUITS = ("age_from", "age_to", "max_children", "commitment", "wants_duo")
LISTED = ("programmes", "places", "restrictions")
Changes = dict[str, Any]


class ContactQuestions:
    """Name, telephone, and how to be reached."""

    template = "volunteers/own/contact.html"

    def __init__(self, answers: Changes, data: QueryDict | None, draft: SignUpDraft) -> None:
        self.email = answers["email"]
        self.form = ContactForm(data, initial={**answers, "phone": spoken_phone(answers["phone"])})
        self.forms = [self.form]

    def is_valid(self) -> bool:
        return self.form.is_valid()

    def answers(self) -> Changes:
        return self.form.cleaned_data


@dataclass(frozen=True)
class Part:
    """One page of own data.

    Attributes
    ----------
    name
        In the draft of a sign-up, whose questions it asks.
    slug
        In the address.
    ask
        Makes the questions, as a step of the sign-up does.
    changes
        Turns answers into changes of the register.
    said
        Says the answers for the page that shows all parts.
    """

    name: str
    slug: str
    title: "StrOrPromise"
    ask: Callable[[Changes, QueryDict | None, SignUpDraft], Any]
    changes: Callable[[Changes, Volunteer], Changes]
    said: "Callable[[Changes], Lines]"

    def questions(self, volunteer: Volunteer, data: QueryDict | None) -> Any:  # noqa: ANN401 - each step of the sign-up is a class of its own
        """Ask with what stands in the register; nothing of it is kept as a draft."""
        draft = SignUpDraft(answers=answers_of(volunteer))
        asked = self.ask(draft.answers[self.name], data, draft)
        return _with_kept_minutes(asked, volunteer) if self.name == "travel" else asked


def answers_of(volunteer: Volunteer) -> dict[str, Changes]:
    """Write a record as the answers of a sign-up, by step."""
    plain: Changes = {name: getattr(volunteer, name) for name in (*CONTACT, *TRAVEL, *SUITS)}
    languages = [[row.code, row.level] for row in volunteer.languages.all()]
    listed = {"places": list(volunteer.places), "restrictions": list(volunteer.restrictions)}
    programmes = [programme.slug for programme in volunteer.programmes.all()]
    return {
        "person": {**{name: plain[name] for name in CONTACT}, "email": volunteer.email},
        "travel": {**{name: plain[name] for name in TRAVEL}, "region": volunteer.region.slug},
        "languages": {"spoken": languages},
        "suits": {
            **{name: plain[name] for name in SUITS},
            **listed,
            "programmes": programmes,
            "max_children": _offered_number(volunteer.max_children),
        },
    }


def _contact(answers: Changes, volunteer: Volunteer) -> Changes:
    return {name: answers[name] for name in CONTACT}


def _travel(answers: Changes, volunteer: Volunteer) -> Changes:
    return {name: answers[name] for name in TRAVEL}


def _languages(answers: Changes, volunteer: Volunteer) -> Changes:
    kept = {row.code: row.level for row in volunteer.languages.all()}
    level_of = signup_languages.level_of
    spoken = (Spoken(code, level_of(word, kept.get(code, ""))) for code, word in answers["spoken"])
    return {"languages": tuple(spoken)}


def _suits(answers: Changes, volunteer: Volunteer) -> Changes:
    """Leave alone what the three words of the page cannot say: ages and numbers that a coordinator wrote."""
    changes = {name: answers[name] for name in SUITS} | {name: tuple(answers[name]) for name in LISTED}
    before = {programme.slug for programme in volunteer.programmes.all()}
    offered = {programme.slug for programme in signup_suits.offered_in(volunteer.region)}
    changes["programmes"] = (*answers["programmes"], *sorted(before - offered))
    if set(changes["programmes"]) == before:
        changes |= {"age_from": volunteer.age_from, "age_to": volunteer.age_to}
    if not volunteer.region.uses_restrictions:
        del changes["restrictions"]
    if answers["max_children"] == _offered_number(volunteer.max_children):
        changes["max_children"] = volunteer.max_children
    return changes


def _offered_number(children: int) -> int:
    """Give the choice of the page under which a number falls."""
    choices = dict(signup_suits.CHILDREN)
    return children if children in choices else signup_suits.MANY


def _with_kept_minutes(asked: Any, volunteer: Volunteer) -> Any:  # noqa: ANN401 - as in `Part.questions`
    """Offer the minutes that stand in the register, when they are none of the usual ones."""
    minutes = volunteer.max_minutes
    if minutes not in signup_travel.MINUTES:
        words = signup_travel.MINUTES_IN_WORDS
        numbers = sorted({*signup_travel.MINUTES, minutes})
        asked.form.fields["max_minutes"].choices = [
            (number, words % {"number": number}) for number in numbers
        ]
    return asked


def _said_contact(answers: Changes) -> "Lines":
    return [
        (_("Name"), full_name(answers["first_name"], answers["infix"], answers["last_name"])),
        (_("E-mail address"), answers["email"]),
        (_("Telephone"), spoken_phone(answers["phone"])),
        (_("Best reached by"), Channel(answers["preferred_channel"]).label),
    ]


def _said_suits(answers: Changes) -> "Lines":
    """Leave out for how long, where that was never asked: who came before this page has no answer."""
    known = answers if answers["commitment"] else {**answers, "commitment": "several"}
    lines = signup_suits.said(known)
    return lines if answers["commitment"] else [line for line in lines if line[0] != _("How long")]


PARTS = (
    Part("person", "contact", _("Who you are"), ContactQuestions, _contact, _said_contact),
    Part(
        "travel",
        "reizen",
        _("Where you live and how you travel"),
        signup_travel.TravelQuestions,
        _travel,
        signup_travel.said,
    ),
    Part(
        "languages",
        "talen",
        _("Languages"),
        signup_languages.LanguagesQuestions,
        _languages,
        signup_languages.said,
    ),
    Part("suits", "wat-past", _("What suits you"), signup_suits.SuitsQuestions, _suits, _said_suits),
)
