"""manage.py state_pictures [--check]: draw every lifecycle as the table of moves has it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model
from django.utils import translation

if TYPE_CHECKING:
    from programmes.states import Moves

FOLDER = Path(settings.BASE_DIR) / "docs" / "states"


class Command(BaseCommand):
    help = (
        "Write docs/states/*.md from the tables of moves; with --check only tell whether they are up to date."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            wanted = {FOLDER / name: text for name, text in pictures().items()}
        if options["check"]:
            _compare(wanted)
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")


def pictures() -> dict[str, str]:
    """Draw the lifecycle of every model that has a table of moves."""
    return {f"{_name(model)}.md": picture(model) for model in apps.get_models() if hasattr(model, "MOVES")}


def picture(model: type[Model]) -> str:
    """Draw one lifecycle as a Mermaid state diagram, in the order of its states."""
    moves: Moves = getattr(model, "MOVES")  # noqa: B009 - not every model has one
    first = model._meta.get_field("state").default  # type: ignore[union-attr] # a state is a column - never a relation
    lines = [f"    [*] --> {first}"]
    for state in moves:
        lines += [f"    {state} --> {to}" for to in sorted(moves[state])] or [f"    {state} --> [*]"]
    return "\n".join(
        [
            f"# States of a {_name(model)}",
            "",
            f"Drawn from `{model._meta.app_label}/states.py` by `manage.py state_pictures`; do not edit.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *lines,
            "```",
            "",
        ]
    )


def _name(model: type[Model]) -> str:
    name = model._meta.model_name or ""
    return {"matchingrun": "run"}.get(name, name)


def _compare(wanted: dict[Path, str]) -> None:
    stale = [path.name for path, text in wanted.items() if _text(path) != text]
    stale += [path.name for path in FOLDER.glob("*.md") if path not in wanted]
    if stale:
        raise CommandError(f"Out of date: {', '.join(sorted(stale))}. Run: make fix")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
