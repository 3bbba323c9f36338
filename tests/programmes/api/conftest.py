import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from programmes.models import User
from tests.factories.programmes import coordinator, key_of


@pytest.fixture(autouse=True)
def _desk(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.programmes.api.desk"


@pytest.fixture
def person(db: None) -> User:
    return coordinator(language="en")


@pytest.fixture
def api(person: User) -> APIClient:
    """A client that answers faults as the site does, asked by a coordinator in English."""
    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key_of(person)}", HTTP_ACCEPT_LANGUAGE="en")
    return client
