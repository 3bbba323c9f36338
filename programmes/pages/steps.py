"""Steps of a lifecycle as small forms: a button for each move that the record may make now."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from programmes.domain.lifecycle import can_move
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.pages import refused
from programmes.pages.doors import PageRequest
from programmes.pages.notes import CHANGED, told

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SEEN = "seen"


@dataclass(frozen=True)
class Step:
    """One act on a record: when it is possible, what it asks, which use case it calls."""

    name: str
    label: str | Promise
    is_open: Callable[[Any], bool]
    act: Callable[..., object]
    form: type[forms.Form] = forms.Form
    is_end: bool = False


@dataclass(frozen=True)
class OpenStep:
    """A step that can be taken now, with its form, and the state in which the record was shown."""

    step: Step
    form: forms.Form
    seen: str = ""


def moves_to(state: str) -> Callable[[Any], bool]:
    """Make the test whether a record may go to this state."""
    return lambda record: can_move(record, to=state)


def is_in(state: str) -> Callable[[Any], bool]:
    """Make the test whether a record is in this state."""
    return lambda record: bool(record.state == state)


def open_steps(record: object, steps: Sequence[Step], *, again: OpenStep | None = None) -> list[OpenStep]:
    """List the steps that this record can take now; ``again`` stands in its place, with its errors."""
    seen = getattr(record, "state", "")
    found = [OpenStep(step, step.form(prefix=step.name), seen) for step in steps if step.is_open(record)]
    return [again if again and again.step is item.step else item for item in found]


def try_step(
    request: PageRequest, record: object, *, called: str, name: str, steps: Sequence[Step]
) -> OpenStep | None:
    """Carry out the step that a form asked for; ``called`` is the record's name in the use case.

    Gives nothing when it was done, or cannot be done at all (a note says why); or the step with what has
    to change in its form, to be shown again by `open_steps`.
    """
    step = next((step for step in steps if step.name == name), None)
    if step is None:
        raise Http404
    if _is_stale(request, record) or _is_over(request, step, record):
        return None
    form = step.form(request.POST, prefix=step.name)
    if form.is_valid():
        asked = {called: record, "by": request.user, "now": timezone.now(), **form.cleaned_data}
        with suppress(_ShownError), told(request, done=step.label), _at_fields(form):
            step.act(**asked)
    return OpenStep(step, form, getattr(record, "state", "")) if form.errors else None


def take(request: PageRequest, record: object, *, called: str, name: str, steps: Sequence[Step]) -> None:
    """Carry out a step as `try_step` does; what has to change in its form becomes a note."""
    again = try_step(request, record, called=called, name=name, steps=steps)
    if again is not None:
        sentences = [str(sentence) for errors in again.form.errors.values() for sentence in errors]
        messages.error(request, " ".join(sentences))


class _ShownError(Exception):
    """A refusal stands at its field, so that no note is needed."""


@contextmanager
def _at_fields(form: forms.Form) -> Iterator[None]:
    """Put a refusal at the fields that it is about, where this form has them."""
    try:
        yield
    except (InvalidInput, Refusal) as refusal:
        if not refused.is_about(refusal, form):
            raise
        refused.show(refusal, form)
        raise _ShownError from refusal


def _is_over(request: PageRequest, step: Step, record: object) -> bool:
    """Tell, and say, that a step cannot be taken (any more), though the state is the same."""
    if step.is_open(record):
        return False
    messages.error(request, CHANGED)
    return True


def _is_stale(request: PageRequest, record: object) -> bool:
    """Tell, and say, that the record moved on after the page with the form was shown."""
    seen, state = request.POST.get(SEEN, ""), getattr(record, "state", "")
    if not seen or seen == state:
        return False
    words: StrOrPromise = record.get_state_display() if hasattr(record, "get_state_display") else state
    sentence = _("Somebody was ahead of you: this is now “%(state)s”. The step was not taken.")
    messages.error(request, sentence % {"state": words})
    return True
