"""Re-check a result against its instance from first principles; shares no code with the solver.

It reads the two documents and recomputes all that can be: rules, moments, objective, components. That nothing
better exists it believes only where a certificate says so, which it checks with additions alone.

A certificate holds prices, vectors like the objective but in halves, because a reader of a family that needs
two is half a family. Vectors are compared lexicographically, which additions respect, so that what is known
of prices in numbers (weak duality) holds for them: when no pair is worth more than the prices it has to pay,
all pairs of a solution together are worth no more than all places that can be paid for.

``families``
    ``["f1", [0, 2, 8, 0, 0]]``: price of each reader that the family gets; all families of the components
    that the certificate covers.
``volunteers``
    ``["v1", [0, 2, 0, 0, 0]]``: price of each family that the volunteer takes.
``windows``
    ``["v1", "a 1 16:00", [0, 0, 0, 90, 0]]``: price of a visit of the volunteer in week A that starts on
    Monday at 16:00 or later, but sooner than a visit and the gap after it last. No two visits fit in.
``pairs``
    ``["v1", "f1", [0, 0, 0, 12, 0]]``: price of this pair itself.

A pair is worth ``(urgent * s, s, band * s, 2 * score, 2 * published)`` with ``s = 2 // need``. With each of
its options it has to pay its family, its volunteer, itself and the windows in which the option has a start.
Prices are at least zero, but that of a pinned pair may be anything. The places are: of a family its need, of
a volunteer the capacity, of windows and pairs one. Their total must be twice the objective of the families
covered.

Left out are pairs that by counting alone are in no solution that keeps the pins: of a volunteer without room
or with all room pinned to others, of a family with all readers pinned to others, and of a family that needs
two readers and has fewer than two pairs left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matching.solver.verify.certificate import check_certificate
from matching.solver.verify.components import components_of
from matching.solver.verify.objective import check_vectors, objective
from matching.solver.verify.refusal import VerificationError, require
from matching.solver.verify.rules import check_rules, ends_of

if TYPE_CHECKING:
    Document = dict[str, Any]  # Any: a JSON document, whose fields are checked as they are used

__all__ = ["VerificationError", "Verified", "verify"]


@dataclass(frozen=True)
class Verified:
    """What a result that holds has shown.

    Attributes
    ----------
    components : int
        Independent parts of the instance.
    proven : int
        Parts that the result says are solved with proof.
    certified : int
        Parts whose proof is in the result and holds; the others are proven by a search, which leaves none.
    """

    components: int
    proven: int
    certified: int


def verify(instance: Document, result: Document) -> Verified:
    """Check a result document against an instance document.

    Raises
    ------
    VerificationError
        With the first reason why the result is wrong.
    """
    try:
        return _verified(instance, result)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise VerificationError(f"a document is not in its format: {type(error).__name__} {error}") from error


def _verified(instance: Document, result: Document) -> Verified:
    require(instance["format"] == "doorlees-instance/1", "the instance is in another format")
    require(result["format"] == "doorlees-result/1", "the result is in another format")
    matches = {ends_of(match): match for match in result["matches"]}
    require(len(matches) == len(result["matches"]), "a volunteer and a family are matched twice")
    check_rules(instance, matches)
    check_vectors(objective(instance, matches), result)
    components = components_of(instance)
    total, proven = len(components), result["components"]["proven"]
    stated = result["components"]["total"]
    require(stated == total, f"there are {total} components, not {stated}")
    require(0 <= proven <= total, "more components are proven than there are")
    agrees = (proven == total) == (result["status"] == "optimal")
    require(agrees, f"the status is {result['status']} with {proven} of {total} components proven")
    certified = check_certificate(instance, components, matches, result.get("certificate"))
    require(certified <= proven, f"{certified} components are certified and only {proven} called proven")
    return Verified(total, proven, certified)
