"""Errors of fields as one flat list: where, which, and what to change; never the value that was sent."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ErrorDetail, ValidationError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The framework's own sentences repeat what was sent; these do not.
SENTENCES = {
    "invalid_choice": _("Choose one of the values that this field offers."),
    "does_not_exist": _("Choose something that exists here."),
    "incorrect_type": _("Choose something that exists here."),
    "not_a_list": _("Send a list."),
    "not_a_dict": _("Send an object."),
}


class FieldError(TypedDict):
    """One thing to change; an empty path is about the whole."""

    field: str
    code: str
    message: str


def wrong(field: str, code: str, sentence: "StrOrPromise") -> ValidationError:
    """Make the error that says what to change in one field."""
    return ValidationError({field: [ErrorDetail(str(sentence), code)]})


def flat(detail: Any, path: str = "") -> Iterator[FieldError]:
    """Walk nested errors of serializers and give each with its path: ``languages[0].code``."""
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            yield from flat(value, _joined(path, key))
    elif isinstance(detail, list | tuple):
        for index, item in enumerate(detail):
            yield from flat(item, f"{path}[{index}]" if isinstance(item, Mapping | list) else path)
    else:
        code = str(getattr(detail, "code", None) or "invalid")
        yield FieldError(field=path, code=code, message=str(SENTENCES.get(code, detail)))


def _joined(path: str, key: object) -> str:
    name = str(key)
    if isinstance(key, int) or name.isdigit():
        return f"{path}[{name}]"
    if name == "non_field_errors":
        return path
    return f"{path}.{name}" if path else name
