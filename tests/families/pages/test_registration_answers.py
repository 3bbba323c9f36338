"""What is asked in a registration: mistakes at their field, ages, homes, weeks."""

import pytest
from django.utils.timezone import localdate

from families.models import Family, ReferralDraft
from programmes.models import Programme
from programmes.values.availability import Rhythm, rhythm_of
from tests.factories.programmes import (
    PostcodeFactory,
    ProgrammeFactory,
)
from tests.families.pages.referral_answers import (
    answer,
    at_work,
    children,
    consent,
    fill_in,
    in_turns,
    of_home,
    send,
    where,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_homes_keep_their_weeks_names_and_secrets() -> None:
    browser, _account = at_work()
    fill_in(browser, where=in_turns(**{"home-1-is_hidden": "on"}))

    send(browser)

    this = rhythm_of(localdate())
    homes = {home.rhythm: home for home in Family.objects.get().homes.all()}
    mother, father = homes.pop(this.value), next(iter(homes.values()))
    assert (mother.label, mother.is_hidden, mother.postcode) == ("With moeder", False, "5211AB")
    assert (father.label, father.is_hidden, father.postcode) == ("With vader", True, "5212CD")
    assert [window.weekday for window in father.windows.all()] == [4]
    assert Rhythm(father.rhythm) not in {this, Rhythm.WEEKLY}


def test_who_did_not_say_whether_the_parents_agree_is_asked_only_that() -> None:
    browser, _account = at_work()

    told = answer(browser, 1, {}).content.decode()

    assert "Ask the parents first." in told
    assert told.count('class="errmsg"') == 1


@pytest.mark.parametrize(
    ("number", "given", "sentence"),
    [
        (1, consent(**{"contact-phone": "12"}), "contact-phone"),
        (1, consent(**{"contact-home_languages": []}), "contact-home_languages"),
        (1, consent(**{"consent-given_on": "2100-01-01"}), "consent-given_on"),
        (2, {**children(), "child-0-first_name": "123"}, "child-0-first_name"),
        (2, children(joining_parent=""), "joining_parent"),
        (3, where(**of_home(0, moments=[])), "home-0-moments"),
        (3, where(**of_home(0, moments=["3-2"], postcode="12")), "home-0-postcode"),
        (3, in_turns(**{"home-1-who": ""}), "home-1-who"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(
    number: int, given: dict[str, str], sentence: str
) -> None:
    browser, _account = at_work()
    for before, step in enumerate((consent(), children())[: number - 1], start=1):
        answer(browser, before, step)

    told = answer(browser, number, given)

    assert told.status_code == 200
    assert f'id="id_{sentence}_error"' in told.content.decode()
    assert ReferralDraft.objects.get().answers["typed"]


def test_a_child_is_added_and_taken_off_without_losing_the_other() -> None:
    browser, _account = at_work()
    answer(browser, 1, consent())

    more = answer(browser, 2, {**children(), "stay": "child"}).content.decode()
    two = {**children(children="2"), "child-1-first_name": "Elif", "child-1-birth_month": "2"}
    less = answer(browser, 2, {**two, "stay": "drop-0"}).content.decode()

    assert 'name="child-1-first_name"' in more
    assert 'value="Emre"' in more
    assert 'value="Elif"' in less
    assert "Emre" not in less


def young_readers() -> Programme:
    return ProgrammeFactory(slug="voorleesexpress", name="VoorleesExpress", age_from=2, age_to=8)


def test_age_decides_the_programme() -> None:
    browser, _account = at_work()
    young_readers()
    fill_in(browser, children=children(age=5))

    send(browser)

    assert Family.objects.get().programme.slug == "voorleesexpress"


def test_at_eight_one_chooses() -> None:
    browser, _account = at_work()
    young_readers()
    answer(browser, 1, consent())

    asked = answer(browser, 2, children(age=8)).content.decode()
    chosen = answer(browser, 2, children(age=8, programme="voorleesexpress", programme_asked="on"))

    assert "At 8 a child can take part in either." in asked
    assert 'class="errmsg"' not in asked
    assert chosen.status_code == 302
    assert ReferralDraft.objects.get().answers["children"]["programme"] == "voorleesexpress"


def test_too_young_for_what_is_here_names_the_right_programme() -> None:
    browser, _account = at_work()
    young_readers().regions.clear()
    answer(browser, 1, consent())

    told = answer(browser, 2, children(age=5)).content.decode()

    assert "For this age there is VoorleesExpress (2 to 8 years), but not in" in told


@pytest.mark.parametrize(
    ("age", "advice"),
    [
        (5, "Register this child again at 8 years."),
        (16, "For older children, ask at school or at the library."),
    ],
)
def test_too_young_and_too_old_hear_what_to_do(age: int, advice: str) -> None:
    browser, _account = at_work()
    answer(browser, 1, consent())

    told = answer(browser, 2, children(age=age)).content.decode()

    assert advice in told


def test_outside_the_municipality_is_said_at_the_postcode() -> None:
    browser, _account = at_work()
    PostcodeFactory(code="5038", municipality="Tilburg", place="Tilburg")
    answer(browser, 1, consent())
    answer(browser, 2, children())

    told = answer(browser, 3, where(**of_home(0, moments=["3-2"], postcode="5038 AA"))).content.decode()

    assert "Tilburg lies outside the area in which we read" in told


def test_the_moments_of_the_first_home_are_copied_to_the_second() -> None:
    browser, _account = at_work()
    answer(browser, 1, consent())
    answer(browser, 2, children())

    told = answer(browser, 3, {**in_turns(), "stay": "copy"}).content.decode()

    second = told.partition('name="home-1-moments" value="1-2"')[2]
    assert second.partition(">")[0].rstrip().endswith("checked")


def test_the_sentence_says_what_two_homes_share() -> None:
    browser, _account = at_work()
    answer(browser, 1, consent())
    answer(browser, 2, children())
    both = in_turns(**{"home-0-moments": ["1-2", "4-2"]})

    told = answer(browser, 3, {**both, "stay": "weeks"}).content.decode()

    assert "Possible at both homes: Thursday, after school." in told


def test_a_second_home_that_does_not_count_has_no_errors() -> None:
    browser, _account = at_work()
    answer(browser, 1, consent())
    answer(browser, 2, children())

    told = answer(browser, 3, where(**of_home(0, moments=[]))).content.decode()

    assert told.count('class="errmsg"') == 1
