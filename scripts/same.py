"""Fail when a generated file differs from what its command writes today.

``python scripts/same.py FILE -- COMMAND ...``
"""

import subprocess
import sys
from pathlib import Path


def main(path: str, _separator: str, *command: str) -> int:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - given by our own script
    if done.returncode != 0:
        sys.stderr.write(done.stderr or done.stdout)
        return done.returncode
    file = Path(path)
    if not file.exists() or file.read_text(encoding="utf-8").strip() != done.stdout.strip():
        sys.stderr.write(f"{path} differs from what the code says today: run `make fix`.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
