"""What stands in somebody's way on a page: by the rules of WCAG that axe knows, and by its width."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
IS_TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


def barriers(page: Page) -> list[str]:
    """List the barriers of the page that stands there.

    The window is made as high as the page: what lies under a bar that sticks to its edge depends on how far
    somebody scrolled, and is measured as if it were smaller.
    """
    # A press of a button may still be bringing another page.
    page.wait_for_load_state()
    found = ["scrolls sideways"] if page.evaluate(IS_TOO_WIDE) else []
    before = page.viewport_size
    assert before is not None
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": before["width"], "height": max(height, before["height"])})
    violations = Axe().run(page, options=RULES).response["violations"]
    page.set_viewport_size(before)
    return found + [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in violations]
