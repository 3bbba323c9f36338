"""Somebody who reads the pages in English."""

import pytest
from django.test import Client


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client
