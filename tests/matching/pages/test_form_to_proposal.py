"""From the form of a social worker to the proposal: a reader comes where the children are that week."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from families.domain import intake
from families.models import Family
from matching.domain import execution
from matching.models import Proposal
from matching.solver.slots import Slot
from programmes.values.availability import Rhythm, Window, rhythm_of
from tests.factories.matching import RunFactory
from tests.factories.programmes import coordinator
from tests.factories.volunteers import VolunteerFactory
from tests.families.pages.referral_answers import at_work, fill_in, in_turns, of_home, send

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY, WEDNESDAY, THURSDAY, SATURDAY = 1, 3, 4, 6
AFTER_SCHOOL = (15 * 60, 18 * 60)


def registered(**homes: object) -> None:
    """With mother this week (Monday after school), with father the next one (Thursday); waiting by now."""
    browser, _account = at_work()
    fill_in(browser, where=in_turns(**homes))
    send(browser)
    family, by, now = Family.objects.get(), coordinator(), timezone.now()
    intake.plan_intake(family=family, on=localdate() + timedelta(days=1), by=by, now=now)
    intake.complete_intake(family=family, by=by, now=now)
    intake.start_waiting(family=family, by=by, now=now)


def reader(*days: int, rhythm: Rhythm = Rhythm.WEEKLY) -> None:
    """Somebody nearby who is free after school on these days."""
    windows = [Window(day, *AFTER_SCHOOL, rhythm=rhythm) for day in days]
    VolunteerFactory(windows=windows, certificate=localdate(), max_minutes=60)


def proposed() -> list[tuple[str, int]]:
    """Run the matching; give who has the children in the week of each slot, and its day."""
    run = RunFactory()
    execution.execute(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == "succeeded"
    option = [Slot.parse(text) for proposal in Proposal.objects.all() for text in proposal.option]
    this = "a" if rhythm_of(localdate()) == Rhythm.WEEK_A else "b"
    who = {this: "mother", "w": "both"}
    return sorted((who.get(slot.rhythm, "father"), slot.day) for slot in option)


@pytest.mark.parametrize(
    ("days", "slots"),
    [
        ((MONDAY, THURSDAY), [("father", THURSDAY), ("mother", MONDAY)]),
        ((MONDAY,), [("mother", MONDAY)]),
        ((THURSDAY,), [("father", THURSDAY)]),
        ((WEDNESDAY, SATURDAY), []),
    ],
)
def test_a_reader_comes_in_both_rhythms_or_in_the_weeks_of_one_home(
    days: tuple[int, ...], slots: list[tuple[str, int]]
) -> None:
    registered()
    reader(*days)

    assert proposed() == slots


def test_a_reader_of_the_other_weeks_only_never_comes_to_the_wrong_home() -> None:
    registered()
    reader(MONDAY, rhythm=rhythm_of(localdate() + timedelta(weeks=1)))

    assert proposed() == []


def test_a_moment_that_both_homes_share_is_read_in_every_week() -> None:
    registered(**of_home(1, moments=["1-2"], who="vader", postcode="5212 CD"))
    reader(MONDAY)

    assert proposed() == [("father", MONDAY), ("mother", MONDAY)]
