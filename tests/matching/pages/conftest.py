"""Who looks at the pages: somebody who reads them in English, and a volunteer who is logged in."""

import pytest
from django.test import Client

from tests.factories.readers import account_of, reader
from volunteers.models import Volunteer


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def wim(client: Client) -> Volunteer:
    volunteer = reader()
    client.force_login(account_of(volunteer))
    return volunteer
