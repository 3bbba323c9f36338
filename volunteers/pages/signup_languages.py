"""Step 3 of the sign-up: which languages somebody speaks, and how well."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programmes.pages.asking import Said
from programmes.values.languages import languages
from volunteers.domain.entry_rules import MOST_LANGUAGES
from volunteers.models import SignUpDraft
from volunteers.pages.volunteer_forms import language_choices

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

COMMON = ("nl", "en", "tr", "ar", "pl", "uk", "ti", "so")
LEVELS: tuple[tuple[str, "StrOrPromise"], ...] = (
    ("A2", _("a little")),
    ("C1", _("well")),
    ("native", _("mother tongue")),
)
"""Three words that everybody can choose from, as levels of the European framework: who speaks "a little"
manages about everyday things (A2), who speaks it "well" can explain things to a parent (C1)."""
_WORD_OF = {"A1": "A2", "A2": "A2", "B1": "C1", "B2": "C1", "C1": "C1", "C2": "C1", "native": "native"}


class LanguageForm(forms.Form):
    """One language: spoken or not, and how well."""

    speaks = forms.BooleanField(required=False)
    level = forms.ChoiceField(choices=LEVELS, widget=forms.RadioSelect, required=False)

    def __init__(
        self, code: str, data: QueryDict | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, prefix=code, initial=initial)
        self.code = code
        self.language = languages()[code].name(get_language() or "nl")
        self.fields["speaks"].label = self.language
        self.fields["level"].label = _("How well do you speak %(language)s?") % {"language": self.language}

    def clean(self) -> dict[str, Any]:
        """Ask how well, once a language is chosen."""
        if self.cleaned_data.get("speaks") and not self.cleaned_data.get("level"):
            sentence = _("Choose how well you speak %(language)s.") % {"language": self.language}
            self.add_error("level", sentence)
        return self.cleaned_data


class OtherForm(forms.Form):
    """A language that is not among the usual ones."""

    other = forms.ChoiceField(
        label=_("Another language"), choices=lazy(language_choices, list), required=False
    )


class LanguagesQuestions:
    """Step 3: the usual languages, what is asked most in the region, and any other."""

    name = "languages"
    template = "volunteers/signup/languages.html"

    def __init__(self, answers: dict[str, Any], data: QueryDict | None, draft: SignUpDraft) -> None:
        given = data if data is not None else QueryDict()
        kept = {code: _WORD_OF[level] for code, level in answers.get("spoken", ())}
        added = given.get("other", "")
        shown = dict.fromkeys([*COMMON, *kept, *given.getlist("shown"), added])
        if "stay" in given:
            # Only a language is added: nothing is judged yet.
            kept, data = _typed(given, shown), None
        self.other = OtherForm(data)
        # One that was chosen below is spoken: its level is what is asked next. Once it has a line of its
        # own, that line says whether it is.
        spoken = "" if added in given.getlist("shown") else added
        self.lines = [
            LanguageForm(
                code, _with(data, spoken), initial={"speaks": code in kept, "level": kept.get(code, "")}
            )
            for code in shown
            if code in languages()
        ]
        self.forms: list[forms.BaseForm] = [*self.lines, self.other]

    def is_valid(self) -> bool:
        # Each form is asked, so that all errors show at once.
        found = [form.errors for form in (*self.lines, self.other)]
        number = len(self._spoken())
        if not number:
            self.lines[0].add_error("speaks", _("Choose at least one language."))
        if number > MOST_LANGUAGES:
            self.lines[0].add_error("speaks", _("Choose at most 10 languages."))
        return not any(found) and 1 <= number <= MOST_LANGUAGES

    def answers(self) -> dict[str, Any]:
        return {"spoken": [[form.code, form.cleaned_data["level"]] for form in self._spoken()]}

    def _spoken(self) -> list[LanguageForm]:
        return [form for form in self.lines if form.cleaned_data.get("speaks")]


def _typed(given: QueryDict, shown: Iterable[str]) -> dict[str, str]:
    return {
        code: given.get(f"{code}-level", "")
        for code in shown
        if f"{code}-speaks" in given or code == given.get("other")
    }


def _with(data: QueryDict | None, added: str) -> QueryDict | None:
    if data is None or not added:
        return data
    with_added = data.copy()
    with_added[f"{added}-speaks"] = "on"
    return with_added


def level_of(word: str, kept: str) -> str:
    """Keep the level of the register when its word stayed the same: a coordinator may have noted B1."""
    return kept if kept and _WORD_OF[kept] == word else word


def said(answers: dict[str, Any]) -> Said:
    """Say the answers again for the check page."""
    reader = get_language() or "nl"
    words = dict(LEVELS)
    lines: list[StrOrPromise] = [
        f"{languages()[code].name(reader)}: {words[_WORD_OF[level]]}" for code, level in answers["spoken"]
    ]
    return [(_("Languages"), lines)]
