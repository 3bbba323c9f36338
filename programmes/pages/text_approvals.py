"""Translations for parents, for a coordinator to read and approve: exactly the words that are shown."""

from itertools import groupby

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.domain import text_approvals
from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told
from programmes.values.languages import languages
from programmes.values.parent_texts import LANGUAGES, SOURCE, ParentText, lines_of

NAMES = {
    ParentText.ANSWER: _("Page on which parents answer"),
    ParentText.MESSAGE: _("Text message and letter to parents"),
    ParentText.LEAFLET: _("Leaflet for parents"),
}


@for_whom_may(Action.MATCHES_WRITE)
def texts(request: PageRequest) -> HttpResponseBase:
    found = groupby(text_approvals.translations(), key=lambda translation: translation.text)
    groups = [(NAMES[text], list(translations)) for text, translations in found]
    return render(request, "programmes/texts.html", {"groups": groups})


@for_whom_may(Action.MATCHES_WRITE)
def text(request: PageRequest, text: str, language: str) -> HttpResponseBase:
    """Show the words beside the Dutch ones; approve them, or take that back."""
    if text not in set(ParentText) or language not in LANGUAGES or language == SOURCE:
        raise Http404
    kind = ParentText(text)
    if request.method == "POST":
        return _decide(request, kind, language)
    dutch = lines_of(kind, SOURCE)
    context = {
        "name": NAMES[kind],
        "spoken": languages()[language],
        "translation": text_approvals.translation_of(kind, language),
        "lines": [(dutch[name], line) for name, line in lines_of(kind, language).items()],
    }
    return render(request, "programmes/text.html", context)


def _decide(request: PageRequest, kind: ParentText, language: str) -> HttpResponseBase:
    by, now = request.user, timezone.now()
    if "back" in request.POST:
        with told(request, done=_("Kept: this translation is to be approved again.")):
            text_approvals.take_back(text=kind, language=language, by=by, now=now)
    else:
        seen = request.POST.get("seen", "")
        with told(request, done=_("Kept: you approved these words.")):
            text_approvals.approve(text=kind, language=language, seen=seen, by=by, now=now)
    return redirect("work-texts")
