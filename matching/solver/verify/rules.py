"""What every solution must keep: feasible pairs, their options, room, readers, clashes, pins."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from matching.solver.verify.moments import too_near
from matching.solver.verify.refusal import require

if TYPE_CHECKING:
    from collections.abc import Sequence

    Document = dict[str, Any]  # Any: a JSON document, whose fields are checked as they are used
    Ends = tuple[str, str]


def ends_of(item: Document) -> Ends:
    """Ids of the volunteer and the family of a pair or a match."""
    return item["volunteer"], item["family"]


def check_rules(instance: Document, matches: dict[Ends, Document]) -> None:
    """Require that the matches are a solution of the instance."""
    for kind in ("volunteers", "families"):
        _check_once(kind, [item["id"] for item in instance[kind]])
    _check_once("pairs", [ends_of(pair) for pair in instance["pairs"]])
    _check_pairs(instance, matches)
    _check_volunteers(instance, matches)
    _check_families(instance, matches)
    for volunteer, family in instance.get("pins", []):
        require((volunteer, family) in matches, f"the pin of {volunteer} and {family} is not kept")


def _check_once(kind: str, names: Sequence[object]) -> None:
    require(len(set(names)) == len(names), f"one of the instance's {kind} stands twice")


def _check_pairs(instance: Document, matches: dict[Ends, Document]) -> None:
    pairs = {ends_of(pair): pair for pair in instance["pairs"]}
    for ends, match in matches.items():
        name = " and ".join(ends)
        require(ends in pairs, f"{name} are no feasible pair")
        require(match["score"] == pairs[ends]["score"], f"{name} have another score")
        options = [sorted(option) for option in pairs[ends]["options"]]
        require(sorted(match["option"]) in options, f"{name} meet at a moment that is no option of theirs")


def _check_volunteers(instance: Document, matches: dict[Ends, Document]) -> None:
    settings = instance.get("settings", {})
    apart = settings.get("visit_minutes", 60) + settings.get("gap_minutes", 30)
    capacity = {volunteer["id"]: volunteer["capacity"] for volunteer in instance["volunteers"]}
    for volunteer, group in _grouped(matches, 0).items():
        require(len(group) <= capacity[volunteer], f"{volunteer} has more families than room")
        require(not too_near(group, apart), f"two visits of {volunteer} clash")


def _check_families(instance: Document, matches: dict[Ends, Document]) -> None:
    apart = instance.get("settings", {}).get("visit_minutes", 60)
    need = {family["id"]: family.get("need", 1) for family in instance["families"]}
    for family, group in _grouped(matches, 1).items():
        require(len(group) == need[family], f"{family} needs {need[family]} readers and has {len(group)}")
        require(not too_near(group, apart), f"two visits to {family} overlap")


def _grouped(matches: dict[Ends, Document], side: int) -> dict[str, list[list[str]]]:
    groups = defaultdict(list)
    for ends, match in matches.items():
        groups[ends[side]].append(match["option"])
    return groups
