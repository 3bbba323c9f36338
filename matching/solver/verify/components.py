"""Independent parts of an instance, counted anew: who is linked by pairs that some solution may hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from matching.solver.verify.rules import ends_of

if TYPE_CHECKING:
    Document = dict[str, Any]  # Any: a JSON document, whose fields are checked as they are used


def components_of(instance: Document) -> list[list[Document]]:
    """The pairs of each component, without those that by counting alone are in no solution."""
    pairs = _possible(instance)
    parent: dict[tuple[str, str], tuple[str, str]] = {}
    for pair in pairs:
        one, other = (_root(parent, (side, pair[side])) for side in ("volunteer", "family"))
        parent[one] = other
    components: defaultdict[tuple[str, str], list[Document]] = defaultdict(list)
    for pair in pairs:
        components[_root(parent, ("family", pair["family"]))].append(pair)
    return list(components.values())


def _root(parent: dict[tuple[str, str], tuple[str, str]], node: tuple[str, str]) -> tuple[str, str]:
    """The node that stands for all linked to this one; the way to it gets shorter with every asking."""
    while (above := parent.setdefault(node, node)) != node:
        parent[node] = parent[above]
        node = above
    return node


def _possible(instance: Document) -> list[Document]:
    pins = {(volunteer, family) for volunteer, family in instance.get("pins", [])}
    pinned = Counter(end for volunteer, family in pins for end in (("v", volunteer), ("f", family)))
    room = {item["id"]: item["capacity"] - pinned["v", item["id"]] for item in instance["volunteers"]}
    need = {item["id"]: item.get("need", 1) for item in instance["families"]}
    kept = [
        pair
        for pair in instance["pairs"]
        if ends_of(pair) in pins
        or (room[pair["volunteer"]] > 0 and need[pair["family"]] > pinned["f", pair["family"]])
    ]
    left = Counter(pair["family"] for pair in kept)
    return [pair for pair in kept if left[pair["family"]] >= need[pair["family"]]]
