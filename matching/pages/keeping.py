"""One domain call of a form with fields: done with a note, or refused at the fields."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.pages import refused


@contextmanager
def kept(request: HttpRequest, form: forms.Form, *, done: str) -> Iterator[None]:
    """Run one domain call: what it refuses stands at the fields or above the form, else a note follows."""
    try:
        yield
    except MoveNotAllowedError:
        form.add_error(None, _("This changed in the meantime, so the step was not taken. Look again."))
    except (InvalidInput, Refusal) as refusal:
        refused.show(refusal, form)
    else:
        messages.success(request, done)
