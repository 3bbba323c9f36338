"""Who may log a visit by the link of the weekly message, and what that link does not give."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.models import Visit
from programmes.domain import links
from programmes.models import LinkPurpose, RoleAssignment, User
from tests.factories.visits import VisitFactory, running
from tests.matching.pages.visit_links import last_week, page, secret_of, yes

pytestmark = pytest.mark.django_db


def test_no_name_of_anybody_is_on_the_page(english: Client) -> None:
    match = last_week()
    secret = secret_of(match)

    words = english.get(page(secret)).content.decode()

    for name in (match.family.contact_name, match.family.phone, match.volunteer.last_name, "5211"):
        assert name not in words


def test_the_link_logs_nobody_in(english: Client) -> None:
    secret = secret_of(last_week())

    english.post(page(secret), yes())

    assert "_auth_user_id" not in english.session
    assert english.get(reverse("my-page")).status_code == 302


def test_a_visit_of_another_match_is_not_there(english: Client) -> None:
    secret = secret_of(last_week())
    other = VisitFactory(match=running(started_on=timezone.localdate()))

    for name in ("visit-link-visit", "visit-link-saved"):
        assert english.get(reverse(name, args=[secret, other.pk])).status_code == 404


@pytest.mark.parametrize("purpose", [purpose for purpose in LinkPurpose if purpose != LinkPurpose.LOG_VISIT])
def test_a_link_for_something_else_logs_no_visit(english: Client, purpose: LinkPurpose) -> None:
    secret = secret_of(last_week(), purpose)

    assert english.post(page(secret), yes()).status_code == 410
    assert Visit.objects.count() == 1


def test_a_link_works_for_three_weeks(english: Client) -> None:
    match = last_week()
    account = match.volunteer.account
    assert account is not None
    made = timezone.now() - timedelta(days=21)
    late = links.make(purpose=LinkPurpose.LOG_VISIT, account=account, now=made, subject=match)
    just = links.make(
        purpose=LinkPurpose.LOG_VISIT, account=account, now=made + timedelta(minutes=1), subject=match
    )

    assert english.get(page(late)).status_code == 410
    assert english.get(page(just)).status_code == 200


def test_who_is_blocked_or_no_reader_any_more_logs_nothing(english: Client) -> None:
    match = last_week()
    secret = secret_of(match)
    RoleAssignment.objects.filter(user=match.volunteer.account).delete()
    without_role = english.post(page(secret), yes()).status_code
    User.objects.update(is_active=False)

    assert [without_role, english.post(page(secret), yes()).status_code] == [410, 410]
    assert Visit.objects.count() == 1


def test_no_copy_is_kept_anywhere(english: Client) -> None:
    answer = english.get(page(secret_of(last_week())))

    assert "no-store" in answer["Cache-Control"]
