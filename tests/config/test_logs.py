import logging
import sys

import pytest

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
    record = logging.LogRecord("x", logging.WARNING, __file__, 1, "Not Found: %s", (path,), None)

    line = CodesOnlyFormatter("%(message)s").format(record)

    assert "abc" not in line


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
