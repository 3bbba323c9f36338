import subprocess
import sys

from tests.config.conftest import ROOT, House

ASK = "from django.db import connection; connection.ensure_connection(); print('connected')"


def test_any_command_runs_with_nothing_installed_and_nothing_set(house: House) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", ASK],
        cwd=ROOT,
        env=house.environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == "connected\n", done.stderr
    assert house.servers() == []
