"""What every test stands on: real services, one database and one queue for each process of tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from tests.mail_servers import MailServer, serving
from tests.workers import Workers

hypothesis.settings.register_profile("test", deadline=None, max_examples=60)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=3_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


def pytest_configure(config: pytest.Config) -> None:
    url = os.environ.get("REDIS_URL", "")
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    if "virtual_host=" in url:
        # Number 0 is left to what is no test.
        os.environ["REDIS_URL"] = f"{url.rpartition('=')[0]}={number + 1}"
        settings.REDIS_URL = settings.CELERY_BROKER_URL = os.environ["REDIS_URL"]
    # The live server finds files by their own names; that hashed names work is a step of `make test`.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    # Answers are held back where that is what is tested.
    settings.SAME_TIME_SECONDS = 0
    # Slow hashing protects people; these are drawn.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A folder that bears the name of a marker gives it to all its tests."""
    for item in items:
        for folder in {"browser", "worker", "faults"} & set(item.path.parts):
            item.add_marker(folder)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    if "DATABASE_URL" not in os.environ:
        pytest.exit("These tests need services: python -m config.embedded exec --fast -- pytest ...", 2)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The usual set-up; at the end, threads of live servers still hold connections: they go first."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _no_throttle_remembers_another_test() -> None:
    cache.clear()


@pytest.fixture(scope="session")
def _workers(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    with Workers(tmp_path_factory.mktemp("workers")) as found:
        yield found


@pytest.fixture(autouse=True)
def _no_kept_worker_takes_what_is_asked_without_one(request: pytest.FixtureRequest) -> None:
    """A run that a test commits and leaves would be executed while the next test empties the tables."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction"))
    if commits and not {"worker", "workers"} & set(request.fixturenames):
        request.getfixturevalue("_workers").end_all()


@pytest.fixture
def worker(_workers: Workers, transactional_db: None) -> Workers:
    """A real Celery worker on this process's database and queue, kept between tests."""
    _workers.keep_one()
    return _workers


@pytest.fixture
def workers(_workers: Workers, transactional_db: None) -> Iterator[Workers]:
    """No worker yet: the test starts, stops and kills its own."""
    _workers.end_all()
    yield _workers
    _workers.end_all()


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """A mail server; this process sends there, a worker does with `mail_server.environment`."""
    with serving() as server:
        settings.EMAIL_BACKEND = server.environment["EMAIL_BACKEND"]
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.environment["EMAIL_HOST"], server.port
        yield server
