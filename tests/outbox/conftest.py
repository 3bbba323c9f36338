from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.outbox.mail_server import MailServer, serving


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    with serving() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server
