"""Re-check a result against its instance from first principles; shares no code with the solver.

It reads the two documents and recomputes everything that can be: rules, moments, objective. That nothing
better exists it cannot know; it checks that the bound does not contradict the objective and the status says
what the two say.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    Document = dict[str, Any]  # Any: a JSON document, whose fields are checked as they are used
    Ends = tuple[str, str]

LEVELS = ("urgent", "placed", "bands", "score", "kept")
_TOP_BAND = 99


class VerificationError(Exception):
    """The result is no true answer to the instance; the message says why."""


def verify(instance: Document, result: Document) -> None:
    """Check a result document against an instance document.

    Raises
    ------
    VerificationError
        With the first reason why the result is wrong.
    """
    try:
        _check(instance, result)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise VerificationError(f"a document is not in its format: {type(error).__name__} {error}") from error


def _check(instance: Document, result: Document) -> None:
    _require(instance["format"] == "doorlees-instance/1", "the instance is in another format")
    _require(result["format"] == "doorlees-result/1", "the result is in another format")
    matches = {(match["volunteer"], match["family"]): match for match in result["matches"]}
    _require(len(matches) == len(result["matches"]), "a volunteer and a family are matched twice")
    _check_pairs(instance, matches)
    _check_volunteers(instance, matches)
    _check_families(instance, matches)
    for volunteer, family in instance.get("pins", []):
        _require((volunteer, family) in matches, f"the pin of {volunteer} and {family} is not kept")
    _check_vectors(_objective(instance, matches), result)
    _check_components(result)


def _check_pairs(instance: Document, matches: dict[Ends, Document]) -> None:
    pairs = {(pair["volunteer"], pair["family"]): pair for pair in instance["pairs"]}
    for ends, match in matches.items():
        name = " and ".join(ends)
        _require(ends in pairs, f"{name} are no feasible pair")
        _require(match["score"] == pairs[ends]["score"], f"{name} have another score")
        options = [sorted(option) for option in pairs[ends]["options"]]
        _require(sorted(match["option"]) in options, f"{name} meet at a moment that is no option of theirs")


def _check_volunteers(instance: Document, matches: dict[Ends, Document]) -> None:
    settings = instance.get("settings", {})
    apart = settings.get("visit_minutes", 60) + settings.get("gap_minutes", 30)
    capacity = {volunteer["id"]: volunteer["capacity"] for volunteer in instance["volunteers"]}
    for volunteer, group in _grouped(matches, 0).items():
        _require(len(group) <= capacity[volunteer], f"{volunteer} has more families than room")
        _require(not _too_near(group, apart), f"two visits of {volunteer} clash")


def _check_families(instance: Document, matches: dict[Ends, Document]) -> None:
    apart = instance.get("settings", {}).get("visit_minutes", 60)
    need = {family["id"]: family.get("need", 1) for family in instance["families"]}
    for family, group in _grouped(matches, 1).items():
        _require(len(group) == need[family], f"{family} needs {need[family]} readers and has {len(group)}")
        _require(not _too_near(group, apart), f"two visits to {family} overlap")


def _objective(instance: Document, matches: dict[Ends, Document]) -> list[int]:
    days = instance.get("settings", {}).get("band_days", 28)
    placed = {family for _, family in matches}
    families = [family for family in instance["families"] if family["id"] in placed]
    published = {(volunteer, family) for volunteer, family in instance.get("published", [])}
    return [
        sum(bool(family.get("urgent", False)) for family in families),
        len(families),
        sum(min(family.get("waiting_days", 0) // days, _TOP_BAND) for family in families),
        sum(match["score"] for match in matches.values()),
        len(published & matches.keys()),
    ]


def _check_vectors(truth: list[int], result: Document) -> None:
    objective, bound = result["objective"], result["bound"]
    for level, stated, true in zip(LEVELS, objective, truth, strict=True):
        _require(stated == true, f"the objective's level {level} is {true}, not {stated}")
    _require(len(bound) == len(LEVELS), "the bound has another number of levels")
    _require(all(type(value) is int for value in bound), "the bound holds something else than whole numbers")
    _require(bound >= objective, "the bound is below the objective")
    status = "optimal" if bound == objective else "feasible"
    _require(result["status"] == status, f"the status should be {status}")


def _check_components(result: Document) -> None:
    total, proven = result["components"]["total"], result["components"]["proven"]
    _require(0 <= proven <= total, "more components are proven than there are")
    agrees = (proven == total) == (result["status"] == "optimal")
    _require(agrees, f"the status is {result['status']} with {proven} of {total} components proven")


def _grouped(matches: dict[Ends, Document], side: int) -> dict[str, list[list[str]]]:
    groups = defaultdict(list)
    for ends, match in matches.items():
        groups[ends[side]].append(match["option"])
    return groups


def _too_near(options: Iterable[list[str]], apart: int) -> bool:
    return any(
        _overlap(one, other, apart)
        for first, second in combinations(options, 2)
        for one in first
        for other in second
    )


def _overlap(one: str, other: str, apart: int) -> bool:
    rhythm, day, clock = one.split()
    other_rhythm, other_day, other_clock = other.split()
    same_weeks = rhythm == other_rhythm or "w" in (rhythm, other_rhythm)
    return same_weeks and day == other_day and abs(_minutes(clock) - _minutes(other_clock)) < apart


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _require(holds: bool, reason: str) -> None:  # noqa: FBT001 - reads as a sentence: require this, else that
    if not holds:
        raise VerificationError(reason)
