"""The block flow: a relaxation of the matching problem that a flow solver decides exactly and fast.

hub -> volunteer -> block -> family -> hub. A block is a stretch of starts of one day so short that two visits
in it would clash, so it lets one visit through; it is only built for volunteers who can get more than one
family. A family that needs two readers takes up to two units, each worth half of it, until it is decided:
*in* means that both units must flow, *out* means none.

The first three levels of the objective become one small weight per family. The sets of units that a flow can
serve together form a matroid (a gammoid), so a lexicographically best set is found greedily and depends only
on the *order* of the weights: ranks 1, 2, 3 do as well as powers (Edmonds, Matroids and the greedy algorithm,
1971, doi:10.1007/BF01584082). That leaves room for the score and the published pairs in the same 64-bit cost.
"""

from matching.solver.flow.detours import Detour, Detours
from matching.solver.flow.exchange import Exchange
from matching.solver.flow.levels import MOST_COST
from matching.solver.flow.prices import Prices, certificate_of
from matching.solver.flow.relaxation import IN, OUT, UNDECIDED, BlockFlow, Choice

__all__ = [
    "IN",
    "MOST_COST",
    "OUT",
    "UNDECIDED",
    "BlockFlow",
    "Choice",
    "Detour",
    "Detours",
    "Exchange",
    "Prices",
    "certificate_of",
]
