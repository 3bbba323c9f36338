"""Two people changed the same: nothing was saved, both versions are shown, nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate, localtime

from programmes.domain.versions import last_change
from programmes.pages.form_version import typed_in

Words = Mapping[str, str]
STATUS = 409


@dataclass(frozen=True)
class Difference:
    """One thing that both wrote, and not the same."""

    label: str
    theirs: str
    mine: str


def differences(theirs: Words, mine: Words) -> list[Difference]:
    """Put side by side what differs; names in the order of the page, what one of them lacks is empty."""
    names = dict.fromkeys([*theirs, *mine])
    rows = (Difference(name, theirs.get(name, ""), mine.get(name, "")) for name in names)
    return [row for row in rows if row.theirs != row.mine]


def conflict(
    request: HttpRequest,
    *,
    record: Model,
    title: str | Promise,
    look: str,
    version: str = "",
    theirs: Words | None = None,
    mine: Words | None = None,
    frame: str = "work.html",
) -> HttpResponseBase:
    """Show a refused form.

    ``look`` is the address of the version that is kept now. With ``version`` (of that one) a button sends
    what was typed once more, to the address of the request. ``theirs`` and ``mine`` say in words what
    stands and what was typed, by what it is called. ``frame`` is the page around it.
    """
    change = last_change(record)
    context = {
        "title": title,
        "frame": frame,
        "change": change,
        "is_today": change is not None and localtime(change.at).date() == localdate(),
        "differences": differences(theirs or {}, mine or {}),
        "look": look,
        "version": version,
        "typed": typed_in(request),
    }
    return render(request, "programmes/conflict.html", context, status=STATUS)
