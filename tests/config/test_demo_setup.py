import socket
from pathlib import Path

import pytest

from config.demo_setup import HOST, check_port, secret_key, step
from config.locks import held
from config.premises import write_safely
from config.refusal import CannotStartError


def test_a_taken_port_is_refused_with_another_to_try() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CannotStartError, match=f"make demo PORT={port + 1}"):
            check_port(port)


def test_a_free_port_is_accepted() -> None:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]

    check_port(port)


def test_the_secret_key_is_made_once_and_private(tmp_path: Path) -> None:
    first = secret_key(tmp_path)

    assert secret_key(tmp_path) == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_step_that_fails_shows_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(CannotStartError, match=r"no_such_command(.|\n)*Tables did not succeed"):
        step("Tables", "no_such_command", state=tmp_path)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text("old", encoding="utf-8")

    write_safely(path, "new")

    assert [(found.name, found.read_text(encoding="utf-8")) for found in tmp_path.iterdir()] == [
        ("facts.json", "new")
    ]


def test_a_lock_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    with held(tmp_path / "lock", wait=False) as first, held(tmp_path / "lock", wait=False) as second:
        assert (first, second) == (True, False)
