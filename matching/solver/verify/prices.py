"""The prices of a certificate: read, looked up, added up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matching.solver.verify.moments import starts
from matching.solver.verify.refusal import require

if TYPE_CHECKING:
    from matching.solver.verify.moments import Start

    Document = dict[str, Any]  # Any: a JSON document, whose fields are checked as they are used
    Ends = tuple[str, str]
    Five = tuple[int, int, int, int, int]

NOTHING: Five = (0, 0, 0, 0, 0)
_KINDS = ("families", "volunteers", "windows", "pairs")
_HALF_HOUR = 30


@dataclass(frozen=True)
class Prices:
    """Prices by id.

    Attributes
    ----------
    family, volunteer : dict of str to vector
    window : dict of (str, str) to vector
        By volunteer and the first start of the window.
    pair : dict of (str, str) to vector
    start : dict of str to dict of start to vector
        Per volunteer what a visit pays at each start: the sum of the windows that hold it.
    """

    family: dict[str, Five]
    volunteer: dict[str, Five]
    window: dict[Ends, Five]
    pair: dict[Ends, Five]
    start: dict[str, dict[Start, Five]]

    def paid_by(self, pair: Ends) -> Five:
        """What a pair pays whatever its moment is."""
        volunteer, family = pair
        own = total(self.family[family], self.volunteer.get(volunteer, NOTHING))
        return total(own, self.pair.get(pair, NOTHING))

    def check_signs(self, pins: set[Ends]) -> None:
        """Require prices of at least zero but for pinned pairs, which are in every solution."""
        loose = {ends: price for ends, price in self.pair.items() if ends not in pins}
        for kind in (self.family, self.volunteer, self.window, loose):
            for name, price in kind.items():
                words = name if isinstance(name, str) else " and ".join(name)
                require(price >= NOTHING, f"the price of {words} is below zero")

    def of_all_places(self, instance: Document) -> Five:
        """What all places cost together."""
        need = {family["id"]: family.get("need", 1) for family in instance["families"]}
        capacity = {volunteer["id"]: volunteer["capacity"] for volunteer in instance["volunteers"]}
        cost = NOTHING
        for family, price in self.family.items():
            cost = total(cost, price, need[family])
        for volunteer, price in self.volunteer.items():
            cost = total(cost, price, capacity[volunteer])
        for price in (*self.window.values(), *self.pair.values()):
            cost = total(cost, price)
        return cost


def read_prices(instance: Document, certificate: Document) -> Prices:
    """The prices in a certificate, each of which stands once and is a vector of whole numbers."""
    kinds = " and ".join(_KINDS)
    require(set(certificate) == set(_KINDS), f"the certificate has other fields than {kinds}")
    families = {name: _vector(price) for name, price in certificate["families"]}
    volunteers = {name: _vector(price) for name, price in certificate["volunteers"]}
    windows = {(name, slot): _vector(price) for name, slot, price in certificate["windows"]}
    pairs = {(one, other): _vector(price) for one, other, price in certificate["pairs"]}
    for kind, read in zip(_KINDS, (families, volunteers, windows, pairs), strict=True):
        require(len(read) == len(certificate[kind]), f"one of the certificate's {kind} stands twice")
    settings = instance.get("settings", {})
    length = settings.get("visit_minutes", 60) + settings.get("gap_minutes", 30)
    return Prices(families, volunteers, windows, pairs, _by_start(windows, length))


def total(one: Five, other: Five, times: int = 1) -> Five:
    """One vector and another, or several times another."""
    return (
        one[0] + other[0] * times,
        one[1] + other[1] * times,
        one[2] + other[2] * times,
        one[3] + other[3] * times,
        one[4] + other[4] * times,
    )


def _vector(price: list[object]) -> Five:
    whole = [level for level in price if type(level) is int]
    require(len(whole) == len(price), "a price holds something else than whole numbers")
    urgent, placed, bands, score, kept = whole
    return urgent, placed, bands, score, kept


def _by_start(windows: dict[Ends, Five], length: int) -> dict[str, dict[Start, Five]]:
    paid: defaultdict[str, dict[Start, Five]] = defaultdict(dict)
    for (volunteer, slot), price in windows.items():
        opening = starts(slot)
        require(len(opening) == 1, f'the window "{slot}" is in no single week')
        week, day, first = opening[0]
        for minute in range(first, first + length, _HALF_HOUR):
            before = paid[volunteer].get((week, day, minute), NOTHING)
            paid[volunteer][week, day, minute] = total(before, price)
    return dict(paid)
