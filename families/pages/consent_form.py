"""The parents' consent on a form."""

from django import forms
from django.utils.functional import lazy
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from families.models import Consent
from programmes.pages.dates import DayField
from programmes.values.languages import languages

CONSENT_VERSION = "2026-1"


def language_choices() -> list[tuple[str, str]]:
    """List the languages by name, in the reader's language."""
    reader = get_language() or "nl"
    named = ((code, language.name(reader)) for code, language in languages().items())
    return sorted(named, key=lambda pair: pair[1])


class ConsentForm(forms.Form):
    """Who agreed, when, in which language, how."""

    given_by = forms.CharField(
        label=_("Which parent agreed?"),
        max_length=100,
        error_messages={"required": _("Fill in who agreed.")},
    )
    given_on = DayField(label=_("On which day?"), initial=localdate)
    how = forms.ChoiceField(label=_("How?"), choices=Consent.How.choices, initial=Consent.How.ORAL)
    language = forms.ChoiceField(
        label=_("In which language?"), choices=lazy(language_choices, list), initial="nl"
    )
