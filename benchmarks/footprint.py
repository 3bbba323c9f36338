"""Memory and seconds per phase of our own run, in a process that does nothing else.

``python -m benchmarks.footprint SIZE`` prints them as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.instances import TIME_LIMIT, drawn
from matching.solver import Control, solve

STATUS = Path("/proc/self/status")
HIGH_WATER = "VmHWM:"
UNIT = 1 if sys.platform == "darwin" else 1_024


def measured() -> int:
    """Most megabytes that this process has held.

    Linux tells it of this program alone; ``getrusage`` there counts what its parent held at the start too.
    """
    if STATUS.exists():
        lines = STATUS.read_text(encoding="utf-8").splitlines()
        kibibytes = next(line.split()[1] for line in lines if line.startswith(HIGH_WATER))
        return int(kibibytes) * 1_024 // 1_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT // 1_000_000


class FootprintError(Exception):
    """The process ended without telling."""


def footprint(name: str) -> dict[str, Any]:
    """Megabytes and seconds of drawing, pairing and solving this instance, measured in a new process.

    Raises
    ------
    FootprintError
        With the last line that the process wrote when it failed.
    """
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "benchmarks.footprint", name], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise FootprintError("".join(done.stderr.strip().splitlines()[-1:]))
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def main(name: str) -> None:
    """Run and tell."""
    bare = measured()
    case = drawn(name)
    paired = measured()
    control = Control(TIME_LIMIT)
    result = solve(case.instance, control)
    told = {
        "instance": name,
        "pairs": case.instance.pair_count,
        "seconds": case.seconds | control.timings,
        "megabytes": {"libraries": bare, "paired": paired, "solved": measured()},
        "objective": result.objective,
        "bound": result.bound,
        "components": [result.components.total, result.components.proven],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
