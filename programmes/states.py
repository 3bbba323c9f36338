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


class SheetState(models.TextChoices):
    """How far the reading of a spreadsheet is."""

    UPLOADED = "uploaded", _("Being read")
    READ = "read", _("Columns to be matched")
    MATCHED = "matched", _("Being compared")
    COMPARED = "compared", _("Ready to be looked at")
    CONFIRMED = "confirmed", _("Being processed")
    APPLIED = "applied", _("Processed")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Could not be read")


_ENDED = frozenset({SheetState.STOPPED, SheetState.FAILED})
SHEET_MOVES: Moves = {
    SheetState.UPLOADED: frozenset({SheetState.READ, *_ENDED}),
    SheetState.READ: frozenset({SheetState.MATCHED, *_ENDED}),
    SheetState.MATCHED: frozenset({SheetState.COMPARED, *_ENDED}),
    SheetState.COMPARED: frozenset({SheetState.MATCHED, SheetState.CONFIRMED, SheetState.STOPPED}),
    SheetState.CONFIRMED: frozenset({SheetState.APPLIED, SheetState.FAILED}),
    SheetState.APPLIED: frozenset(),
    SheetState.STOPPED: frozenset(),
    SheetState.FAILED: frozenset(),
}
AT_WORK = frozenset({SheetState.UPLOADED, SheetState.MATCHED, SheetState.CONFIRMED})
