"""Keep the Dutch catalogue in step with the English sentences in the code.

``python -m config.messages update`` adds what is new and drops what is gone,
``check`` fails when a translation is missing, and ``compile`` makes the file
that Django reads, which is not committed.
"""

import argparse
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.premises import write_safely
from config.translatable import sentences

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("nl",)
WIDTH = 110


def update(root: Path, language: str) -> None:
    """Write the catalogue anew, keeping what is translated."""
    catalogue = _in_step(root, language)
    path = _path(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_safely(path, _text(catalogue), mode=0o644)


def faults(root: Path, language: str) -> list[str]:
    """Return a sentence for each text that is not well translated."""
    path = _path(root, language)
    if not path.exists():
        return [f"{path.relative_to(root)} is missing: run `make messages`."]
    catalogue = _in_step(root, language)
    found = [
        f"{path.relative_to(root)}: {fault}: {message.id!r}"
        for message in catalogue
        if message.id and (fault := _fault(message, catalogue))
    ]
    if not found and _text(catalogue) != path.read_text(encoding="utf-8"):
        found.append(f"{path.relative_to(root)} differs from the code: run `make messages`.")
    return found


def compile_catalogue(root: Path, language: str) -> None:
    """Write the binary catalogue beside the text, if the text is newer."""
    path = _path(root, language)
    target = path.with_suffix(".mo")
    if not path.exists() or (target.exists() and target.stat().st_mtime >= path.stat().st_mtime):
        return
    fresh = target.with_suffix(".new")
    with fresh.open("wb") as file:
        write_mo(file, _read(path, language))
    fresh.replace(target)


def _in_step(root: Path, language: str) -> Catalog:
    """Return the present sentences with the translations that are known."""
    path = _path(root, language)
    known = _read(path, language) if path.exists() else Catalog(locale=language)
    fresh = Catalog(locale=language, project="DoorleesExpress", fuzzy=False)
    for sentence in sentences(root):
        identity = (sentence.singular, sentence.plural) if sentence.plural else sentence.singular
        context = sentence.context or None
        before = known.get(sentence.singular, context)
        fresh.add(identity, before.string if before else None, [(sentence.place, 0)], context=context)
    return fresh


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _text(catalogue: Catalog) -> str:
    """Write without dates and line numbers: both change when no sentence does."""
    file = BytesIO()
    write_po(file, catalogue, width=WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"'
    head = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n'
    return f'{head}"Content-Type: text/plain; charset=utf-8\\n"\n{plural}\n\n' + file.getvalue().decode()


def _fault(message: Message, catalogue: Catalog) -> str:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(strings):
        return "not translated"
    return "; ".join(str(error) for error in message.check(catalogue))


def _path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer the command line."""
    parser = argparse.ArgumentParser(prog="python -m config.messages")
    parser.add_argument("action", choices=["update", "check", "compile"])
    action = parser.parse_args(arguments).action
    found: list[str] = []
    for language in LANGUAGES:
        if action == "update":
            update(ROOT, language)
        elif action == "compile":
            compile_catalogue(ROOT, language)
        else:
            found += faults(ROOT, language)
    sys.stderr.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
