"""Step 1 of a registration: whether the parents agree, and how to reach the one who is called."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.domain.entry_rules import MOST_LANGUAGES
from families.models import Consent
from families.pages.consent_form import CONSENT_VERSION, ConsentForm, language_choices
from families.pages.referral_forms import ContactForm
from families.pages.referral_setting import CONSENT, Setting
from programmes.pages.asking import Said, asked_again, unjudged
from programmes.pages.contact import tidy_contact
from programmes.pages.entry_words import yes_or_no
from programmes.pages.language_names import in_words, language_names
from programmes.values.dutch import full_name, spoken_phone
from programmes.values.languages import languages
from programmes.values.parent_texts import LANGUAGES

YES, NO = "yes", "no"


class AgreedForm(forms.Form):
    """The question before all others; on whose behalf is asked of who has a choice."""

    agreed = forms.ChoiceField(
        label=_("Do the parents know about this registration, and do they agree?"),
        choices=[(YES, _("Yes, they agree")), (NO, _("No, or not yet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Ask the parents first. Without their consent we cannot register.")},
    )
    sender = forms.ChoiceField(
        label=_("For whom do you register?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for whom you register.")},
    )

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sender = self.fields["sender"]
        assert isinstance(sender, forms.ChoiceField)  # noqa: S101 - declared above
        sender.choices = [(one.key, one.name) for one in setting.senders]
        if len(setting.senders) == 1:
            del self.fields["sender"]


class GivenForm(ConsentForm):
    """Who agreed, when, how; a day that still comes is refused here already."""

    def clean_given_on(self) -> date:
        day: date = self.cleaned_data["given_on"]
        if day > localdate():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day


class ReferredContactForm(ContactForm):
    """Who is called; languages by tapping, any other from a list."""

    home_languages = forms.MultipleChoiceField(
        label=_("Languages at home"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    other_language = forms.ChoiceField(
        label=_("Another language"),
        choices=lazy(lambda: [("", "-"), *language_choices()], list),
        required=False,
    )

    def __init__(self, *args: Any, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["infix"].label = _("Infix")
        spoken, names = self.fields["home_languages"], language_names()
        assert isinstance(spoken, forms.MultipleChoiceField)  # noqa: S101 - declared above
        spoken.choices = [(code, names[code]) for code in offered]

    def clean(self) -> dict[str, Any]:
        """Write names and number as the register does; ten languages at most."""
        tidy_contact(self)
        given = self.cleaned_data
        given.pop("other_language", None)
        if len(given.get("home_languages", ())) > MOST_LANGUAGES:
            self.add_error("home_languages", _("Choose at most 10 languages."))
        return given


class ConsentQuestions:
    """Step 1. Before the parents agreed nothing is kept, not even what was typed."""

    name = CONSENT
    template = "families/referral/consent.html"

    def __init__(self, answers: dict[str, Any], data: QueryDict | None, setting: Setting) -> None:
        self._setting = setting
        known = {**answers, "phone": spoken_phone(answers["phone"])} if answers else {}
        agreed = {"agreed": YES, "sender": setting.sender.key} if answers else {}
        data = _with_language(data)
        self.is_refused = data is not None and data.get("agreed") == NO
        self.may_keep = data is not None and data.get("agreed") == YES
        self.agreed = asked_again(partial(AgreedForm, setting=setting), data, initial=agreed)
        # Nothing else is judged before the parents agreed: nobody is asked for it then.
        rest = data if data is None or self.may_keep else unjudged(data)
        self.given = asked_again(
            partial(GivenForm, prefix="consent"), rest, initial=_first(known.get("given", {}))
        )
        contact = partial(ReferredContactForm, prefix="contact", offered=_offered(known, rest))
        self.contact = asked_again(contact, rest, initial=known)
        self.forms: list[Any] = [self.agreed, self.given, self.contact]

    def is_valid(self) -> bool:
        # Each form is asked, so that all errors show at once.
        found = [form.errors for form in self.forms]
        return self.may_keep and not any(found)

    def answers(self) -> dict[str, Any]:
        given = self.given.cleaned_data
        return {
            **self.contact.cleaned_data,
            "sender": self.agreed.cleaned_data.get("sender", self._setting.sender.key),
            "given": {**given, "given_on": given["given_on"].isoformat(), "version": CONSENT_VERSION},
        }


def said(answers: Mapping[str, Any]) -> Said:
    """Say the answers again for the check page."""
    given = answers["given"]
    agreed = (
        given["given_by"],
        date_format(date.fromisoformat(given["given_on"]), "j F Y"),
        Consent.How(given["how"]).label,
        in_words([given["language"]]),
    )
    return [
        (_("Consent of"), ", ".join(str(part) for part in agreed)),
        (_("Contact parent"), full_name(answers["first_name"], answers["infix"], answers["last_name"])),
        (_("Telephone"), spoken_phone(answers["phone"])),
        (_("Call in"), in_words([answers["call_language"]])),
        (_("An interpreter is needed"), yes_or_no(answers["needs_interpreter"]).capitalize()),
        (_("Languages at home"), in_words(answers["home_languages"])),
    ]


def _first(given: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give the first answers about the consent: none but those of the form before it was given."""
    return {**given, "given_on": date.fromisoformat(given["given_on"])} if given else None


def _offered(answers: Mapping[str, Any], data: QueryDict | None) -> list[str]:
    """List the languages to tap: the usual ones, and those that were chosen besides."""
    chosen = data.getlist("contact-home_languages") if data is not None else answers.get("home_languages", ())
    known = languages()
    return [code for code in dict.fromkeys([*LANGUAGES, *chosen]) if code in known]


def _with_language(data: QueryDict | None) -> QueryDict | None:
    """Tick the language that was chosen from the list, and make room for the next."""
    code = data.get("contact-other_language") if data is not None else ""
    if data is None or not code or code in data.getlist("contact-home_languages"):
        return data
    added = data.copy()
    added.appendlist("contact-home_languages", code)
    added["contact-other_language"] = ""
    return added
