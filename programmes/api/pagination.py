"""Lists in pages: newest first, by cursor, so that a page does not shift while rows are added."""

import re

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

from programmes.api.field_errors import wrong

DEFAULT_SIZE = 50
LARGEST_SIZE = 200
_POSITION = re.compile(r"[0-9]{1,18}")


class NewestFirst(CursorPagination):
    """50 rows a page, 200 at most; ``next`` and ``previous`` are addresses."""

    ordering = "-id"
    page_size = DEFAULT_SIZE
    max_page_size = LARGEST_SIZE
    page_size_query_param = "page_size"

    def get_page_size(self, request: Request) -> int:
        """Read the size that was asked for; refuse instead of guessing."""
        text = request.query_params.get("page_size")
        if text is None:
            return DEFAULT_SIZE
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= LARGEST_SIZE:
            raise wrong("page_size", "invalid", _("Choose between 1 and 200 rows a page."))
        return int(text)

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Read the place in the list; what this list did not hand out is refused."""
        unknown = wrong("cursor", "invalid", _("Start again at the first page: this place is unknown."))
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            raise unknown from None
        position = cursor.position if cursor else None
        if position is not None and not _POSITION.fullmatch(str(position)):
            raise unknown
        return cursor
