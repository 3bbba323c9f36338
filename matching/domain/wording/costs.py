"""A price beside a name: as short as a tag, or as one sentence that names who falls away."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from matching.domain.wording.changes import change_sentence

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

URGENT, PLACED, BANDS, SCORE = range(4)
UNITS_A_POINT = 10
_FEWER: "tuple[StrOrPromise, ...]" = (
    ngettext_lazy("%(n)s urgent family fewer", "%(n)s urgent families fewer", "n"),
    ngettext_lazy("%(n)s family fewer", "%(n)s families fewer", "n"),
    ngettext_lazy("%(n)s step of waiting fewer", "%(n)s steps of waiting fewer", "n"),
    ngettext_lazy("%(n)s point fewer", "%(n)s points fewer", "n"),
    ngettext_lazy("%(n)s earlier proposal changes", "%(n)s earlier proposals change", "n"),
)
_MORE: "tuple[StrOrPromise, ...]" = (
    ngettext_lazy("%(n)s urgent family more", "%(n)s urgent families more", "n"),
    ngettext_lazy("%(n)s family more", "%(n)s families more", "n"),
    ngettext_lazy("%(n)s step of waiting more", "%(n)s steps of waiting more", "n"),
    ngettext_lazy("%(n)s point more", "%(n)s points more", "n"),
    ngettext_lazy("%(n)s earlier proposal more stays", "%(n)s earlier proposals more stay", "n"),
)


def weighs(change: Sequence[int]) -> bool:
    """Tell whether a change costs a family its reader, or its turn."""
    level = first_level(change)
    return level is not None and level <= BANDS and change[level] < 0


def first_level(change: Sequence[int]) -> int | None:
    """Give the first level that differs: no later one weighs as much."""
    return next((place for place, value in enumerate(change) if value), None)


def brief_cost(change: Sequence[int], *, exact: bool) -> str:
    """Say a change in a few words; quality in points of a hundred, as pages show it.

    Parameters
    ----------
    change
        New minus old, level by level.
    exact
        False where the true change may be worse.
    """
    level = first_level(change)
    if level is None:
        words = _("costs nothing")
    else:
        words = str((_MORE if change[level] > 0 else _FEWER)[level] % {"n": _shown(level, change[level])})
    return words if exact else _("%(change)s, or worse") % {"change": words}


def cost_sentence(change: Sequence[int], *, exact: bool, falling: Sequence[str] = ()) -> str:
    """Say a price in one sentence.

    Parameters
    ----------
    falling
        The families that lose their reader, as they are called on pages.
    """
    sentence = _whole(change, ", ".join(falling), len(falling))
    if exact:
        return sentence
    return _("%(change)s There was no time to prove it: it may be a little different.") % {"change": sentence}


def _whole(change: Sequence[int], names: str, number: int) -> str:
    level = first_level(change)
    if level is None:
        return _("This costs nothing.")
    units = _shown(level, change[level])
    shown = {"n": units, "names": names}
    if level in {URGENT, PLACED} and change[level] < 0 and number == units:
        return (
            ngettext(
                "This costs %(n)s family: %(names)s falls away.",
                "This costs %(n)s families: %(names)s fall away.",
                number,
            )
            % shown
        )
    if level == SCORE and change[level] < 0:
        return (
            ngettext("This costs %(n)s point of quality.", "This costs %(n)s points of quality.", units)
            % shown
        )
    return change_sentence(change)


def _shown(level: int, value: int) -> int:
    """Give the number to show: of quality whole points, at least one."""
    return -(-abs(value) // UNITS_A_POINT) if level == SCORE else abs(value)
