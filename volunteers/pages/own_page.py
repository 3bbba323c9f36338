"""What the pages share on which volunteers change their own data: whose record it is, and its frame."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django import forms
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.domain.access import NotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.pages.conflict import conflict
from programmes.pages.doors import PageRequest
from programmes.pages.refused import place, sentences_of
from volunteers.domain import queries
from volunteers.domain.editing import GUIDED_FIELDS, version_of
from volunteers.domain.entry import entry_of
from volunteers.models import Volunteer
from volunteers.pages.volunteer_words import in_words


class Asked(Protocol):
    """Questions of a page, as the sign-up has them."""

    @property
    def forms(self) -> Sequence[Any]: ...
    def is_valid(self) -> bool: ...


def own_volunteer(request: PageRequest) -> Volunteer:
    """Give the record of who is logged in; for anybody else these pages are missing."""
    try:
        return queries.own(request.actor)
    except NotAllowedError:
        raise Http404 from None


def framed(
    request: PageRequest, template: str, step: Asked, *, back: str, version: str, **more: object
) -> HttpResponseBase:
    """Show questions in the frame of the sign-up, without its steps."""
    context = {"step": step, "own": back, "version": version, **more}
    return render(request, template, context)


def show_refusal(refused: InvalidInput | Refusal, asked: Asked) -> None:
    """Put each sentence at its field, wherever on the page that is."""
    plain = [form for form in asked.forms if isinstance(form, forms.Form)]
    for path, sentences in sentences_of(refused).items():
        name = path.partition("[")[0]
        place(next((form for form in plain if name in form.fields), plain[0]), name, sentences)


def both_versions(
    request: PageRequest, record: Volunteer, changes: Mapping[str, Any], *, look: str
) -> HttpResponseBase:
    """Show what stands now beside what was typed: somebody else was ahead."""
    stands = queries.whole(record)
    entry = entry_of(stands)
    guided = {name: getattr(stands, name) for name in GUIDED_FIELDS}
    mine = type(entry)(**{**vars(entry), **changes})
    return conflict(
        request,
        record=stands,
        title=_("Your data changed in the meantime"),
        look=reverse(look),
        version=version_of(stands),
        theirs=in_words(entry, guided),
        mine=in_words(mine, guided),
        frame="public.html",
    )
