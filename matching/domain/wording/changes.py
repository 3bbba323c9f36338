"""What a choice costs or brings: a change of the objective as one sentence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LEVEL_NAMES = ("urgent", "placed", "bands", "score", "kept")
_FEWER: "tuple[StrOrPromise, ...]" = (
    ngettext_lazy(
        "%(n)s urgent family fewer gets a reader.", "%(n)s urgent families fewer get a reader.", "n"
    ),
    ngettext_lazy("%(n)s family fewer gets a reader.", "%(n)s families fewer get a reader.", "n"),
    ngettext_lazy(
        "A family that waits longer makes way for one that waits shorter (%(n)s step of waiting).",
        "Families that wait longer make way for ones that wait shorter (%(n)s steps of waiting).",
        "n",
    ),
    ngettext_lazy("Costs %(n)s point of quality.", "Costs %(n)s points of quality.", "n"),
    ngettext_lazy("%(n)s earlier proposal changes.", "%(n)s earlier proposals change.", "n"),
)
_MORE: "tuple[StrOrPromise, ...]" = (
    ngettext_lazy("%(n)s urgent family more gets a reader.", "%(n)s urgent families more get a reader.", "n"),
    ngettext_lazy("%(n)s family more gets a reader.", "%(n)s families more get a reader.", "n"),
    ngettext_lazy(
        "A family that waits longer gets a reader before one that waits shorter (%(n)s step of waiting).",
        "Families that wait longer get a reader before ones that wait shorter (%(n)s steps of waiting).",
        "n",
    ),
    ngettext_lazy("Gains %(n)s point of quality.", "Gains %(n)s points of quality.", "n"),
    ngettext_lazy("%(n)s earlier proposal more stays.", "%(n)s earlier proposals more stay.", "n"),
)


def change_sentence(change: Sequence[int], *, exact: bool = True) -> str:
    """Say what a change of the objective means by its first level that differs: no later one weighs as much.

    Parameters
    ----------
    change
        New minus old, in the order of `LEVEL_NAMES`.
    exact
        False where the true change may be worse than this one.
    """
    level = next((place for place, value in enumerate(change) if value), None)
    sentence = _("Costs nothing.") if level is None else _of_level(level, change[level])
    if exact:
        return sentence
    return _("%(change)s It may cost more: there was no time to work it out.") % {"change": sentence}


def _of_level(level: int, value: int) -> str:
    words = _MORE if value > 0 else _FEWER
    return words[level] % {"n": abs(value)}
