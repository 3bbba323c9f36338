"""The proof in a result, checked in the way that `matching.solver.verify` tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matching.solver.verify.moments import starts
from matching.solver.verify.objective import band, objective, published
from matching.solver.verify.prices import NOTHING, Prices, read_prices, total
from matching.solver.verify.refusal import require
from matching.solver.verify.rules import ends_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matching.solver.verify.prices import Five

    Document = dict[str, Any]  # Any: a JSON document, whose fields are checked as they are used
    Component = Sequence[Document]
    Ends = tuple[str, str]


def check_certificate(
    instance: Document,
    components: Sequence[Component],
    matches: dict[Ends, Document],
    certificate: Document | None,
) -> int:
    """Require that a certificate, if there is one, proves what it covers; the components that it covers."""
    if certificate is None:
        return 0
    prices = read_prices(instance, certificate)
    prices.check_signs({(volunteer, family) for volunteer, family in instance.get("pins", [])})
    covered = _covered(components, prices.family)
    pairs = [pair for component in covered for pair in component]
    _check_owners(prices, pairs)
    worth = _Worth(instance)
    for pair in pairs:
        _check_pair(pair, worth.of(pair), prices)
    _check_total(instance, prices, matches)
    return len(covered)


def _covered(components: Sequence[Component], families: Iterable[str]) -> list[Component]:
    """The components that the certificate covers, each of them whole."""
    left = set(families)
    covered = []
    for component in components:
        here = {pair["family"] for pair in component}
        if here & left:
            missing = sorted(here - left)
            require(not missing, f"the certificate leaves out {', '.join(missing)}, linked to its families")
            covered.append(component)
            left -= here
    require(not left, f"the certificate covers {', '.join(sorted(left))}, in no component")
    return covered


def _check_owners(prices: Prices, pairs: Sequence[Document]) -> None:
    """Nobody but who is covered has a price."""
    volunteers = {pair["volunteer"] for pair in pairs}
    priced = {*prices.volunteer, *(volunteer for volunteer, _ in prices.window)}
    pairs_not_covered = prices.pair.keys() - {ends_of(pair) for pair in pairs}
    strangers = sorted([*(priced - volunteers), *map(" and ".join, pairs_not_covered)])
    require(not strangers, f"the certificate has prices of what it does not cover: {', '.join(strangers)}")


class _Worth:
    """What pairs are worth, in halves."""

    def __init__(self, instance: Document) -> None:
        self._instance = instance
        self._published = published(instance)
        self._of_family = {family["id"]: self._of_reader(family) for family in instance["families"]}

    def of(self, pair: Document) -> Five:
        urgent, placed, bands = self._of_family[pair["family"]]
        return urgent, placed, bands, 2 * pair["score"], 2 * (ends_of(pair) in self._published)

    def _of_reader(self, family: Document) -> tuple[int, int, int]:
        share = 2 // family.get("need", 1)
        return bool(family.get("urgent", False)) * share, share, band(self._instance, family) * share


def _check_pair(pair: Document, worth: Five, prices: Prices) -> None:
    """No option of a pair is worth more than it pays."""
    name = f"{pair['volunteer']} and {pair['family']}"
    paid, of_start = prices.paid_by(ends_of(pair)), prices.start.get(pair["volunteer"], {})
    if worth <= paid:
        return
    for option in pair["options"]:
        all_paid = paid
        for start in (start for slot in option for start in starts(slot)):
            all_paid = total(all_paid, of_start.get(start, NOTHING))
        require(worth <= all_paid, f"{name} are worth more than the prices that they pay")


def _check_total(instance: Document, prices: Prices, matches: dict[Ends, Document]) -> None:
    covered = {ends: match for ends, match in matches.items() if ends[1] in prices.family}
    reached = [2 * level for level in objective(instance, covered)]
    cost = list(prices.of_all_places(instance))
    require(cost == reached, f"the prices add up to {cost}, twice the objective is {reached}")
