"""Log in with an e-mail address and a password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """Says the same for an unknown address and for a wrong password."""

    error_messages = {
        "invalid_login": _("This e-mail address and password do not go together. Check both."),
        "inactive": _("This e-mail address and password do not go together. Check both."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"] = forms.EmailField(
            label=_("E-mail address"),
            error_messages={
                "required": _("Fill in your e-mail address."),
                "invalid": _("Fill in an e-mail address, for example name@example.nl."),
            },
            widget=forms.EmailInput(attrs={"autocomplete": "username", "maxlength": 254}),
        )
        self.fields["password"].label = _("Password")
        self.fields["password"].error_messages["required"] = _("Fill in your password.")


log_in = LoginView.as_view(
    template_name="programmes/login.html",
    authentication_form=LoginForm,
    redirect_authenticated_user=True,
)
log_out = LogoutView.as_view()
