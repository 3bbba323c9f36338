import gettext
from pathlib import Path

import pytest

from config.messages import compile_catalogue, faults, update

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = """{% load i18n %}<p title="it's">{% translate "Plain sentence" %}
{% blocktranslate with name=person.name %}Dear {{ name }}, (you) get 5%{% endblocktranslate %}
{% blocktranslate count number=total %}{{ number }} family{% plural %}{{ number }} families\
{% endblocktranslate %}
{% translate "even" context "number" %} {{ _("In a filter")|upper }}</p>"""
CODE = """
first = _("Hello %(name)s")
second = ngettext("%(n)d match", "%(n)d matches", 3)
third = pgettext_lazy("day", "even")
fourth = other("not marked")
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    templates = tmp_path / "matching" / "templates"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "matching" / "code.py").write_text(CODE, encoding="utf-8")
    update(tmp_path, "nl")
    return tmp_path


def catalogue(root: Path) -> Path:
    return root / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def translate(root: Path, english: str, dutch: str) -> None:
    path = catalogue(root)
    before = path.read_text(encoding="utf-8")
    after = before.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{dutch}"')
    assert after != before
    path.write_text(after, encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        'msgid "Plain sentence"',
        'msgid "Dear %(name)s, (you) get 5%%"',
        'msgid_plural "%(number)s families"',
        'msgctxt "number"\nmsgid "even"',
        'msgctxt "day"\nmsgid "even"',
        'msgid "In a filter"',
        'msgid "Hello %(name)s"',
        'msgid_plural "%(n)d matches"',
    ],
)
def test_every_way_to_mark_a_sentence_is_found(root: Path, text: str) -> None:
    assert text in catalogue(root).read_text(encoding="utf-8")


def test_what_is_not_marked_is_left_out(root: Path) -> None:
    assert "not marked" not in catalogue(root).read_text(encoding="utf-8")


def test_a_sentence_without_translation_is_a_fault(root: Path) -> None:
    assert any("not translated: 'Plain sentence'" in fault for fault in faults(root, "nl"))


def test_a_translation_with_another_placeholder_is_a_fault(root: Path) -> None:
    translate(root, "Hello %(name)s", "Dag %(naam)s")

    assert any("naam" in fault for fault in faults(root, "nl"))


def test_an_update_keeps_what_is_translated(root: Path) -> None:
    translate(root, "Plain sentence", "Gewone zin")
    before = catalogue(root).read_text(encoding="utf-8")

    update(root, "nl")

    assert catalogue(root).read_text(encoding="utf-8") == before


def test_an_update_drops_what_is_gone(root: Path) -> None:
    (root / "matching" / "code.py").write_text("", encoding="utf-8")

    update(root, "nl")

    assert "Hello" not in catalogue(root).read_text(encoding="utf-8")


def test_a_missing_catalogue_is_a_fault(tmp_path: Path) -> None:
    assert "is missing" in faults(tmp_path, "nl")[0]


def test_the_compiled_catalogue_is_what_gettext_reads(root: Path) -> None:
    translate(root, "Plain sentence", "Gewone zin")

    compile_catalogue(root, "nl")

    assert gettext.translation("django", root / "locale", ["nl"]).gettext("Plain sentence") == "Gewone zin"


def test_every_sentence_of_the_product_has_a_dutch_translation() -> None:
    assert faults(ROOT, "nl") == []
