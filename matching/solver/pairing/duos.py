"""Two volunteers who go together, as the one reader that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.pairing.people import Volunteers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]

_BOTH = ("in_programme", "available", "places", "free", "free_yes")
_EITHER = ("languages", "languages_good", "restrictions", "experience")
_LESS = ("valid_until", "metres_per_minute", "max_minutes", "age_max", "max_children", "capacity")
_MORE = ("age_min",)
_RULES = {
    **dict.fromkeys(_BOTH, np.bitwise_and),
    **dict.fromkeys(_EITHER, np.bitwise_or),
    **dict.fromkeys(_LESS, np.minimum),
    **dict.fromkeys(_MORE, np.maximum),
}


def together(volunteers: Volunteers, duos: Rows) -> tuple[Volunteers, Rows]:
    """Let duos be one reader each, in the first one's row and under the first one's number.

    They come when both can (availability and its strong part, places, ages, number of children), bring what
    either has (languages, experience) and avoid what either must (restrictions). They leave together from
    the first one's addresses, as fast as the slower and as far in time as the less patient goes. Certificates
    hold as long as the first to lapse, and room is the smaller room left. Preferred ages are those that both
    prefer; without such, or a wish of one only, those of the first who has a wish.

    Parameters
    ----------
    volunteers : Volunteers
    duos : int64[k, 2]
        Rows of the first and the second of each; no row stands twice.

    Returns
    -------
    Volunteers
        Without the rows of the second ones.
    int64[n]
        For every row before, its row now; for a second one that of the first.
    """
    first, second = duos[:, 0], duos[:, 1]
    columns = {name: getattr(volunteers, name).copy() for name in Volunteers.SPEC}
    for name, rule in _RULES.items():
        columns[name][first] = rule(columns[name][first], columns[name][second])
    columns["age_wish"][first] = _wish(columns["age_wish"][first], columns["age_wish"][second])
    keep = np.ones(len(volunteers), np.bool_)
    keep[second] = False
    row = np.cumsum(keep) - 1
    row[second] = row[first]
    return Volunteers(**{name: column[keep] for name, column in columns.items()}), row


def _wish(one: NDArray[np.int8], other: NDArray[np.int8]) -> NDArray[np.int8]:
    common = np.stack([np.maximum(one[:, 0], other[:, 0]), np.minimum(one[:, 1], other[:, 1])], axis=1)
    wishes_nothing, other_wishes_nothing = one[:, 0] < 0, other[:, 0] < 0
    use_common = ~wishes_nothing & ~other_wishes_nothing & (common[:, 0] <= common[:, 1])
    alone = np.where(wishes_nothing[:, None], other, one)
    chosen: NDArray[np.int8] = np.where(use_common[:, None], common, alone).astype(np.int8)
    return chosen
