"""A date as the browser asks for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day; the native picker where there is one, and any Dutch way of writing where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        wrong = _("Fill in a date, for example 3-12-2026.")
        super().__init__(widget=widget, error_messages={"required": wrong, "invalid": wrong}, **kwargs)
