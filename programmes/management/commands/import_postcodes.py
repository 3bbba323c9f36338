"""manage.py import_postcodes FILE: street precision from the official file with six positions."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programmes.domain.postcode_file import Outcome, import_lines
from programmes.domain.refusal import InvalidInput

SHOWN = 20


class Command(BaseCommand):
    help = "Import postcodes with six positions from a CSV file (postcode, and x and y or lat and lon)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = _imported(options["file"])
        self.stdout.write(f"{outcome.written} postcodes written.")
        if outcome.wrong:
            lines = ", ".join(str(number) for number in outcome.wrong[:SHOWN])
            more = " and more" if len(outcome.wrong) > SHOWN else ""
            self.stderr.write(f"{len(outcome.wrong)} lines left out: {lines}{more}.")


def _imported(path: Path) -> Outcome:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return import_lines(lines)
    except OSError as error:
        raise CommandError(f"Cannot read {path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"Save {path} as UTF-8 and try again.") from None
    except InvalidInput as refused:
        raise CommandError(
            " ".join(str(text) for texts in refused.errors.values() for text in texts)
        ) from None
