"""Step 5 of the sign-up: which children, where, for how long."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from programmes.models import Place, Programme, Region
from programmes.models.needs import Restriction
from programmes.pages.ages import in_ages
from programmes.pages.asking import Said
from programmes.states import ProgrammeState
from volunteers.domain.drafts import INVITED_BY, region_of
from volunteers.models import SignUpDraft
from volunteers.models.volunteer import Commitment

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MANY = 8
CHILDREN: tuple[tuple[int, "StrOrPromise"], ...] = ((1, "1"), (2, "2"), (3, "3"), (MANY, _("4 or more")))
HOW_LONG = (
    (Commitment.ONE_ROUND.value, _("One round, about 20 weeks")),
    (Commitment.SEVERAL.value, _("Several rounds")),
)


class SuitsForm(forms.Form):
    """Ages, numbers, places; restrictions only where the region asks for them."""

    programmes = forms.MultipleChoiceField(
        label=_("Which ages suit you?"),
        help_text=_("You can choose more than one."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one age group.")},
    )
    max_children = forms.TypedChoiceField(
        label=_("How many children at a time at most?"),
        choices=CHILDREN,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how many children at most.")},
    )
    places = forms.MultipleChoiceField(
        label=_("Where do you want to read?"),
        help_text=_("Most families ask for reading at their home."),
        choices=Place.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one place.")},
    )
    restrictions = forms.MultipleChoiceField(
        label=_("Is there something that you cannot have?"),
        choices=Restriction.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    commitment = forms.ChoiceField(
        label=_("How long do you want to take part?"),
        choices=HOW_LONG,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long you want to take part.")},
    )
    wants_duo = forms.BooleanField(
        label=_("I want to read together with somebody I know"),
        help_text=_("You two visit the same family. After your sign-up you can invite the other."),
        required=False,
    )

    def __init__(
        self, *args: Any, offered: Sequence[Programme], region: Region | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {item.slug: item for item in offered}
        _choose(self, "programmes", [(item.slug, in_ages(item)) for item in offered])
        used = {name for item in offered for name in item.places}
        _choose(self, "places", [choice for choice in Place.choices if choice[0] in used])
        if region is None or not region.uses_restrictions:
            del self.fields["restrictions"]

    def clean(self) -> dict[str, Any]:
        """Say when no chosen age group reads in a place that was chosen."""
        used = {
            name for slug in self.cleaned_data.get("programmes", ()) for name in self.offered[slug].places
        }
        if used and not set(self.cleaned_data.get("places", ())) <= used:
            self.add_error("places", _("Choose places that the programme uses."))
        return self.cleaned_data


class SuitsQuestions:
    """Step 5."""

    name = "suits"
    template = "volunteers/signup/suits.html"

    def __init__(self, answers: dict[str, Any], data: QueryDict | None, draft: SignUpDraft) -> None:
        region = region_of(draft)
        self.offered = offered_in(region)
        self.is_invited = INVITED_BY in draft.answers
        first = {"wants_duo": self.is_invited, **answers}
        self.form = SuitsForm(data, initial=first, offered=self.offered, region=region)
        self.forms: list[forms.BaseForm] = [self.form]

    def is_valid(self) -> bool:
        return self.form.is_valid()

    def answers(self) -> dict[str, Any]:
        given = self.form.cleaned_data
        chosen = [self.form.offered[slug] for slug in given["programmes"]]
        ages = {"age_from": min(row.age_from for row in chosen), "age_to": max(row.age_to for row in chosen)}
        return {"restrictions": [], **given, **ages}


def offered_in(region: Region | None) -> list[Programme]:
    """List the programmes that take volunteers in, the youngest children first."""
    rows = (
        Programme.objects.filter(regions=region, state=ProgrammeState.OPEN)
        if region
        else Programme.objects.none()
    )
    return list(rows.order_by("age_from", "age_to", "name"))


def said(answers: dict[str, Any]) -> Said:
    """Say the answers again for the check page."""
    chosen = Programme.objects.filter(slug__in=answers["programmes"]).order_by("age_from", "age_to")
    ages: list[StrOrPromise] = [in_ages(item) for item in chosen]
    lines: list[tuple[StrOrPromise, StrOrPromise | Sequence[StrOrPromise]]] = [
        (_("Ages"), ages),
        (_("Children at most"), dict(CHILDREN)[answers["max_children"]]),
        (_("Where"), [Place(code).label for code in answers["places"]]),
        (_("How long"), dict(HOW_LONG)[answers["commitment"]]),
        (_("Together with somebody"), _("Yes") if answers["wants_duo"] else _("No")),
    ]
    if answers["restrictions"]:
        lines.append((_("Cannot be with"), [Restriction(code).label for code in answers["restrictions"]]))
    return lines


def _choose(form: forms.Form, name: str, choices: "list[tuple[str, StrOrPromise]]") -> None:
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
    field.choices = choices
