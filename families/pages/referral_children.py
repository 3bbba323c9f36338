"""Step 2 of a registration: the children, who joins in, and the programme that their age decides."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from families.domain.entry_rules import MOST_CHILDREN
from families.domain.programme_choice import Choice, choice_for
from families.models import Child
from families.models.family import JoiningParent
from families.pages.referral_forms import ChildForm
from families.pages.referral_programme import about, nothing_fits
from families.pages.referral_setting import CHILDREN, Setting
from programmes.domain.entry_checks import tidy_name
from programmes.domain.findings import Findings
from programmes.models import Programme
from programmes.models.needs import Need
from programmes.pages.ages import in_ages
from programmes.pages.asking import STAY, Said, asked_again, is_unjudged
from programmes.pages.contact import show
from programmes.pages.entry_words import names_of, yes_or_no

CHILD, DROP = "child", "drop-"
"""Values of the buttons that add a child, and take one off."""
ASKED = "programme_asked"


class ReferredChildForm(ChildForm):
    """A child; the school helps to recognise it, and nothing about how it is at home."""

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._day = day
        school = self.fields["school"]
        school.label = _("School and group")
        school.help_text = _("For example De Klimboom, group 5. Write nothing else: no names, no diagnoses.")

    def clean(self) -> dict[str, Any]:
        """Write the name as the register does; a month that still comes is a slip."""
        findings, given = Findings(), self.cleaned_data
        if given.get("first_name"):
            given["first_name"] = tidy_name(findings, "first_name", given["first_name"])
        born = _month(given.get("birth_year"), given.get("birth_month"))
        coming = born is not None and born > self._day
        findings.expect("birth_month", _("Choose a month of the past 18 years."), holds=not coming)
        show(findings, self)
        return given


class AroundForm(forms.Form):
    """What is asked once for all children."""

    joining_parent = forms.ChoiceField(
        label=_("Which parent joins in when the reader comes?"),
        choices=JoiningParent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who joins in.")},
    )
    took_part_before = forms.ChoiceField(
        label=_("Did this family take part before?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    programme = forms.ChoiceField(
        label=_("Which programme suits this family?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a programme."), "invalid_choice": _("Choose a programme.")},
    )

    def __init__(self, *args: Any, choice: Choice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = self.fields["programme"]
        assert isinstance(programme, forms.ChoiceField)  # noqa: S101 - declared above
        programme.choices = [(one.slug, in_ages(one)) for one in choice.fitting]
        if len(choice.fitting) < 2:  # noqa: PLR2004 - nothing to choose
            del self.fields["programme"]


class ChildrenQuestions:
    """Step 2."""

    name = CHILDREN
    template = "families/referral/children.html"
    may_keep, is_refused = True, False

    def __init__(self, answers: dict[str, Any], data: QueryDict | None, setting: Setting) -> None:
        self.children = _forms(answers.get("children", ()), data, setting.day)
        self.choice = choice_for(_ages(self.children, setting.day), region=setting.region)
        self.most = len(self.children) >= MOST_CHILDREN
        before = {"took_part_before": "yes" if answers["took_part_before"] else "no"} if answers else {}
        around = partial(AroundForm, choice=self.choice)
        self.around = asked_again(around, data, initial={**answers, **before})
        asks = "programme" in self.around.fields
        # A question that the page did not show yet is no mistake: it is asked now.
        self.asks_now = asks and data is not None and not is_unjudged(data) and ASKED not in data
        self.region = setting.region

    @property
    def forms(self) -> list[Any]:
        """What the summary of errors asks."""
        return [*self.children, self.around]

    @property
    def about(self) -> str:
        """Why there is something to choose."""
        return about(self.choice)

    def is_valid(self) -> bool:
        if self.asks_now and "programme" not in self.around.data:
            self.around.fields["programme"].required = False
        # Each form is asked, so that all errors show at once.
        found = [form.errors for form in self.forms]
        valid = not any(found)
        if all(form.is_valid() for form in self.children) and not self.choice.fitting:
            self.children[0].add_error("birth_year", nothing_fits(self.choice, self.region))
            valid = False
        return valid and not self._may_not_again() and not self._has_to_choose()

    def answers(self) -> dict[str, Any]:
        given, programme = self.around.cleaned_data, self._programme()
        return {
            "children": [_kept(form) for form in self.children if form.cleaned_data],
            "joining_parent": given["joining_parent"],
            "took_part_before": given["took_part_before"] == "yes",
            "programme": programme.slug if programme else "",
        }

    def _programme(self) -> Programme | None:
        slug = self.around.cleaned_data.get("programme", "")
        fitting = self.choice.fitting
        return next((one for one in fitting if one.slug == slug or len(fitting) == 1), None)

    def _has_to_choose(self) -> bool:
        return self._programme() is None

    def _may_not_again(self) -> bool:
        programme = self._programme()
        again = self.around.cleaned_data.get("took_part_before") == "yes"
        if not again or programme is None or programme.allows_second_participation:
            return False
        sentence = _("A family takes part in %(programme)s once. Call the coordinator if it is needed again.")
        self.around.add_error("took_part_before", sentence % {"programme": programme.name})
        return True


def said(answers: Mapping[str, Any]) -> Said:
    """Say the answers again for the check page."""
    programme = Programme.objects.filter(slug=answers["programme"]).first()
    return [
        (_("Children"), [_in_words(child) for child in answers["children"]]),
        (_("Programme"), in_ages(programme) if programme else ""),
        (_("Joins in"), JoiningParent(answers["joining_parent"]).label),
        (_("Took part before"), yes_or_no(answers["took_part_before"]).capitalize()),
    ]


def _forms(kept: list[dict[str, Any]], data: QueryDict | None, day: date) -> list[ReferredChildForm]:
    """Make a form for each child; one at least, and one more where that was asked for."""
    if data is None:
        firsts: list[dict[str, Any] | None] = [_answers(child) for child in kept] or [None]
        return [_form(None, number, day, initial=first) for number, first in enumerate(firsts)]
    number = _number_in(data)
    if not is_unjudged(data):
        return [_form(data, n, day) for n in range(number)]
    stay = data.get(STAY, "")
    typed = [_form(data, n, day) for n in range(number) if stay != f"{DROP}{n}"]
    again = [{name: form[name].value() for name in form.fields} for form in typed]
    more: list[dict[str, Any]] = [{}] if (stay == CHILD and len(again) < MOST_CHILDREN) or not again else []
    return [_form(None, place, day, initial=first) for place, first in enumerate([*again, *more])]


def _form(
    data: QueryDict | None, number: int, day: date, *, initial: dict[str, Any] | None = None
) -> ReferredChildForm:
    # A child after the first that nobody filled in says nothing.
    return ReferredChildForm(
        data,
        prefix=f"child-{number}",
        initial=initial,
        day=day,
        empty_permitted=number > 0,
        use_required_attribute=False,
    )


def _ages(children: list[ReferredChildForm], day: date) -> list[int]:
    """Count the ages of the children whose month is known, right or not."""
    months = [_month(form["birth_year"].value(), form["birth_month"].value()) for form in children]
    return [Child(birth_month=month).age_on(day) for month in months if month is not None]


def _number_in(data: QueryDict) -> int:
    told = str(data.get("children", "1"))[:2]
    return min(max(int(told), 1), MOST_CHILDREN) if told.isdecimal() else 1


def _month(year: object, month: object) -> date | None:
    try:
        return date(int(str(year)), int(str(month)), 1)
    except ValueError:
        return None


def _answers(child: Mapping[str, Any]) -> dict[str, Any]:
    born = date.fromisoformat(child["birth_month"])
    return {**child, "birth_month": born.month, "birth_year": born.year}


def _kept(form: ReferredChildForm) -> dict[str, Any]:
    given = form.cleaned_data
    plain = {name: given[name] for name in ("first_name", "school", "needs")}
    return {**plain, "birth_month": form.born().isoformat()}


def _in_words(child: Mapping[str, Any]) -> str:
    born = date_format(date.fromisoformat(child["birth_month"]), "F Y")
    parts = (child["first_name"], born, child["school"], names_of(child["needs"], Need.choices))
    return ", ".join(str(part) for part in parts if part)
