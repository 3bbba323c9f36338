"""The visit log by the link of the weekly message: two taps, one visit."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.models import Match, Visit
from matching.states import MatchState
from programmes.models import StateChange
from tests.factories.programmes import coordinator
from tests.factories.visits import VisitFactory
from tests.matching.pages.visit_links import DAY, last_week, page, secret_of, yes

pytestmark = pytest.mark.django_db


def test_the_last_planned_day_and_the_usual_length_are_filled_in(english: Client) -> None:
    secret = secret_of(last_week())

    form = english.get(page(secret)).context["form"]

    assert form["on"].value() == timezone.localdate() - DAY
    assert form["minutes"].value() == 60
    assert form["outcome"].value() is None


def test_looking_changes_nothing(english: Client) -> None:
    secret = secret_of(last_week())

    english.get(page(secret))
    english.head(page(secret))

    assert Visit.objects.count() == 1


def test_yes_and_save_logs_the_visit_and_tells_what_comes(english: Client) -> None:
    match = last_week()
    secret = secret_of(match)

    answer = english.post(page(secret), yes(), follow=True)

    visit = Visit.objects.latest("on")
    assert (visit.held, visit.minutes, visit.logged_by) == (True, 60, match.volunteer.account)
    words = answer.content.decode()
    assert "Thank you, the visit is saved" in words
    assert "Week 2 of 20" in words
    assert "2 of 20 visits" in words
    assert "Next visit" in words


def test_no_asks_for_the_reason_in_words_that_say_what_to_do(english: Client) -> None:
    secret = secret_of(last_week())

    answer = english.post(page(secret), yes(outcome="missed"))

    words = answer.content.decode()
    assert "<title>Error:" in words
    assert "Choose why the visit was missed." in words
    assert Visit.objects.count() == 1


def test_no_with_a_reason_logs_a_missed_visit_without_minutes(english: Client) -> None:
    secret = secret_of(last_week())

    english.post(page(secret), yes(outcome="missed", missed_reason="illness", note="Next week again"))

    visit = Visit.objects.latest("on")
    assert (visit.held, visit.missed_reason, visit.minutes) == (False, "illness", None)
    assert visit.note == "Next week again"


def test_without_an_answer_nothing_that_was_typed_is_lost(english: Client) -> None:
    secret = secret_of(last_week())

    answer = english.post(page(secret), yes(outcome="", note="They laughed a lot"))

    assert "Say whether the visit took place." in answer.content.decode()
    assert "Choose why" not in answer.content.decode()
    assert "They laughed a lot" in answer.content.decode()


def test_the_same_visit_twice_is_one_and_says_so(english: Client) -> None:
    secret = secret_of(last_week())
    english.post(page(secret), yes())

    answer = english.post(page(secret), yes(), follow=True)

    assert Visit.objects.count() == 2
    assert "This visit was saved already" in answer.content.decode()


def test_a_second_tap_on_the_link_shows_what_was_saved(english: Client) -> None:
    secret = secret_of(last_week())
    english.post(page(secret), yes())

    words = english.get(page(secret), follow=True).content.decode()

    assert "This visit was saved already" in words
    assert "Not right? Correct it" in words
    assert "Tell about another visit" in words


def test_another_story_of_the_same_day_leads_to_the_correction(english: Client) -> None:
    secret = secret_of(last_week())
    english.post(page(secret), yes())

    answer = english.post(page(secret), yes(minutes=45))

    visit = Visit.objects.latest("on")
    assert visit.minutes == 60
    assert reverse("visit-link-visit", args=[secret, visit.pk]) in answer.content.decode()


def test_a_visit_is_corrected_with_history(english: Client) -> None:
    secret = secret_of(last_week())
    english.post(page(secret), yes())
    visit = Visit.objects.latest("on")
    change = reverse("visit-link-visit", args=[secret, visit.pk])
    version = english.get(change).context["version"]

    answer = english.post(change, yes(minutes=45, version=version), follow=True)

    visit.refresh_from_db()
    assert visit.minutes == 45
    assert "45 minutes" in answer.content.decode()
    assert StateChange.objects.filter(subject="matching.visit", subject_id=visit.pk).count() == 1


def test_what_another_changed_meanwhile_is_not_overwritten(english: Client) -> None:
    secret = secret_of(last_week())
    english.post(page(secret), yes())
    visit = Visit.objects.latest("on")
    change = reverse("visit-link-visit", args=[secret, visit.pk])
    version = english.get(change).context["version"]
    Visit.objects.filter(pk=visit.pk).update(minutes=30)

    answer = english.post(change, yes(minutes=45, version=version))

    visit.refresh_from_db()
    assert visit.minutes == 30
    assert "changed in the meantime" in answer.content.decode()


def test_what_was_told_over_a_week_ago_or_by_somebody_else_stays(english: Client) -> None:
    match = last_week()
    secret = secret_of(match)
    theirs = VisitFactory(match=match, on=timezone.localdate() - DAY, logged_by=coordinator())
    old = VisitFactory(
        match=match,
        on=timezone.localdate() - 2 * DAY,
        logged_by=match.volunteer.account,
        logged_at=timezone.now() - timedelta(days=7, minutes=1),
    )

    answers = [english.get(reverse("visit-link-visit", args=[secret, visit.pk])) for visit in (theirs, old)]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_after_an_early_end_there_is_nothing_to_log(english: Client) -> None:
    match = last_week()
    secret = secret_of(match)
    Match.objects.filter(pk=match.pk).update(
        state=MatchState.ENDED_EARLY, ended_at=timezone.now(), end_reason="other"
    )

    words = english.get(f"{page(secret)}?more=1", follow=True).content.decode()

    assert "Tell about" not in words
    assert "Save visit" not in words


def test_a_visit_told_after_the_end_is_refused_and_what_was_typed_stays(english: Client) -> None:
    match = last_week()
    secret = secret_of(match)
    Match.objects.filter(pk=match.pk).update(
        state=MatchState.ENDED_EARLY, ended_at=timezone.now(), end_reason="other"
    )

    words = english.post(page(secret), yes(note="The last one"), follow=True).content.decode()

    assert "until the match ends" in words
    assert "The last one" in words
    assert "saved already" not in words


def test_why_a_visit_was_missed_is_told_in_ones_own_words(english: Client) -> None:
    secret = secret_of(last_week())

    words = english.post(
        page(secret), yes(outcome="missed", missed_reason="volunteer_away"), follow=True
    ).content.decode()

    assert "Missed: I could not." in words


def test_more_visits_take_no_more_queries(english: Client) -> None:
    match = last_week()
    secret = secret_of(match)
    english.get(page(secret))
    with CaptureQueriesContext(connection) as few:
        english.get(page(secret))
    for number in range(2, 8):
        VisitFactory(match=match, on=timezone.localdate() - DAY - 7 * number * DAY)

    with CaptureQueriesContext(connection) as many:
        english.get(page(secret))

    assert len(few) == len(many)
