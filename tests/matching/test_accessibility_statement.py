"""No status is claimed that nothing backs (the form of the Dutch model statement)."""

from datetime import date

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import Settings

from matching.domain.accessibility import Status, statement

TODAY = date(2026, 12, 1)


def test_without_a_planned_examination_it_does_not_comply() -> None:
    assert statement(planned="", today=TODAY).status == Status.DOES_NOT_COMPLY


@pytest.mark.parametrize("day", ["2026-12-01", "2027-03-01", "2027-06-02"])
def test_an_examination_within_six_months_is_a_first_measure(day: str) -> None:
    found = statement(planned=day, today=TODAY)

    assert (found.status, found.examined_on) == (Status.FIRST_MEASURES, date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-11-30", "2027-06-03", "next spring"])
def test_a_day_that_passed_or_is_far_away_or_is_no_day_counts_as_no_plan(day: str) -> None:
    found = statement(planned=day, today=TODAY)

    assert (found.status, found.examined_on) == (Status.DOES_NOT_COMPLY, None)


def shown(client: Client) -> str:
    answer = client.get("/toegankelijkheid", headers={"Accept-Language": "en"})
    return " ".join(answer.content.decode().split())


@pytest.mark.django_db
def test_the_page_says_that_it_does_not_comply_and_that_nobody_signed(client: Client) -> None:
    page = shown(client)

    assert "Status D: does not comply." in page
    assert "Nobody signed this statement yet." in page


@pytest.mark.django_db
def test_the_page_names_the_planned_day_the_address_and_who_signed(
    client: Client, settings: Settings
) -> None:
    settings.ACCESSIBILITY_EXAMINATION_ON = localdate().isoformat()
    settings.ACCESSIBILITY_SIGNED_BY = "Alderman of education"
    settings.PUBLIC_URL = "https://lezen.example.org"

    page = shown(client)

    assert "Status C: first measures taken." in page
    assert "Alderman of education" in page
    assert "https://lezen.example.org" in page
