"""manage.py personal_data [--check | --print]: the page of all personal data, from models and settings."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import personal_data

FILE = Path(settings.BASE_DIR) / "docs" / "reference" / "personal-data.md"


class Command(BaseCommand):
    help = (
        "Write docs/reference/personal-data.md: every field about people, how long it stays, who else gets"
        " it; with --check only tell whether it is up to date, with --print show it for this installation."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--check", action="store_true")
        only.add_argument("--print", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        text = personal_data.page()
        if options["print"]:
            self.stdout.write(text, ending="")
        elif not options["check"]:
            FILE.write_text(text, encoding="utf-8")
        elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
            raise CommandError(f"Out of date: {FILE.name}. Run: make fix")
