import logging
import sys
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from config.logs import CodesOnlyFormatter

SENT = "Jan de Wit"


def test_the_log_names_the_kind_of_an_error_and_its_place_and_not_its_text() -> None:
    record = record_of_a_fault()

    line = CodesOnlyFormatter("%(message)s").format(record)

    assert "builtins.ValueError" in line
    assert "builtins.KeyError" in line
    assert "test_logs.py" in line
    assert "de Wit" not in line


@pytest.mark.parametrize("path", ["/voorstel/abc", "/voorstel//abc", "//voorstel/abc", "/Voorstel/abc"])
def test_a_secret_stays_out_of_the_log_however_its_address_is_written(path: str) -> None:
    line = CodesOnlyFormatter("%(message)s").format(logged(path))

    assert "abc" not in line


def test_every_address_with_a_secret_is_known_to_the_log() -> None:
    routes = [str(entry.pattern) for entry in walk(get_resolver().url_patterns)]
    paths = {"/" + route.replace("<str:secret>", "abc") for route in routes if "secret" in route}
    assert len(paths) > 8

    shown = {path for path in paths if "abc" in CodesOnlyFormatter().format(logged(path))}

    assert shown == set()


def logged(path: str) -> logging.LogRecord:
    return logging.LogRecord("x", logging.WARNING, __file__, 1, "Not Found: %s", (path,), None)


def walk(entries: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            yield from walk(entry.url_patterns)


def record_of_a_fault() -> logging.LogRecord:
    try:
        read(SENT)
    except ValueError:
        return logging.LogRecord("x", logging.ERROR, __file__, 1, "It failed", (), sys.exc_info())
    raise AssertionError


def read(name: str) -> None:
    try:
        {"nobody": 1}[name]
    except KeyError as error:
        raise ValueError(name) from error
