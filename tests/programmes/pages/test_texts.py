"""Coordinators read and approve translations; parents read the leaflet in their language."""

import pytest
from django.test import Client
from django.urls import reverse

from programmes.models import TextApproval
from programmes.values.parent_texts import LANGUAGES, ParentText, fingerprint
from tests.factories.programmes import RegionFactory, coordinator, social_worker

pytestmark = pytest.mark.django_db
PAGE = "/werk/teksten/answer/ar"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(coordinator(language="en"))
    return client


def words_of(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_the_words_stand_beside_the_dutch_ones(desk: Client) -> None:
    shown = words_of(desk, PAGE)

    assert "Bel mij eerst" in shown
    assert 'dir="rtl"' in shown
    assert "To be approved" in shown


def test_one_press_approves_exactly_these_words_and_another_takes_it_back(desk: Client) -> None:
    desk.post(PAGE, {"seen": fingerprint(ParentText.ANSWER, "ar")})
    assert TextApproval.objects.get().approved_by is not None
    assert "Approved" in words_of(desk, PAGE)

    desk.post(PAGE, {"back": "1"})

    assert not TextApproval.objects.exists()


def test_other_words_than_these_are_refused(desk: Client) -> None:
    answer = desk.post(PAGE, {"seen": "other"}, follow=True)

    assert "These words changed since you opened the page" in answer.content.decode()
    assert not TextApproval.objects.exists()


@pytest.mark.parametrize(
    "address", ["/werk/teksten/other/ar", "/werk/teksten/answer/fr", "/werk/teksten/answer/nl"]
)
def test_a_text_that_is_not_there_is_missing(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/werk/teksten", PAGE])
def test_who_does_not_coordinate_finds_no_texts(client: Client, address: str) -> None:
    client.force_login(social_worker())

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_leaflet_is_in_each_language_for_everybody(client: Client, language: str) -> None:
    answer = client.get(reverse("parent-leaflet", args=[language]))

    direction = "rtl" if language == "ar" else "ltr"
    assert answer.status_code == 200
    assert answer["Content-Language"] == language
    assert f'<html lang="{language}" dir="{direction}">' in answer.content.decode()


def test_the_leaflet_has_a_mark_until_somebody_approved_it(client: Client) -> None:
    assert "Translation to be approved" in words_of(client, "/folder/en")

    TextApproval.objects.create(
        text="leaflet",
        language="en",
        sha256=fingerprint(ParentText.LEAFLET, "en"),
        approved_at="2026-11-23T12:00Z",
    )

    assert "Translation to be approved" not in words_of(client, "/folder/en")


def test_the_leaflet_names_whom_to_call(client: Client) -> None:
    RegionFactory(contact_name="Marieke", contact_phone="+31731234567")

    assert 'href="tel:+31731234567"' in words_of(client, "/folder/so")


def test_there_is_no_leaflet_in_another_language(client: Client) -> None:
    assert client.get("/folder/fr").status_code == 404
