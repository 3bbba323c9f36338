"""Moves of a programme, and what a table of moves is.

Every app keeps its lifecycles in a ``states.py`` like this one: the states as
choices, the allowed moves as data. `programmes.domain.lifecycle.move` is the
only code that carries a move out.
"""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

Moves = Mapping[str, frozenset[str]]


class ProgrammeState(models.TextChoices):
    """Whether a programme takes part in runs."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


PROGRAMME_MOVES: Moves = {
    ProgrammeState.DRAFT: frozenset({ProgrammeState.OPEN}),
    ProgrammeState.OPEN: frozenset({ProgrammeState.CLOSED}),
    ProgrammeState.CLOSED: frozenset({ProgrammeState.OPEN}),
}
