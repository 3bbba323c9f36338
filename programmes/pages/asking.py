"""Questions that are asked step by step: what a step is to its pages, and how its answers are said again."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from django import forms
from django.http import QueryDict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms.formsets import BaseFormSet
    from django_stubs_ext import StrOrPromise

Said: TypeAlias = "Sequence[tuple[StrOrPromise, StrOrPromise | Sequence[StrOrPromise]]]"
"""A label and its answer, one line or several; a line of the check page each."""

STAY = "stay"
"""Name of the buttons that show the page again, with something more on it; nothing is judged then."""


Form = TypeVar("Form", bound=forms.Form)


class Questions(Protocol):
    """One step as a page shows it: forms, and what was answered once they are right."""

    name: str
    template: str

    @property
    def forms(self) -> "list[forms.BaseForm | BaseFormSet[Any]] | list[Any]": ...
    def is_valid(self) -> bool: ...
    def answers(self) -> dict[str, Any]: ...


def as_typed(form: forms.Form) -> dict[str, Any]:
    """Read what somebody typed, without judging it, as the first answers of the same form."""
    return {name: form[name].value() for name in form.fields}


def is_unjudged(data: Mapping[str, Any] | None) -> bool:
    """Tell whether a page only has to come back, with what was typed on it."""
    return data is not None and STAY in data


def unjudged(data: QueryDict) -> QueryDict:
    """Give what was sent as something that is only shown again."""
    again = data.copy()
    again.setdefault(STAY, "typed")
    return again


def asked_again(
    make: Callable[..., Form], data: Mapping[str, Any] | None, *, initial: Mapping[str, Any] | None = None
) -> Form:
    """Make a form of what was sent; when only the page has to come back, unjudged and with that on it."""
    if is_unjudged(data):
        return make(None, initial=as_typed(make(data)))
    return make(data, initial=initial)
