from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programmes.models import User
from tests.browser.people import fill_in_password, log_in
from tests.factories.programmes import UserFactory, coordinator, social_worker, volunteer_account


@pytest.mark.parametrize(
    ("account", "home"),
    [(coordinator, "/werk"), (social_worker, "/mijn-gezinnen"), (volunteer_account, "/mijn")],
)
def test_each_role_comes_home(
    page: Page, live_server: LiveServer, account: Callable[..., User], home: str
) -> None:
    log_in(page, live_server.url, account())

    assert page.url == live_server.url + home


def test_a_wrong_password_says_no_more_than_an_unknown_address(page: Page, live_server: LiveServer) -> None:
    UserFactory(email="marieke@example.org")
    sentences = []

    for email in ("marieke@example.org", "nobody@example.org"):
        fill_in_password(page, live_server.url, email, "guessed")
        sentences.append(page.locator(".errsum li").inner_text())

    assert sentences[0] == sentences[1]


def test_an_error_is_named_in_the_title_and_has_the_focus(page: Page, live_server: LiveServer) -> None:
    fill_in_password(page, live_server.url, "", "")

    expect(page).to_have_title("Fout: Inloggen - DoorleesExpress")
    expect(page.locator("#errors")).to_be_focused()


def test_the_language_is_remembered_with_the_account(page: Page, live_server: LiveServer) -> None:
    user = coordinator()
    log_in(page, live_server.url, user)

    page.locator("details.mine > summary").click()
    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("link", name="New matching run")).to_be_visible()
    user.refresh_from_db()
    assert user.language == "en"
