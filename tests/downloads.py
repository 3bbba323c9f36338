"""Reads what a page hands out as a file."""

import io
from typing import TYPE_CHECKING, cast

from django.http import HttpResponseBase, StreamingHttpResponse
from openpyxl import load_workbook
from openpyxl.cell import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable


def content(answer: HttpResponseBase) -> bytes:
    """All of a file; the answer is closed after it, as a server does."""
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(cast("Iterable[bytes]", answer.streaming_content))


def excel_rows(answer: HttpResponseBase) -> list[list[Cell]]:
    """The cells of the first sheet, without its titles."""
    sheet = load_workbook(io.BytesIO(content(answer))).worksheets[0]
    return [cast("list[Cell]", list(row)) for row in sheet.iter_rows(min_row=2)]
