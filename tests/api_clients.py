"""Clients of the API for tests: of a person, of another system, of nobody. Answers come in English."""

import json

from django.http import HttpResponse
from rest_framework.test import APIClient

from programmes.models import User
from tests.factories.programmes import key_of


def client_of(user: User) -> APIClient:
    return client_with(key_of(user))


def client_with(key: str) -> APIClient:
    return _client(HTTP_AUTHORIZATION=f"Bearer {key}")


def anonymous() -> APIClient:
    return _client()


def fields_of(answer: HttpResponse) -> set[str]:
    """The fields that a problem document names."""
    assert answer["Content-Type"].startswith("application/problem+json")
    return {error["field"] for error in json.loads(answer.content).get("errors", [])}


def _client(**headers: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_ACCEPT_LANGUAGE="en", **headers)
    return client
