from matching.solver.clashes import Moments, Plan
from matching.solver.components import Part, split
from tests.solver.documents import instance, pair, problem


def part(room: int, *options: list[list[str]]) -> Part:
    """One volunteer and a family for each list of options."""
    pairs = [pair("v1", f"f{n}", 100 + n, *choice) for n, choice in enumerate(options)]
    return split(instance(problem({"v1": room}, {f"f{n}": {} for n in range(len(options))}, pairs)))[0]


def test_moments_are_found_by_giving_way() -> None:
    crowded = part(
        3, [["w 1 16:00"], ["w 1 18:00"]], [["w 1 16:30"], ["w 1 16:00"]], [["w 1 18:00"], ["w 2 09:00"]]
    )

    timetable = Moments(crowded).timetable([0, 1, 2])

    assert set(timetable.options) == {0, 1, 2}
    assert not timetable.clashes


def test_the_smallest_clashing_group_is_named() -> None:
    crowded = part(3, [["w 1 16:00"]], [["w 2 16:00"]], [["w 1 17:00"]])

    assert Moments(crowded).timetable([0, 1, 2]).clashes == ((0, 2),)


def test_three_that_clash_only_together_are_named_together() -> None:
    choice = [["w 1 16:00"], ["w 1 17:30"]]
    crowded = part(3, choice, choice, choice)

    assert Moments(crowded).timetable([0, 1, 2]).clashes == ((0, 1, 2),)


def test_a_couple_of_weeks_clashes_with_either() -> None:
    crowded = part(2, [["a 1 16:00", "b 2 16:00"]], [["b 2 17:00"]])

    assert Moments(crowded).timetable([0, 1]).clashes == ((0, 1),)


def test_what_is_not_decided_in_the_steps_allowed_is_left_open() -> None:
    choice = [["w 1 16:00"], ["w 1 17:30"]]
    crowded = part(3, choice, choice, choice)

    hasty = Moments(crowded, steps=1)

    assert hasty.timetable([0, 1, 2]).unsettled == ((0, 1, 2),)
    assert hasty.fit([0, 1, 2]) is None


def test_a_plan_moves_earlier_moments_to_make_place() -> None:
    crowded = part(2, [["w 1 16:00"], ["w 1 18:00"]], [["w 1 16:00"]])
    plan = Plan(crowded, Moments(crowded))

    assert plan.add([0])
    assert plan.add([1])
    assert plan.objective == (0, 2, 0, 201, 0)


def test_a_plan_refuses_what_clashes_and_stays_as_it_was() -> None:
    crowded = part(2, [["w 1 16:00"]], [["w 1 16:30"]])
    plan = Plan(crowded, Moments(crowded))
    plan.add([0])

    assert not plan.add([1])
    assert plan.serves(0)
    assert not plan.serves(1)


def test_a_plan_refuses_more_families_than_room() -> None:
    crowded = part(1, [["w 1 16:00"]], [["w 2 16:00"]])
    plan = Plan(crowded, Moments(crowded))
    plan.add([0])

    assert not plan.add([1])


def test_a_copy_leaves_the_original_alone() -> None:
    crowded = part(2, [["w 1 16:00"]], [["w 2 16:00"]])
    plan = Plan(crowded, Moments(crowded))

    assert plan.copy().add([0])
    assert not plan.options
