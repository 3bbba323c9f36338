"""What a decision costs, why it has no price, or why a run could not keep it: as sentences."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from matching.domain.wording import RULES, change_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

NOT_KEPT: "dict[str, StrOrPromise]" = {
    **RULES,
    "clash": _("The visits would clash with those of pairs that were pinned or approved before."),
    "room": _("The reader has no place left beside the pairs that were pinned or approved before."),
    "need": _("The family has its readers in other pinned pairs, or no second reader can be found for it."),
}
IMPOSSIBLE: "dict[str, StrOrPromise]" = {
    **NOT_KEPT,
    "not-in-run": _("The reader or the family was not in this run. Start a new matching run first."),
    "not-proposed": _("A swap is between two pairs that this run put forward. Choose such pairs."),
    "same-pair": _("A swap is between two different readers and two different families."),
    "pinned-already": _("These two are pinned, or approved. End that first."),
}


def price_sentence(change: "Sequence[int]", *, exact: bool) -> str:
    """Say what a decision changes.

    Parameters
    ----------
    change
        New minus old, level by level.
    exact
        False where there was no time to prove it.
    """
    sentence = change_sentence(change)
    if exact:
        return sentence
    return str(_("%(change)s There was no time to prove it: it may be a little different.")) % {
        "change": sentence
    }
