"""The rules in plain words cover the rules that the solver keeps."""

from django.utils.translation import override

from matching.domain.wording import rulebook
from matching.domain.wording.goals import goals
from matching.solver.pairing import RULE_CODES, Rules
from programmes.models import Programme, Region

PROGRAMME = Programme(name="DoorleesExpress", age_from=8, age_to=12)
REGION = Region(name="Oss")


def test_every_hard_rule_of_the_solver_has_its_name_and_sentence() -> None:
    assert set(rulebook.SENTENCES) == set(rulebook.NAMES) == set(RULE_CODES)


def test_the_rules_stand_in_the_order_in_which_they_are_checked() -> None:
    told = rulebook.rulebook(PROGRAMME, REGION)

    assert tuple(rule.code for rule in told) == RULE_CODES
    assert len({rule.sentence for rule in told}) == len(RULE_CODES)


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    programme = Programme(name="DoorleesExpress", age_from=8, age_to=12, max_metres=7_500, min_metres=1_250)

    with override("nl"):
        sentence = {rule.code: rule.sentence for rule in rulebook.rulebook(programme, REGION)}["distance"]

    assert "7,5 km" in sentence
    assert "1.250" in sentence


def test_what_is_not_asked_in_a_municipality_is_said() -> None:
    asks = Region(name="Oss", uses_restrictions=True)
    with override("en"):
        said = [
            {rule.code: rule.sentence for rule in rulebook.rulebook(PROGRAMME, region)}["restriction"]
            for region in (REGION, asks)
        ]

    assert "do not ask" in said[0]
    assert "Pets" in said[1]


def test_only_places_of_the_programme_are_named() -> None:
    programme = Programme(name="DoorleesExpress", places=["home", "library"])
    with override("en"):
        sentence = {rule.code: rule.sentence for rule in rulebook.rulebook(programme, REGION)}["place"]

    assert "at home, library." in sentence
    assert "online" not in sentence


def test_there_are_six_goals_and_one_choice() -> None:
    listed = goals(Rules(band_days=14))

    assert len(listed) == 6
    assert [goal.has_choice for goal in listed].count(True) == 1
    with override("en"):
        assert "14 days" in goals(Rules(band_days=14))[3].meaning
