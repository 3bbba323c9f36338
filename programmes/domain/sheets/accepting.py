"""Which files are let in: looked at before anything is unpacked, by content and not by name."""

import zipfile
from enum import StrEnum
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from programmes.domain.refusal import InvalidInput

MOST_BYTES = 10_000_000
MOST_UNPACKED = 120_000_000
MOST_PARTS = 1_000
MOST_TIMES_LARGER = 200
SMALL = 1_000_000
"""A part below this many bytes may be packed as tightly as it likes."""
_HEAD = 8_192
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_OTHERS = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"{\\rtf", b"Rar!", b"\x1f\x8b", b"7z\xbc\xaf")
_MARKUP = (b"<html", b"<!doctype", b"<?xml")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_LAYOUT = b"\t\n\r\f"
_FEW, _CONTROLS_IN_A_HUNDRED = 2, 5


class FileKind(StrEnum):
    """What a file is."""

    WORKBOOK = "xlsx"
    DELIMITED = "csv"


def kind_of(content: bytes) -> FileKind:
    """Tell what a file is, by what is in it.

    Raises
    ------
    InvalidInput
        On ``file``: empty, too large, something else, or packed as no honest workbook is.
    """
    if not content.strip():
        raise refused(_("This file is empty. Choose a file with a row of headings and rows below it."))
    if len(content) > MOST_BYTES:
        raise refused(_("This file is larger than 10 MB. Divide it into smaller files."))
    if content.startswith(_ZIP):
        _check_packing(content)
        return FileKind.WORKBOOK
    if content.startswith(_OLD_EXCEL):
        raise refused(
            _("This is an old Excel file, or one with a password. Save it as .xlsx without a password.")
        )
    if not _is_text(content):
        raise refused(
            _("This is not an Excel or CSV file. Save the table as .xlsx or .csv and choose that file.")
        )
    return FileKind.DELIMITED


def refused(sentence: object) -> InvalidInput:
    """Make the refusal of a file."""
    return InvalidInput({"file": [str(sentence)]})


def _is_text(content: bytes) -> bool:
    head = content[:_HEAD]
    if head.startswith(_WIDE):
        return True
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_OTHERS) or start.lower().startswith(_MARKUP):
        return False
    controls = sum(byte < ord(" ") and byte not in _LAYOUT for byte in head)
    return controls <= _FEW or controls * 100 <= len(head) * _CONTROLS_IN_A_HUNDRED


def _check_packing(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise refused(_("This file is damaged. Open it in Excel, save it again and try once more.")) from None
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise refused(
            _("This is not an Excel or CSV file. Save the table as .xlsx or .csv and choose that file.")
        )
    if _is_a_bomb(parts):
        raise refused(_("This file unpacks to far more than it should. Save only the table as .csv."))


def _is_a_bomb(parts: list[zipfile.ZipInfo]) -> bool:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return True
    return any(
        part.flag_bits & 1
        or (part.file_size > SMALL and part.file_size > MOST_TIMES_LARGER * part.compress_size)
        for part in parts
    )
