"""Pages of a list that is worked out instead of queried."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rest_framework.pagination import Cursor
from rest_framework.request import Request

from programmes.api.pagination import NewestFirst


class NumberedPages(NewestFirst):
    """Rows in the rising order of a number of theirs; ``next`` and ``previous`` as in every list."""

    def bounds(self, numbers: Sequence[int], request: Request) -> slice:
        """Give which of the rows are on the page that was asked for."""
        size, cursor = self.get_page_size(request), self.decode_cursor(request)
        self._numbers = numbers
        self.base_url = request.build_absolute_uri()
        place = int(cursor.position) if cursor and cursor.position else None
        if cursor and cursor.reverse and place is not None:
            end = bisect_left(numbers, place)
            self._page = slice(max(0, end - size), end)
        else:
            start = 0 if place is None else bisect_right(numbers, place)
            self._page = slice(start, min(start + size, len(numbers)))
        return self._page

    def get_next_link(self) -> str | None:
        """Give the address of the rows after these."""
        last = self._page.stop
        return self._link(last - 1, reverse=False) if 0 < last < len(self._numbers) else None

    def get_previous_link(self) -> str | None:
        """Give the address of the rows before these."""
        return (
            self._link(self._page.start, reverse=True) if 0 < self._page.start < len(self._numbers) else None
        )

    def _link(self, place: int, *, reverse: bool) -> str:
        return self.encode_cursor(Cursor(offset=0, reverse=reverse, position=self._numbers[place]))
