import hashlib

import pytest

from matching.solver.files import instance_text
from matching.solver.generate import SIZES, Size, generate, people
from matching.solver.generate.draws import Draws


def test_the_same_seed_gives_the_same_instance_on_every_machine() -> None:
    text = instance_text(generate(SIZES["city"], 1))

    assert (
        hashlib.sha256(text.encode()).hexdigest()
        == "ad37aa3cab471665d041f4c6c7068964869e298e27034772b7e70cc5eb8e98bd"
    )


def test_another_seed_gives_another_instance() -> None:
    assert instance_text(generate(Size(20, 30, 1), 1)) != instance_text(generate(Size(20, 30, 1), 2))


@pytest.mark.parametrize("name", ["city", "season"])
def test_a_size_has_the_people_it_names(name: str) -> None:
    drawn = people(SIZES[name], 1)

    assert (len(drawn.families), len(drawn.volunteers)) == (SIZES[name].families, SIZES[name].volunteers)


def test_a_city_has_all_that_makes_matching_hard() -> None:
    city = generate(SIZES["season"], 1)

    assert set(city.capacity.tolist()) == {1, 2, 3, 4}
    assert set(city.need.tolist()) == {1, 2}
    assert city.urgent.any()
    assert len(city.published)
    assert (city.option[:, 1] >= 0).any()


def test_a_plain_size_has_nothing_that_can_clash() -> None:
    plain = generate(Size(300, 300, 2, plain=True), 1)

    assert set(plain.capacity.tolist()) == {1}
    assert set(plain.need.tolist()) == {1}


def test_draws_are_spread_evenly() -> None:
    drawn = Draws(1).below("dice", 60_000, 6)

    assert all(9_500 < (drawn == eyes).sum() < 10_500 for eyes in range(6))


def test_columns_do_not_depend_on_each_other() -> None:
    assert Draws(1).below("one", 9, 1_000).tolist() != Draws(1).below("other", 9, 1_000).tolist()
