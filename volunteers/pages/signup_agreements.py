"""Step 6 of the sign-up: what a certificate of conduct is, and what we agree."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from programmes.pages.asking import Said
from programmes.values.consent import PRIVACY_VERSION, RULES_VERSION
from volunteers.models import SignUpDraft


class AgreementsForm(forms.Form):
    """Two boxes; nothing is ticked beforehand."""

    privacy = forms.BooleanField(
        label=_("I read how you handle my data, and I agree"),
        error_messages={
            "required": _(
                "Tick that you agree to how we handle your data. Otherwise we cannot keep anything."
            )
        },
    )
    rules = forms.BooleanField(
        label=_("I keep to the house rules"),
        error_messages={"required": _("Tick that you keep to the house rules.")},
    )


class AgreementsQuestions:
    """Step 6; who agreed to an older text is asked again."""

    name = "agreements"
    template = "volunteers/signup/agreements.html"

    def __init__(self, answers: dict[str, Any], data: QueryDict | None, draft: SignUpDraft) -> None:
        agreed = {
            "privacy": answers.get("consent_version") == PRIVACY_VERSION,
            "rules": answers.get("rules_version") == RULES_VERSION,
        }
        self.form = AgreementsForm(data, initial=agreed)
        self.forms: list[forms.BaseForm] = [self.form]

    def is_valid(self) -> bool:
        return self.form.is_valid()

    def answers(self) -> dict[str, Any]:
        return {"consent_version": PRIVACY_VERSION, "rules_version": RULES_VERSION}


def said(answers: dict[str, Any]) -> Said:
    """Say the answers again for the check page."""
    return [(_("Agreements"), _("I agree to how my data is handled, and to the house rules."))]
