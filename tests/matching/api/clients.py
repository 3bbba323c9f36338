"""Clients of the API as one role or another."""

from rest_framework.test import APIClient

from programmes.models import User
from tests.factories.programmes import client_key, coordinator, key_of


def client_of(user: User | None = None) -> APIClient:
    """A client with a person's key; of a coordinator without a person."""
    return with_key(key_of(user or coordinator()))


def client_with(*scopes: str) -> APIClient:
    """Another system with these scopes."""
    return with_key(client_key(*scopes))


def with_key(key: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
    return client
