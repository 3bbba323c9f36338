from collections.abc import Callable
from copy import deepcopy

import pytest

from matching.solver.verify import VerificationError, Verified, verify
from tests.solver.answers import answer_to
from tests.solver.documents import Document, change, pair, problem


def example() -> Document:
    """A volunteer with two families, a family with two readers, a pin and a published pair."""
    return problem(
        {"v1": 2, "v2": 1, "v3": 1},
        {"f1": {"waiting_days": 60}, "f2": {"urgent": True}, "f3": {"need": 2}},
        [
            pair("v1", "f1", 400, ["w 1 16:00"], ["w 1 16:30"]),
            pair("v1", "f2", 500, ["w 1 17:30"], ["w 1 17:00"]),
            pair("v2", "f3", 600, ["a 2 16:00", "b 3 16:00"], ["w 4 16:00"]),
            pair("v3", "f3", 700, ["a 2 17:00"], ["w 4 16:30"]),
            pair("v3", "f1", 10, ["w 1 09:00"]),
        ],
        pins=[["v1", "f1"]],
        published=[["v1", "f2"]],
    )


def test_a_true_answer_is_accepted() -> None:
    assert verify(example(), answer_to(example())).proven == 2


def test_a_true_answer_without_certificate_is_accepted_as_its_own_word() -> None:
    answer = answer_to(example())
    answer.pop("certificate", None)

    assert verify(example(), answer) == Verified(components=2, proven=2, certified=0)


def test_a_true_answer_with_a_gap_is_accepted() -> None:
    answer = answer_to(example())
    answer.pop("certificate", None)
    answer |= {"status": "feasible", "components": {"total": 2, "proven": 0}}
    answer["bound"][3] += 1

    assert verify(example(), answer) == Verified(components=2, proven=0, certified=0)


def drop(number: int) -> Callable[[Document], None]:
    def tamper(result: Document) -> None:
        del result["matches"][number]

    return tamper


def double(number: int) -> Callable[[Document], None]:
    def tamper(result: Document) -> None:
        result["matches"].append(deepcopy(result["matches"][number]))

    return tamper


TAMPERINGS = [
    (change(["format"], "doorlees-result/2"), "another format"),
    (change(["status"], "feasible"), "the status should be optimal"),
    (change(["objective", 0], 2), "level urgent is 1, not 2"),
    (change(["objective", 1], 4), "level placed is 3, not 4"),
    (change(["objective", 2], 3), "level bands is 2, not 3"),
    (change(["objective", 3], 2_201), "level score is 2200, not 2201"),
    (change(["objective", 4], 0), "level kept is 1, not 0"),
    (change(["objective", 4], 1.0), "the objective holds something else than whole numbers"),
    (change(["bound", 3], 10), "the bound is below the objective"),
    (change(["bound"], [9]), "another number of levels"),
    (change(["bound", 4], 1.0), "the bound holds something else than whole numbers"),
    (change(["components", "total"], 3), "there are 2 components, not 3"),
    (change(["components", "proven"], 3), "more components are proven"),
    (change(["components", "proven"], 1), "the status is optimal with 1 of 2 components proven"),
    (change(["matches", 0, "score"], 401), "another score"),
    (change(["matches", 0, "option"], ["w 1 18:00"]), "no option of theirs"),
    (change(["matches", 0, "option"], ["w 1 16:30"]), "two visits of v1 clash"),
    (change(["matches", 3, "option"], ["w 4 16:30"]), "two visits to f3 overlap"),
    (change(["matches", 0, "volunteer"], "v2"), "v2 and f1 are no feasible pair"),
    (change(["matches", 0, "family"], "f9"), "no feasible pair"),
    (change(["matches", 0], None), "not in its format"),
    (drop(0), "the pin of v1 and f1 is not kept"),
    (drop(2), "f3 needs 2 readers and has 1"),
    (double(0), "matched twice"),
]


@pytest.mark.parametrize(("tamper", "reason"), TAMPERINGS)
def test_every_tampering_is_refused_with_its_reason(tamper: Callable[[Document], None], reason: str) -> None:
    result = answer_to(example())
    result["matches"][2]["option"] = ["w 4 16:00"] if "overlap" in reason else result["matches"][2]["option"]
    tamper(result)

    with pytest.raises(VerificationError, match=reason):
        verify(example(), result)


def test_a_volunteer_above_capacity_is_refused() -> None:
    smaller = example()
    smaller["volunteers"][0]["capacity"] = 1

    with pytest.raises(VerificationError, match="v1 has more families than room"):
        verify(smaller, answer_to(example()))


def test_proven_components_without_a_proven_whole_are_refused() -> None:
    result = answer_to(example())
    result["bound"][3] += 1
    result["status"] = "feasible"

    with pytest.raises(VerificationError, match="the status is feasible with 2 of 2"):
        verify(example(), result)


def test_an_instance_of_another_format_is_refused() -> None:
    with pytest.raises(VerificationError, match="the instance is in another format"):
        verify(example() | {"format": "x"}, answer_to(example()))


@pytest.mark.parametrize("kind", ["volunteers", "families", "pairs"])
def test_an_instance_in_which_somebody_stands_twice_is_refused(kind: str) -> None:
    doubled = example()
    doubled[kind].append(doubled[kind][0])

    with pytest.raises(VerificationError, match=f"one of the instance's {kind} stands twice"):
        verify(doubled, answer_to(example()))
