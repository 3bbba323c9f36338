"""The two forms of the log-in page: a link by mail, or a password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

WRONG = _("This e-mail address and password do not go together. Check both.")


def _email(autocomplete: str) -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Fill in your e-mail address."),
            "invalid": _("Fill in an e-mail address, for example name@example.nl."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete}),
    )


class LinkForm(forms.Form):
    """Asks where the link goes."""

    email = _email("email")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="link_%s")


class LoginForm(AuthenticationForm):
    """Says the same for an unknown address and for a wrong password."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"] = _email("username")
        self.fields["password"].label = _("Password")
        self.fields["password"].error_messages["required"] = _("Fill in your password.")
