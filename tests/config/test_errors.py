import pytest
from django.test import Client
from pytest_django import Settings

STATUSES = [
    ("fault", 500),
    ("database", 503),
    ("forbidden", 403),
    ("large", 413),
    ("unknown-kind-of-thing", 500),
]


@pytest.fixture(autouse=True)
def _failing_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.config.failing_pages"


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("kind", "status"), STATUSES)
def test_a_failing_page_is_answered_with_a_page(browser: Client, kind: str, status: int) -> None:
    answer = browser.get(f"/fail/{kind}")

    page = answer.content.decode()
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")
    assert "<h1" in page
    assert not [word for word in ("Jan", "secret-host", "RuntimeError", "Traceback") if word in page]


@pytest.mark.parametrize(("kind", "status"), STATUSES)
def test_a_failing_address_of_the_api_is_answered_with_a_problem(
    browser: Client, kind: str, status: int
) -> None:
    answer = browser.get(f"/api/v1/fail/{kind}")

    assert answer.status_code == answer.json()["status"] == status
    assert answer["Content-Type"] == "application/problem+json"


def test_an_unknown_page_is_not_found(browser: Client) -> None:
    answer = browser.get("/no-such-page")

    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_a_form_without_its_token_is_refused_with_a_page() -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post("/inloggen", {"email": "a@example.org"})

    assert answer.status_code == 403
    assert "<h1" in answer.content.decode()


def test_a_fault_shows_the_reference_that_the_log_has(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = browser.get("/fail/fault")

    line = next(record.getMessage() for record in caplog.records if record.name == "doorlees.faults")
    assert line.split()[0] in answer.content.decode()


def test_a_strange_host_is_refused(browser: Client) -> None:
    answer = browser.get("/api/v1/volunteers", HTTP_HOST="evil.example")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
