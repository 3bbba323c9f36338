"""Chromium of the machine, headless, with nothing in the background."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

# A busy machine is slow; what never comes fails all the same.
expect.set_options(timeout=20_000)

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.exit("No Chromium on this machine: apt-get install chromium, or make test BROWSER=0", 2)
    # Chromium's own cage does not start as root, and a container's /dev/shm is small.
    cage = ["--no-sandbox"] if os.geteuid() == 0 else []
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    return {
        **browser_type_launch_args,
        "executable_path": found,
        "headless": True,
        "args": [*cage, *quiet, "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each test names whole addresses; the plugin's own fixture is one that pytest deprecates."""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@pytest.fixture(scope="session", autouse=True)
def _the_database_may_be_asked_beside_the_browser() -> Iterator[None]:
    # Playwright keeps an event loop in this thread; Django takes that for asynchronous code,
    # also while it makes and empties the database around a test.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield
