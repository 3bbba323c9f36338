"""The version of a record inside a form: a hidden field that goes along with what somebody typed."""

from django.http import HttpRequest

VERSION = "version"
_OURS = frozenset({VERSION, "csrfmiddlewaretoken"})


def version_in(request: HttpRequest) -> str:
    """Give the version on which a form was filled in; empty when it names none."""
    return request.POST.get(VERSION, "")


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """List what somebody typed, as names and values, so that another page can send it on."""
    return [(name, value) for name, values in request.POST.lists() if name not in _OURS for value in values]
