"""Steps of a lifecycle as small forms: a button for each move that the record may make now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise

from programmes.domain.lifecycle import can_move
from programmes.pages.doors import PageRequest
from programmes.pages.notes import told


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
    """A step that can be taken now, with its form."""

    step: Step
    form: forms.Form


def moves_to(state: str) -> Callable[[Any], bool]:
    """Make the test whether a record may go to this state."""
    return lambda record: can_move(record, to=state)


def open_steps(record: object, steps: Sequence[Step]) -> list[OpenStep]:
    """List the steps that this record can take now."""
    return [OpenStep(step, step.form(prefix=step.name)) for step in steps if step.is_open(record)]


def take(request: PageRequest, record: object, *, called: str, name: str, steps: Sequence[Step]) -> None:
    """Carry out the step that a form asked for; ``called`` is the record's name in the use case."""
    step = next((step for step in steps if step.name == name), None)
    if step is None:
        raise Http404
    form = step.form(request.POST, prefix=step.name)
    if not form.is_valid():
        sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
        messages.error(request, " ".join(sentences))
        return
    with told(request, done=step.label):
        step.act(**{called: record}, by=request.user, now=timezone.now(), **form.cleaned_data)
