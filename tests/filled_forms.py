"""What a browser sends back from a page: every field of its forms as it was shown."""

from html.parser import HTMLParser

BOXES = frozenset({"checkbox", "radio"})


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.first: dict[str, str] = {}
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input":
            self._input(given)
        elif tag == "select":
            self.select = "" if "multiple" in given else given["name"]
            self.open = given["name"]
        elif tag == "option":
            self._option(given)
        elif tag == "textarea":
            self.area = given["name"]
            self.found[self.area] = [""]

    def handle_endtag(self, tag: str) -> None:
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area][0] += data.lstrip("\n")

    def _input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name", "")
        usual = "on" if kind in BOXES else ""
        if name and kind != "search" and (kind not in BOXES or "checked" in given):
            self.found.setdefault(name, []).append(given.get("value", usual))

    def _option(self, given: dict[str, str]) -> None:
        if self.select:
            # A browser sends the first choice when none was marked.
            self.first.setdefault(self.select, given["value"])
        if "selected" in given:
            self.found.setdefault(self.open, []).append(given["value"])


def fields_of(page: str) -> dict[str, list[str]]:
    """Collect names and values inside ``main``."""
    fields = _Fields()
    fields.feed(page.partition("<main")[2].partition("</main>")[0])
    return {name: [value] for name, value in fields.first.items()} | fields.found
