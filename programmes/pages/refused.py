"""A refusal of the domain on a form: each sentence at the field that it is about."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django import forms

from programmes.domain.refusal import InvalidInput, Refusal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Sentences = Mapping[str, "Sequence[StrOrPromise]"]


def sentences_of(refused: InvalidInput | Refusal) -> Sentences:
    """Give the sentences of a refusal by the path of the field."""
    return refused.errors if isinstance(refused, InvalidInput) else {refused.field: [refused.message]}


def is_about(refused: InvalidInput | Refusal, form: forms.Form) -> bool:
    """Tell whether each sentence has its field in this form."""
    return sentences_of(refused).keys() <= form.fields.keys()


def show(refused: InvalidInput | Refusal, form: forms.Form) -> None:
    """Put each sentence at its field, and what has none above the form."""
    for path, sentences in sentences_of(refused).items():
        place(form, path, sentences)


def place(form: forms.Form, name: str, sentences: "Sequence[StrOrPromise]") -> None:
    """Put sentences at a field, or above the form when it has no such field."""
    form.add_error(name if name in form.fields else None, [str(sentence) for sentence in sentences])
