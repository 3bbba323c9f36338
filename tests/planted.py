"""Plant imports one by one in an empty copy of the packages and tell which contracts break.

Run as a program, in a folder of its own, because the copy bears the names of the real
packages: ``python planted.py PYPROJECT < cases.json`` with ``[{file: line}, ...]``.
"""

import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

from importlinter.application import use_cases
from importlinter.configuration import configure


def broken(pyproject: str) -> list[str]:
    with redirect_stdout(io.StringIO()):
        options = use_cases.read_user_options(config_filename=pyproject)
        use_cases._register_contract_types(options)  # noqa: SLF001 - what its own command line calls
        report = use_cases.create_report(options, cache_dir=None)
    if report.could_not_run:
        raise SystemExit(str(report.invalid_contract_options))
    return [contract.name for contract, check in report.get_contracts_and_checks() if not check.kept]


def planted(imports: dict[str, str], pyproject: str) -> list[str]:
    for file, line in imports.items():
        Path(file).write_text(f"{line}\n", encoding="utf-8")
    try:
        return broken(pyproject)
    finally:
        for file in imports:
            Path(file).write_text("", encoding="utf-8")


if __name__ == "__main__":
    configure()
    sys.path.insert(0, str(Path.cwd()))
    cases = json.load(sys.stdin)
    json.dump([planted(case, sys.argv[1]) for case in cases], sys.stdout)
