"""The version of a record inside a form: a hidden field that goes along with what somebody typed."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.forms import BaseFormSet

VERSION = "version"
_OURS = frozenset({VERSION, "csrfmiddlewaretoken"})
Lines = TypeVar("Lines", bound="BaseFormSet[Any]")


def version_in(request: HttpRequest) -> str:
    """Give the version on which a form was filled in; empty when it names none."""
    return request.POST.get(VERSION, "")


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """List what somebody typed, as names and values, so that another page can send it on."""
    return [(name, value) for name, values in request.POST.lists() if name not in _OURS for value in values]


def as_shown(lines: Lines) -> Lines:
    """Give lines of a form only the first answers that stood on the page that was sent back.

    What another added meanwhile is none of them: a line that somebody wrote alike would count as
    one that they left as it was.
    """
    lines.initial = list(lines.initial or ())[: lines.initial_form_count()]
    return lines
