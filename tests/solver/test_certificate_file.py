"""A proof is worth what its checker refuses: it is broken here in every way."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from typing import TYPE_CHECKING

import pytest

from matching.solver import PinError, solve
from matching.solver.files import instance_from, instance_text, result_text
from matching.solver.verify import VerificationError, Verified, verify
from tests.solver.answers import check, written
from tests.solver.documents import Document, change, pair
from tests.solver.proofs import certificate, priced, proven
from tests.solver.tiny import tiny

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KINDS = ("families", "volunteers", "windows", "pairs")


def refused(instance: Document, result: Document) -> str:
    """The reason for which a result is refused, nothing when it is accepted."""
    try:
        verify(instance, result)
    except VerificationError as error:
        return str(error)
    return ""


def off_by_one(result: Document, kind: str) -> Iterator[tuple[Document, object]]:
    """The result with one level of one price of this kind raised or lowered, and which."""
    for number, entry in enumerate(result["certificate"][kind]):
        for level in range(5):
            for step in (-1, 1):
                broken = deepcopy(result)
                broken["certificate"][kind][number][-1][level] += step
                yield broken, (entry, level, step)


def test_a_proof_made_by_hand_holds() -> None:
    assert verify(priced(), proven()) == Verified(components=4, proven=4, certified=4)


def test_the_solver_finds_that_answer_and_proves_it() -> None:
    result = solve(instance_from(priced()))

    assert written(result_text(result))["matches"] == proven()["matches"]
    assert check(instance_from(priced()), result) == Verified(4, 4, 4)


@pytest.mark.parametrize("kind", KINDS)
def test_a_price_that_is_one_off_is_refused_at_every_level(kind: str) -> None:
    accepted = [which for broken, which in off_by_one(proven(), kind) if not refused(priced(), broken)]

    assert accepted == []


BREAKS: list[tuple[Callable[[Document], None], str]] = [
    (change(["certificate", "families", 1, 1], [0, 0, 0, 199, 0]), "v1 and f2 are worth more"),
    (change(["certificate", "families", 1, 1], [0, 0, 0, 201, 0]), "the prices add up to"),
    (change(["certificate", "families", 1, 1], [0, 0, 0, 200.0, 0]), "something else than whole numbers"),
    (change(["certificate", "families", 1, 1], [0, 0, 0, True, 0]), "something else than whole numbers"),
    (change(["certificate", "families", 1, 1], [0, 0, 0, 200]), "not in its format"),
    (change(["certificate", "families", 1, 1], [0, 0, 1, -2_000, 0]), "the prices add up to"),
    (change(["certificate", "families", 0, 1], [0, 0, 0, -1, 0]), "the price of f1 is below zero"),
    (change(["certificate", "families", 0, 0], "f8"), "leaves out f1"),
    (change(["certificate", "families", 0, 0], "f2"), "families stands twice"),
    (change(["certificate", "families"], certificate()["families"][1:]), "leaves out f1, linked"),
    (
        change(["certificate", "families"], [*certificate()["families"], ["f8", [0] * 5]]),
        "covers f8, in no component",
    ),
    (
        change(["certificate", "families"], certificate()["families"][2:]),
        "prices of what it does not cover: v1",
    ),
    (
        change(["certificate", "families"], certificate()["families"][:6]),
        "prices of what it does not cover: v4 and f7",
    ),
    (change(["certificate", "volunteers"], []), "v2 and f3 are worth more"),
    (change(["certificate", "volunteers", 0, 1], [0, -2, 0, 600, 0]), "the price of v2 is below zero"),
    (change(["certificate", "volunteers", 0, 0], "v9"), "does not cover: v9"),
    (change(["certificate", "windows", 0, 1], "a 1 16:30"), "v1 and f1 are worth more"),
    (change(["certificate", "windows", 0, 1], "a 1 15:30"), "v1 and f2 are worth more"),
    (change(["certificate", "windows", 0, 1], "a 2 16:00"), "v1 and f1 are worth more"),
    (change(["certificate", "windows", 0, 1], "w 1 16:00"), "is in no single week"),
    (change(["certificate", "windows", 0, 1], "c 1 16:00"), "is no slot"),
    (change(["certificate", "windows", 0, 2], [0, 0, 0, -1, 0]), "the price of v1 and a 1 16:00 is below"),
    (change(["certificate", "pairs"], certificate()["pairs"][1:]), "the prices add up to"),
    (change(["certificate", "pairs"], certificate()["pairs"][:1]), "v4 and f7 are worth more"),
    (change(["certificate", "pairs", 1, 2], [0, 0, 0, -1, 0]), "the price of v4 and f7 is below zero"),
    (change(["certificate", "pairs", 1, 0], "v9"), "does not cover: v9 and f7"),
    (change(["certificate", "prices"], []), "other fields than families"),
    (change(["certificate"], []), "not in its format|other fields"),
    (change(["components", "proven"], 3), "the status is optimal with 3 of 4"),
]


@pytest.mark.parametrize(("tamper", "reason"), BREAKS)
def test_a_broken_proof_is_refused_with_its_reason(tamper: Callable[[Document], None], reason: str) -> None:
    broken = proven()
    tamper(broken)

    with pytest.raises(VerificationError, match=reason):
        verify(priced(), broken)


def test_prices_that_add_up_without_covering_a_pair_are_refused() -> None:
    shifted = proven()
    shifted["certificate"]["families"][1][1][3] -= 7
    shifted["certificate"]["families"][3][1][3] += 7

    assert "v1 and f2 are worth more" in refused(priced(), shifted)


def test_a_pin_may_cost_less_than_nothing_and_no_other_pair_may() -> None:
    unpinned = priced() | {"pins": []}

    assert "the price of v3 and f5 is below zero" in refused(unpinned, proven())


def test_a_component_without_proof_is_not_counted_as_certified() -> None:
    partly = proven()
    partly["certificate"]["families"] = partly["certificate"]["families"][:6]
    partly["certificate"]["pairs"].pop()

    assert verify(priced(), partly) == Verified(components=4, proven=4, certified=3)


def test_more_certified_than_called_proven_is_refused() -> None:
    modest = proven()
    modest |= {"status": "feasible", "bound": [0, 5, 0, 2_700, 0], "components": {"total": 4, "proven": 3}}

    assert "4 components are certified and only 3 called proven" in refused(priced(), modest)


def test_a_dearer_pair_that_was_left_out_of_the_proof_breaks_it() -> None:
    larger = priced()
    larger["pairs"].append(pair("v5", "f4", 601, ["w 4 16:00"]))

    assert "there are 3 components" in refused(larger, proven())


def worse(result: Document, number: int) -> Document:
    """The result without the readers of one family."""
    poorer = deepcopy(result)
    family = poorer["matches"][number]["family"]
    poorer["matches"] = [match for match in poorer["matches"] if match["family"] != family]
    return poorer


def with_true_figures(instance: Document, result: Document) -> Document:
    """The result with the objective that it has, and that as bound: still called optimal."""
    while "the objective's level" in (reason := refused(instance, result)):
        level, true = reason.removeprefix("the objective's level ").split(" is ")
        place = ("urgent", "placed", "bands", "score", "kept").index(level)
        result["objective"][place] = result["bound"][place] = int(true.partition(",")[0])
    return result


def test_a_worse_answer_cannot_borrow_the_proof_of_the_best() -> None:
    for number in (0, 1, 3):
        assert "the prices add up to" in refused(
            priced(), with_true_figures(priced(), worse(proven(), number))
        )


SEEDS = [range(first, first + 20) for first in range(0, 120, 20)]


def answers(seeds: range) -> Iterator[tuple[Document, Document]]:
    """Instances of which a part is certified, and their answers."""
    for seed in seeds:
        with suppress(PinError):
            result = solve(tiny(seed))
            if result.certificate is not None:
                yield written(instance_text(tiny(seed))), written(result_text(result))


@pytest.mark.parametrize("seeds", SEEDS)
def test_no_price_of_the_solver_can_be_changed(seeds: range) -> None:
    accepted = [
        (instance, which)
        for instance, result in answers(seeds)
        for kind in KINDS
        for broken, which in off_by_one(result, kind)
        if not refused(instance, broken)
    ]

    assert accepted == []


@pytest.mark.parametrize("seeds", SEEDS)
def test_no_pair_can_be_dropped_of_what_the_solver_proves(seeds: range) -> None:
    for instance, result in answers(seeds):
        covered = {name for name, _ in result["certificate"]["families"]}
        for number, match in enumerate(result["matches"]):
            if match["family"] in covered:
                assert refused(instance, with_true_figures(instance, worse(result, number)))
