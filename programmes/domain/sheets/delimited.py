"""Rows of a CSV file, however the program that saved it wrote letters and separators."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext_lazy as _

from programmes.domain.sheets.accepting import refused

SEPARATORS = ";,\t"
LONGEST_CELL = 100_000
_FIRST_LINES = 4_096
_SAID = "sep="


def decoded(content: bytes) -> str:
    """Turn bytes into text: Unicode where it is marked or fits, else what Windows writes in the West.

    Raises
    ------
    InvalidInput
        When it is none of these.
    """
    is_marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    codings = ("utf-16",) if is_marked else ("utf-8-sig", "cp1252")
    for coding in codings:
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    raise refused(_("The letters in this file cannot be read. Save it as CSV UTF-8."))


def separator_of(text: str) -> str:
    """Tell what stands between cells: what Excel says on a line of its own, else what is found most."""
    first = text[:_FIRST_LINES].lstrip("\r\n").partition("\n")[0].strip("\r")
    if first.lower().startswith(_SAID) and len(first) == len(_SAID) + 1:
        return first[-1]
    outside = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def rows_of(content: bytes) -> Iterator[list[str]]:
    """Give the rows, cells as text; an empty row is an empty list.

    Raises
    ------
    InvalidInput
        When a quoted cell never ends, or the letters cannot be read.
    """
    text = decoded(content)
    separator = separator_of(text)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if reader.line_num == 1 and [cell.lower() for cell in row] in _said(separator):
                yield []
                continue
            yield row if any(cell.strip() for cell in row) else []
    except csv.Error:
        raise refused(
            _("Line %(line)s cannot be read: a quotation mark is missing or a cell is far too long.")
            % {"line": reader.line_num}
        ) from None


def _said(separator: str) -> list[list[str]]:
    return [[_SAID, ""], [f"{_SAID}{separator}"]]
