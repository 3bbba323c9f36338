"""A thumb on a phone: every touch of the screen and every field that is written is counted."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page


@dataclass
class Thumb:
    """Somebody who uses a page by touch."""

    page: Page
    used: int = 0

    def tap(self, target: Locator) -> None:
        """Touch a button, a link, a box or a choice."""
        target.click()
        self.used += 1

    def press(self, name: str) -> None:
        """Touch the button with these words."""
        self.tap(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Touch the link with these words."""
        self.tap(self.page.get_by_role("link", name=name, exact=True).first)

    def choose(self, label: str) -> None:
        """Touch the box or the choice with this label."""
        self.tap(self.page.get_by_label(label, exact=True))

    def write(self, label: str, text: str) -> None:
        """Fill the field with this label: one touch to get there, one for all its letters."""
        self.page.get_by_role("textbox", name=label, exact=True).fill(text)
        self.used += 2
